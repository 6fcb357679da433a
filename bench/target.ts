import { execFileSync, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../packages/server/src/testing/free-port.ts'
import { createDatabase, databaseName, databaseUrl, dropDatabase, processesOf, tidyDatabase } from './postgres.ts'
import { seedKith } from './seed-kith.ts'
import type { BenchWorld } from './world.ts'
import { conversationId, tokenOf, userId } from './world.ts'

export type TargetName = 'kith' | 'postgres' | 'relay' | 'socketio' | 'bare' | 'bare-feed' | 'bare-postgres'

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

/** The first line of a file of the system, or '' where there is none. */
function firstLine(path: string): string {
  try {
    return readFileSync(path, 'utf8').split('\n')[0] ?? ''
  } catch {
    return ''
  }
}

export function cpuOf(pid: number): CpuTime {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return { userS: Number(fields[11]) / TICKS_PER_SECOND, systemS: Number(fields[12]) / TICKS_PER_SECOND }
}

const bothTimes = (one: CpuTime, other: CpuTime): CpuTime => ({
  userS: one.userS + other.userS,
  systemS: one.systemS + other.systemS,
})

export function rssOf(pid: number): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(line?.[1] ?? 0) * 1024
}

/** Seconds of processor time that the whole machine has used, whoever used it. */
export function cpuOfMachine(): number {
  // user, nice, system, idle, iowait, irq, softirq, steal
  const fields = firstLine('/proc/stat').split(/\s+/).slice(1, 9).map(Number)
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = fields
  return (user + nice + system + irq + softirq + steal) / TICKS_PER_SECOND
}

const SERVER_CORE = 0
const GENERATOR_CORE = 1

/** Whether server and generator can have a core each. */
export const hasOwnCores = cpus().length > 1 && hasTaskset()

function hasTaskset(): boolean {
  try {
    execFileSync('taskset', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Keeps this process, all of its threads, off the server's core. */
export function takeGeneratorCore(): void {
  if (!hasOwnCores) return
  execFileSync('taskset', ['-a', '-c', '-p', String(GENERATOR_CORE), String(process.pid)], { stdio: 'ignore' })
}

const scripts: Record<TargetName, string> = {
  kith: 'packages/server/src/main.ts',
  postgres: 'packages/server/src/main.ts',
  relay: 'bench/servers/ws-relay.ts',
  socketio: 'bench/servers/socketio-sqlite.ts',
  bare: 'bench/servers/bare-history.ts',
  'bare-feed': 'bench/servers/bare-feed.ts',
  'bare-postgres': 'bench/servers/bare-postgres.ts',
}

/** Those that ask nobody who they are, or ask as Kith does. */
const usesTokens = new Set<TargetName>(['kith', 'postgres', 'bare', 'bare-feed'])

export interface StartOptions {
  /** A command to put in front, such as strace with an injected delay. */
  wrap?: string[]
  /** Such as `--cpu-prof`. */
  nodeFlags?: string[]
}

/** The process that a tracer such as strace has started. */
function childOf(pid: number): number {
  return Number(firstLine(`/proc/${pid}/task/${pid}/children`).split(' ')[0])
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

const seeded = new Map<string, Promise<string>>()

/** A folder with `world` in it; made once per run, to be copied. */
function seededFolder(world: BenchWorld): Promise<string> {
  const key = JSON.stringify(world)
  const made = seeded.get(key) ?? seedFolder(world)
  seeded.set(key, made)
  return made
}

async function seedFolder(world: BenchWorld): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kith-bench-seed-'))
  await seedKith({ dataDirectory: folder, databaseUrl: null }, world)
  return folder
}

const seededDatabases = new Map<string, Promise<string>>()

/** The same as a database of PostgreSQL. */
function seededDatabase(world: BenchWorld): Promise<string> {
  const key = JSON.stringify(world)
  const made = seededDatabases.get(key) ?? seedDatabase(world)
  seededDatabases.set(key, made)
  return made
}

async function seedDatabase(world: BenchWorld): Promise<string> {
  const name = databaseName()
  await createDatabase(name)
  try {
    await seedKith({ dataDirectory: '', databaseUrl: databaseUrl(name) }, world)
    await tidyDatabase(name)
  } catch (error) {
    await dropDatabase(name)
    throw error
  }
  return name
}

export async function removeSeeds(): Promise<void> {
  for (const folder of seeded.values()) await rm(await folder, { recursive: true, force: true })
  seeded.clear()
  for (const name of seededDatabases.values()) await name.then(dropDatabase, () => undefined)
  seededDatabases.clear()
}

/** Starts a server with `world` in it, on a core of its own where that can be had. */
export async function startTarget(
  name: TargetName,
  world: BenchWorld,
  { wrap = [], nodeFlags = [] }: StartOptions = {},
): Promise<Target> {
  const directory = await mkdtemp(join(tmpdir(), `kith-bench-${name}-`))
  if (name === 'kith' || name === 'bare' || name === 'bare-feed')
    await cp(await seededFolder(world), directory, { recursive: true })
  const database = name.endsWith('postgres') ? databaseName() : null
  if (database !== null) await createDatabase(database, await seededDatabase(world))
  const port = await freePort()
  const pin = hasOwnCores ? ['taskset', '-c', String(SERVER_CORE)] : []
  const command = [...pin, ...wrap, process.execPath, ...nodeFlags, scripts[name]]
  const child = spawn(command[0] ?? '', command.slice(1), {
    env: {
      PATH: process.env['PATH'],
      PORT: String(port),
      DATA_DIR: directory,
      RATE_LIMIT_FACTOR: '999999',
      LOG_LEVEL: 'error',
      NODE_ENV: 'production',
      ...(database === null ? {} : { DATABASE_URL: databaseUrl(database) }),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let isStopping = false
  const left = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      if (!isStopping) console.error(`${name} left in the middle of a run: status ${code}, signal ${signal}`)
      resolve()
    })
  })
  await untilListening(child)
  const pid = wrap.length === 0 ? (child.pid ?? 0) : childOf(child.pid ?? 0)
  return {
    name,
    port,
    pid,
    authOf: (index) =>
      usesTokens.has(name)
        ? { token: tokenOf(index) }
        : {
            userId: userId(index),
            rooms: world.conversations.flatMap(({ members }, at) =>
              members.includes(index) ? [conversationId(at)] : [],
            ),
          },
    cpu: () => [pid, ...(database === null ? [] : processesOf(database))].map(cpuOf).reduce(bothTimes),
    rssBytes: () => rssOf(pid),
    stop: async () => {
      isStopping = true
      if (child.exitCode === null && child.signalCode === null) {
        process.kill(pid, 'SIGTERM')
        await left
      }
      await rm(directory, { recursive: true, force: true })
      if (database !== null) await dropDatabase(database)
    },
  }
}
