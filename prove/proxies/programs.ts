import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { delimiter, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const LOOK_EVERY_MS = 50
const PATIENCE_MS = 20_000
/** Debian has its servers where not everybody's PATH leads. */
const alsoIn = ['/usr/sbin', '/usr/local/sbin', '/usr/bin', '/usr/local/bin']

/** Where a program of the machine is; null when it has none. */
export function findProgram(name: string): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...alsoIn]
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null
}

/** A program of the machine that listens on `port`. */
export interface Program {
  /** Resolves when it has left. */
  stop(): Promise<void>
}

/**
 * Resolves when it listens; it ends with our own process at the latest.
 * @throws Error with what it said when it leaves instead
 */
export async function startProgram(
  command: readonly [string, ...string[]],
  { port, folder }: { port: number; folder: string },
): Promise<Program> {
  const [program, ...rest] = command
  const env = { PATH: process.env['PATH'], HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder }
  const child = spawn(program, rest, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => (said = `${said}${data}`.slice(-2_000)))
  const endWithUs = (): void => void child.kill('SIGKILL')
  process.once('exit', endWithUs)
  const until = performance.now() + PATIENCE_MS
  while (!(await isListening(port))) {
    if (hasLeft(child) || performance.now() > until) {
      child.kill('SIGKILL')
      throw new Error(`${program} does not listen on ${port}: ${said}`)
    }
    await pause(LOOK_EVERY_MS)
  }
  return {
    stop: async () => {
      process.off('exit', endWithUs)
      if (hasLeft(child)) return
      const left = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      const force = setTimeout(() => child.kill('SIGKILL'), 2_000)
      await left
      clearTimeout(force)
    },
  }
}

function hasLeft({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
