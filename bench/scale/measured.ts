import { savedResults } from '../report/results.ts'
import type { Result, Series } from '../report/results.ts'
import { FANOUT_SOCKETS } from '../scenarios/fanout.ts'
import { median } from '../statistics.ts'
import { savedRelayCost } from './relay-cost.ts'

/** What one node was measured to need. Processor times are of one core; whatever a client is charged for is in them. */
export interface Measured {
  /** To take, store and acknowledge a message, on a server that has enough to do; on PostgreSQL with its processes. */
  takeUs: { sqlite: number; postgres: number | null }
  /** To bring it to one more socket: many messages in a turn of the loop, and one. */
  deliveryUs: { together: number; alone: number }
  bytesPerDelivery: number
  /** Of a node with nobody; of each socket more. */
  idleMb: number
  socketKb: number
  /** To let a socket in again; the same with what it asks and fetches of what it missed. */
  connectUs: number
  catchUpUs: number
  /** To tell the other nodes of a message; to hear it from one of them. */
  tellUs: number
  hearUs: number
}

/** From the results that are kept. @throws Error when one is missing */
export function measured(): Measured {
  const results = savedResults()
  const relay = savedRelayCost()
  const pairs = resultOf(results, 'pairs')
  const sent = figure(pairs, 'kith', 'server µs/send')
  const sentOnPostgres = optional(pairs, 'postgres', 'server µs/send')
  /** Each message of `pairs` goes to one, of `fanout` to all others: what a delivery costs without the taking. */
  const delivery = (scenario: string): number => {
    const others = FANOUT_SOCKETS - 1
    return (others * figure(resultOf(results, scenario), 'kith', 'server µs/delivery') - sent) / (others - 1)
  }
  const together = delivery('fanout')
  return {
    takeUs: { sqlite: sent - together, postgres: sentOnPostgres === null ? null : sentOnPostgres - together },
    deliveryUs: { together, alone: delivery('fanout-1') },
    bytesPerDelivery: figure(resultOf(results, 'fanout'), 'kith', 'bytes/delivery'),
    idleMb: figure(resultOf(results, 'storm'), 'kith', 'idle server MB'),
    socketKb: figure(resultOf(results, 'storm'), 'kith', 'KB/client'),
    connectUs: figure(resultOf(results, 'storm'), 'kith', 'server µs/socket'),
    catchUpUs: figure(resultOf(results, 'resume'), 'kith', 'server µs/socket'),
    tellUs: relay.tellUs,
    hearUs: relay.hearUs,
  }
}

/** What a scenario reached on one node, to hold the model against. */
export function reached(): { pairsSendsPerS: number; pairsCores: number; fanoutPerS: number; fanoutCores: number } {
  const results = savedResults()
  const pairs = resultOf(results, 'pairs')
  const fanout = resultOf(results, 'fanout')
  return {
    pairsSendsPerS: figure(pairs, 'kith', 'sends/s'),
    pairsCores: figure(pairs, 'kith', 'server cores'),
    fanoutPerS: figure(fanout, 'kith', 'deliveries/s'),
    fanoutCores: figure(fanout, 'kith', 'server cores'),
  }
}

function resultOf(results: ReadonlyMap<string, Result>, scenario: string): Result {
  const result = results.get(scenario)
  if (result === undefined) throw new Error(`nothing is kept of ${scenario}: npm run bench -- ${scenario} --write`)
  return result
}

function figure(result: Result, target: Series['target'], name: string): number {
  const value = optional(result, target, name)
  if (value === null) throw new Error(`${result.scenario} has no "${name}" of ${target}`)
  return value
}

function optional({ series }: Result, target: Series['target'], name: string): number | null {
  const found = series.find((one) => one.target === target)
  const values = found?.rounds.flatMap((round) => round[name] ?? []) ?? []
  return values.length === 0 ? null : median(values)
}
