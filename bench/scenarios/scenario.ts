import type { Target, TargetName } from '../target.ts'
import type { BenchWorld } from '../world.ts'

/** Named figures of one run. Keys carry their unit. */
export type Figures = Record<string, number>

export interface Outcome {
  figures: Figures
  /** Every latency that was measured, in milliseconds, and what of. */
  latencies: { of: string; ms: number[] }
}

export interface Scenario {
  name: string
  summary: string
  targets: readonly TargetName[]
  /** For growth: the sizes that it is run at, and what is counted by them. */
  sizes?: { of: string; values: readonly number[] }
  world: (isCrowded: boolean, size: number) => BenchWorld
  run: (target: Target, size: number) => Promise<Outcome>
}

/** The crowd that a lived-in server has: 1,000,000 messages in 10,000 conversations of 10,000 people. */
const crowd = { people: 10_000, conversations: 10_000, messages: 1_000_000 }

/** `world`, alone or among a crowd of others. */
export function among(world: BenchWorld, isCrowded: boolean): BenchWorld {
  return isCrowded ? { ...world, background: crowd } : world
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

export const WARM_UP_MS = 1_000
export const MEASURED_MS = 3_000
