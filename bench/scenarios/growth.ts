import type { Target } from '../target.ts'
import { pairsWorld } from '../world.ts'
import type { Outcome, Scenario } from './scenario.ts'
import { pause } from './scenario.ts'
import { steady } from './steady.ts'

const SECONDS = 3
const SOCKETS = 500

async function grown(target: Target, sockets: number): Promise<Outcome> {
  await pause(500)
  const idleBytes = target.rssBytes()
  const outcome = await steady(target, sockets, SECONDS)
  return { ...outcome, figures: { 'idle server MB': idleBytes / 1e6, ...outcome.figures } }
}

export const growthOfSocketsScenario: Scenario = {
  name: 'growth-sockets',
  summary: 'as `steady` (1,000 sends/s in all), with more and more people connected',
  targets: ['kith', 'socketio'],
  sizes: { of: 'sockets', values: [250, 1_000, 2_000, 4_000] },
  world: (_isCrowded, sockets) => pairsWorld(sockets),
  run: grown,
}

export const growthOfMessagesScenario: Scenario = {
  name: 'growth-messages',
  summary:
    'as `steady` (1,000 sends/s in all), with more and more messages of others in the database, 100 to a conversation',
  targets: ['kith'],
  sizes: { of: 'messages', values: [1_000, 10_000, 100_000, 1_000_000] },
  world: (_isCrowded, messages) => ({
    ...pairsWorld(SOCKETS),
    background: { people: messages / 100, conversations: messages / 100, messages },
  }),
  run: (target) => grown(target, SOCKETS),
}
