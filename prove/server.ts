import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../scripts/free-port.ts'
import type { FaultName } from './faults/faults.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const plant = fileURLToPath(new URL('faults/plant.ts', import.meta.url))

/** A real Kith in a process of its own, that is killed and started again. */
export interface KilledServer {
  url: string
  port: number
  /** How long each start after a kill took, until it listened. */
  startsMs: readonly number[]
  /** As the plug being pulled: nothing is told, nothing is closed. The signal is under way when this returns. */
  kill(): Promise<void>
  start(): Promise<void>
  /** Lets a planted fault begin, or end. */
  arm(isArmed: boolean): void
  /** Whether a planted fault has done something. */
  isFaultAtWork(): boolean
  /** Ends it and removes its folder. */
  remove(): Promise<void>
}

export async function startServer(fault: FaultName | null): Promise<KilledServer> {
  const directory = await mkdtemp(join(tmpdir(), 'kith-prove-'))
  const mark = join(directory, 'fault-at-work')
  const armed = join(directory, 'fault-armed')
  const port = await freePort()
  const startsMs: number[] = []
  let child: ChildProcess | null = null

  async function launch(): Promise<void> {
    const flags = fault === null ? [] : ['--import', plant]
    const started = spawn(process.execPath, [...flags, 'packages/server/src/main.ts'], {
      cwd: root,
      env: {
        PATH: process.env['PATH'],
        PORT: String(port),
        DATA_DIR: join(directory, 'data'),
        LOG_LEVEL: fault === null ? 'warn' : 'silent',
        RATE_LIMIT_FACTOR: '10000',
        ...(fault === null ? {} : { PROVE_FAULT: fault, PROVE_FAULT_MARK: mark, PROVE_FAULT_ARMED: armed }),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    child = started
    await new Promise<void>((resolve, reject) => {
      started.stdout.once('data', () => resolve())
      started.once('exit', (code) => reject(new Error(`the server left with status ${code}`)))
    })
  }

  async function end(name: NodeJS.Signals): Promise<void> {
    const running = child
    child = null
    if (running === null || running.exitCode !== null) return
    const left = new Promise((resolve) => running.once('exit', resolve))
    running.kill(name)
    await left
  }

  const endWithUs = (): void => {
    child?.kill('SIGKILL')
    rmSync(directory, { recursive: true, force: true })
  }
  process.once('exit', endWithUs)
  await launch()
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    startsMs,
    kill: () => end('SIGKILL'),
    start: async () => {
      const from = performance.now()
      await launch()
      startsMs.push(performance.now() - from)
    },
    arm: (isArmed) => {
      if (isArmed) writeFileSync(armed, '')
      else rmSync(armed, { force: true })
    },
    isFaultAtWork: () => existsSync(mark),
    remove: async () => {
      await end('SIGKILL')
      process.off('exit', endWithUs)
      await rm(directory, { recursive: true, force: true })
    },
  }
}
