import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { freePort } from './free-port.ts'

/** A Redis of our own, with nothing on the disk: whenever it starts it is empty. */
export interface OwnRedis {
  url: string
  /** Resolves when it answers. */
  start(): Promise<void>
  /** As the plug being pulled. */
  kill(): Promise<void>
  /** Says one command, such as `FLUSHALL`. */
  say(command: string): Promise<void>
  /** For the way out of our own process, where nothing can be waited for. */
  killNow(): void
}

/** Whichever server of that protocol the machine has; null for none. */
export function redisProgram(): string | null {
  const has = (name: string): boolean => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0
  return ['redis-server', 'valkey-server'].find(has) ?? null
}

/** Not started yet; always on the same port. */
export async function ownRedis(program: string): Promise<OwnRedis> {
  const port = await freePort()
  let child: ChildProcess | null = null
  return {
    url: `redis://127.0.0.1:${port}`,
    start: async () => {
      const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
      const started = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] })
      child = started
      for await (const chunk of started.stdout) if (/ready to accept connections/i.test(String(chunk))) break
    },
    kill: async () => {
      const running = child
      child = null
      if (running === null || running.exitCode !== null) return
      const left = once(running, 'exit')
      running.kill('SIGKILL')
      await left
    },
    say: async (command) => {
      const socket = connect(port, '127.0.0.1')
      socket.write(`${command}\r\n`)
      await once(socket, 'data')
      socket.destroy()
    },
    killNow: () => void child?.kill('SIGKILL'),
  }
}
