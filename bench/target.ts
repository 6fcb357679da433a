import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seedKith } from './seed-kith.ts'
import type { BenchWorld } from './world.ts'
import { conversationId, tokenOf, userId } from './world.ts'

export type TargetName = 'kith' | 'relay' | 'socketio'

export interface CpuTime {
  userS: number
  systemS: number
}

/** A server under load: a process of its own on a core of its own. */
export interface Target {
  name: TargetName
  port: number
  pid: number
  /** What person `index` hands over when a socket connects. */
  authOf(index: number): object
  cpu(): CpuTime
  rssBytes(): number
  stop(): Promise<void>
}

const TICKS_PER_SECOND = 100

export function cpuOf(pid: number): CpuTime {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return { userS: Number(fields[11]) / TICKS_PER_SECOND, systemS: Number(fields[12]) / TICKS_PER_SECOND }
}

export function rssOf(pid: number): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(line?.[1] ?? 0) * 1024
}

export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

const scripts: Record<TargetName, string> = {
  kith: 'packages/server/src/main.ts',
  relay: 'bench/servers/ws-relay.ts',
  socketio: 'bench/servers/socketio-sqlite.ts',
}

/** Resolves once the child says on standard output that it listens. */
function untilListening(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (/listen|http:\/\//i.test(said)) resolve()
    })
    child.once('exit', (code) => reject(new Error(`the server left with status ${code}: ${said}`)))
  })
}

/**
 * Starts a server with `world` in it. On Linux it is bound to core 0 (the generator to core 1).
 * `wrap` puts a command in front, such as strace with an injected delay.
 */
export async function startTarget(name: TargetName, world: BenchWorld, wrap: string[] = []): Promise<Target> {
  const directory = await mkdtemp(join(tmpdir(), `kith-bench-${name}-`))
  if (name === 'kith') await seedKith(directory, world)
  const port = await freePort()
  const command = ['taskset', '-c', '0', ...wrap, process.execPath, scripts[name]]
  const child = spawn(command[0] ?? '', command.slice(1), {
    env: {
      PATH: process.env['PATH'],
      PORT: String(port),
      DATA_DIR: directory,
      RATE_LIMIT_FACTOR: '999999',
      LOG_LEVEL: 'error',
      NODE_ENV: 'production',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await untilListening(child)
  const pid = child.pid ?? 0
  return {
    name,
    port,
    pid,
    authOf: (index) =>
      name === 'kith'
        ? { token: tokenOf(index) }
        : {
            userId: userId(index),
            rooms: world.conversations.flatMap(({ members }, at) =>
              members.includes(index) ? [conversationId(at)] : [],
            ),
          },
    cpu: () => cpuOf(pid),
    rssBytes: () => rssOf(pid),
    stop: async () => {
      const left = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await left
      await rm(directory, { recursive: true, force: true })
    },
  }
}
