import type { OwnPostgres } from '../scripts/own-postgres.ts'
import { Chance } from '../scripts/seed/chance.ts'
import { breachOf } from './breach.ts'
import type { Breach } from './breach.ts'
import { gather } from './crowd.ts'
import type { FaultName } from './faults/faults.ts'
import { isCatchUpMissed, plantNoCatchUp } from './faults/no-catch-up.ts'
import type { Scenario, Sizes, Stage } from './scenarios/scenario.ts'
import { startServer } from './server.ts'
import { Talk } from './talk.ts'
import { judge } from './verdict.ts'

const PATIENCE_MS = 20_000
/** What is broken is not waited for as long. */
const FAULT_PATIENCE_MS = 4_000
const BREACHES_SHOWN = 12
const TEXT_MAX = 240

export interface ProofOptions {
  sizes: Sizes
  seed: number
  fault: FaultName | null
  /** What the server is on, instead of SQLite. */
  postgres: OwnPostgres | null
}

/** Runs one scenario on a server of its own and says what it found; the breaches. */
export async function prove(scenario: Scenario, { sizes, seed, fault, postgres }: ProofOptions): Promise<Breach[]> {
  console.log(`\n${scenario.name}: ${scenario.summary}`)
  console.log(`  seed ${seed}, ${sizes.devices} clients${fault === null ? '' : `, with the fault ${fault}`}`)
  const patienceMs = fault === null ? PATIENCE_MS : FAULT_PATIENCE_MS
  const chance = new Chance(seed)
  // What plants itself in the server is not for our own process, and the other way round.
  if (fault === 'no-catch-up') plantNoCatchUp()
  const server = await startServer(fault === 'no-catch-up' ? null : fault, {
    settings: postgres === null ? {} : { DATABASE_URL: postgres.url },
  })
  try {
    const crowd = await gather(server, scenario.plan(sizes), chance)
    const talk = new Talk(crowd, new Chance(seed + 1), sizes)
    const stage: Stage = { server, postgres, crowd, talk, chance, sizes, fault }
    // Accounts and conversations were made without it.
    server.arm(true)
    const from = performance.now()
    const [trouble] = await Promise.all([scenario.trouble(stage), talk.run(patienceMs)])
    const seconds = (performance.now() - from) / 1_000
    server.arm(false)
    const judgedFrom = performance.now()
    const verdict = await judge(crowd, talk, patienceMs)
    const judgedSeconds = (performance.now() - judgedFrom) / 1_000
    crowd.stop()
    // With a fault nothing else counts than what the comparison says.
    const breaches = [...(fault === null ? trouble.breaches : []), ...verdict.breaches]
    const isAtWork = fault === 'no-catch-up' ? isCatchUpMissed() : server.isFaultAtWork()
    if (fault !== null && !isAtWork)
      breaches.push(breachOf('nothing proved', `the fault ${fault} never did anything: its anchors are off the way`))
    for (const line of trouble.report) console.log(`  ${line}`)
    const rate = talk.acknowledged / seconds
    console.log(`  ${talk.acknowledged} sends acknowledged in ${seconds.toFixed(1)} s (${rate.toFixed(0)} a second)`)
    console.log(
      `  ${verdict.read} messages read by a fresh session, ${verdict.compared} shown places compared, in ${judgedSeconds.toFixed(1)} s`,
    )
    return sayBreaches(breaches)
  } finally {
    await server.remove()
  }
}

/** Says what was found, and gives it back. */
export function sayBreaches(breaches: Breach[]): Breach[] {
  console.log(`  ${summaryOf(breaches)}`)
  for (const { kind, text } of breaches.slice(0, BREACHES_SHOWN)) console.log(`    ${kind}: ${text.slice(0, TEXT_MAX)}`)
  if (breaches.length > BREACHES_SHOWN) console.log(`    and ${breaches.length - BREACHES_SHOWN} more`)
  return breaches
}

function summaryOf(breaches: readonly Breach[]): string {
  if (breaches.length === 0) return '0 lost, 0 twice, no hole, one order for all, every device with the same state'
  const kinds = Map.groupBy(breaches, ({ kind }) => kind)
  return `BREACHED: ${[...kinds].map(([kind, { length }]) => `${length} × ${kind}`).join(', ')}`
}
