import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { kithProcess } from '../scripts/kith-process.ts'
import type { FaultName } from './faults/faults.ts'

const plant = fileURLToPath(new URL('faults/plant.ts', import.meta.url))

/** A real Kith in a process of its own, that is killed and started again. */
export interface KilledServer {
  url: string
  port: number
  dataDirectory: string
  /** Where it is told at which step to kill itself, when that is planted. */
  stepFile: string
  /** How long each start after a kill took, until it listened. */
  startsMs: readonly number[]
  /** As the plug being pulled: nothing is told, nothing is closed. The signal is under way when this returns. */
  kill(): Promise<void>
  start(): Promise<void>
  /** Null when it has left. */
  pid(): number | null
  /** Lets a planted fault begin, or end. */
  arm(isArmed: boolean): void
  /** Whether a planted fault has done something. */
  isFaultAtWork(): boolean
  /** Ends it and removes its folder. */
  remove(): Promise<void>
}

/** `preload`: what is loaded before the server, in place of a fault. */
export async function startServer(
  fault: FaultName | null,
  { preload = null, settings = {} }: { preload?: string | null; settings?: Record<string, string> } = {},
): Promise<KilledServer> {
  const directory = await mkdtemp(join(tmpdir(), 'kith-prove-'))
  const mark = join(directory, 'fault-at-work')
  const stepFile = join(directory, 'step')
  const dataDirectory = join(directory, 'data')
  const armed = join(directory, 'fault-armed')
  const startsMs: number[] = []
  const kith = await kithProcess({
    dataDirectory,
    flags: [fault === null ? null : plant, preload].flatMap((path) => (path === null ? [] : ['--import', path])),
    settings: {
      RATE_LIMIT_FACTOR: '10000',
      ...settings,
      PROVE_STEP_FILE: stepFile,
      ...(fault === null
        ? {}
        : { LOG_LEVEL: 'silent', PROVE_FAULT: fault, PROVE_FAULT_MARK: mark, PROVE_FAULT_ARMED: armed }),
    },
  })
  const endWithUs = (): void => {
    kith.endNow()
    rmSync(directory, { recursive: true, force: true })
  }
  process.once('exit', endWithUs)
  await kith.start()
  return {
    url: kith.url,
    port: kith.port,
    dataDirectory,
    stepFile,
    startsMs,
    kill: () => kith.end('SIGKILL'),
    pid: () => kith.pid(),
    start: async () => {
      const from = performance.now()
      await kith.start()
      startsMs.push(performance.now() - from)
    },
    arm: (isArmed) => {
      if (isArmed) writeFileSync(armed, '')
      else rmSync(armed, { force: true })
    },
    isFaultAtWork: () => existsSync(mark),
    remove: async () => {
      await kith.end('SIGKILL')
      process.off('exit', endWithUs)
      await rm(directory, { recursive: true, force: true })
    },
  }
}
