import type { Target, TargetName } from '../target.ts'
import type { BenchWorld } from '../world.ts'

/** Named figures of one run. Keys carry their unit. */
export type Figures = Record<string, number>

export interface Scenario {
  name: string
  summary: string
  targets: readonly TargetName[]
  world: (crowded: boolean) => BenchWorld
  run: (target: Target) => Promise<Figures>
}

/** The crowd that a lived-in server has: 1,000,000 messages in 10,000 conversations of 10,000 people. */
export const crowd = { people: 10_000, conversations: 10_000, messages: 1_000_000 }

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
