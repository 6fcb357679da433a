import { quantile, sorted } from '../statistics.ts'
import type { Measured } from './measured.ts'
import { takeCost } from './model.ts'
import type { Place } from './model.ts'

/** One core that does one thing after the other. */
class Core {
  #freeAt = 0

  /** When something is done that comes at `at` and takes `us`, all in microseconds. */
  does(at: number, us: number): number {
    this.#freeAt = Math.max(this.#freeAt, at) + us
    return this.#freeAt
  }
}

/** From one node to another by way of Redis. */
const HOP_US = 500

export interface Latencies {
  p50Ms: number
  p99Ms: number
}

/** Messages come at random, wherever; until each is with all of its audience, on every node. */
export function deliveries(measured: Measured, place: Place, sendsPerS: number, seed = 1): Latencies {
  const next = chanceFrom(seed)
  const cores = Array.from({ length: place.nodes }, () => new Core())
  const send = takeCost(measured, place.nodes)
  const share = (place.audience / place.nodes) * measured.deliveryUs[place.turns]
  const events: { at: number; node: number; us: number; message: number }[] = []
  const beganAt: number[] = []
  const SENDS = 20_000
  for (let message = 0, at = 0; message < SENDS; message++) {
    at += (-Math.log(1 - next()) * 1e6) / sendsPerS
    const home = Math.floor(next() * place.nodes)
    beganAt.push(at)
    for (let node = 0; node < place.nodes; node++) {
      const us = node === home ? send + share + (place.nodes > 1 ? measured.tellUs : 0) : measured.hearUs + share
      events.push({ at: node === home ? at : at + send + HOP_US, node, us, message })
    }
  }
  const doneAt = Array.from({ length: SENDS }, () => 0)
  for (const { at, node, us, message } of events.toSorted((a, b) => a.at - b.at)) {
    doneAt[message] = Math.max(doneAt[message] ?? 0, cores[node]?.does(at, us) ?? 0)
  }
  const ms = sorted(doneAt.map((done, message) => (done - (beganAt[message] ?? 0)) / 1_000))
  return { p50Ms: quantile(ms, 0.5), p99Ms: quantile(ms, 0.99) }
}

export interface Storm {
  nodes: number
  sockets: number
  /** Within which time the devices come, each at a moment of its own. */
  spreadMs: number
  /** How busy a node is besides. */
  busy: number
  /** What each of them takes. */
  us: number
}

/** So many devices come at once and ask what they missed; until the last of them is caught up. */
export function caughtUpMs({ nodes, sockets, spreadMs, busy, us }: Storm, seed = 1): number {
  const next = chanceFrom(seed)
  let lastMs = 0
  for (let node = 0; node < nodes; node++) {
    const core = new Core()
    const here = Math.ceil(sockets / nodes)
    const comeAt = sorted(Array.from({ length: here }, () => next() * spreadMs * 1_000))
    // What else it does comes in between.
    for (const at of comeAt) lastMs = Math.max(lastMs, core.does(at, us / (1 - busy)) / 1_000)
  }
  return lastMs
}

/** Numbers from 0 to below 1, the same every time (mulberry32). */
function chanceFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
