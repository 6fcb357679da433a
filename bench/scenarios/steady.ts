import { Crowd } from '../crowd.ts'
import { Meter } from '../meter.ts'
import { quantile, sorted } from '../statistics.ts'
import type { Target } from '../target.ts'
import { pairsWorld } from '../world.ts'
import { latencyFigures } from './latency.ts'
import type { Outcome, Scenario } from './scenario.ts'
import { among, pause } from './scenario.ts'

const SOCKETS = 500
const RATE_PER_S = 1_000
const SECONDS = 5
const WARM_UP_SECONDS = 1

/** Open loop: a send leaves when its time has come, however late the server is; latency counts from that time. */
export async function steady(target: Target, sockets: number, seconds: number): Promise<Outcome> {
  const crowd = await Crowd.connect(target, sockets, (index) => Math.floor(index / 2))
  await pause(500)
  const ms: number[] = []
  const ackMs: number[] = []
  const startedAt = performance.now()
  const measuredFrom = startedAt + WARM_UP_SECONDS * 1000
  for (const person of crowd.people) {
    const partner = crowd.people[person.index ^ 1]
    person.onAck = (id) => {
      const dueAt = person.sentAt[id - 1] ?? 0
      if (dueAt >= measuredFrom) ackMs.push(performance.now() - dueAt)
    }
    person.onForeign = (ordinal) => {
      const dueAt = partner?.sentAt[ordinal] ?? 0
      if (dueAt >= measuredFrom) ms.push(performance.now() - dueAt)
    }
  }
  await sendOnTime(crowd, startedAt, WARM_UP_SECONDS * RATE_PER_S, 0)
  const meter = new Meter(target)
  const total = RATE_PER_S * seconds
  await sendOnTime(crowd, measuredFrom, total, WARM_UP_SECONDS * RATE_PER_S)
  const used = meter.stop('send', total)
  await crowd.settle()
  const acks = sorted(ackMs)
  const figures = {
    ...used,
    ...latencyFigures(ms),
    'ack p50 ms': quantile(acks, 0.5),
    'ack p99 ms': quantile(acks, 0.99),
    ...crowd.faults(),
  }
  crowd.disconnect()
  return { figures, latencies: { of: 'from the moment a send was due to the other', ms } }
}

/** `total` sends at the rate, the first at `from`, by everybody in turn. */
async function sendOnTime(crowd: Crowd, from: number, total: number, firstOrdinal: number): Promise<void> {
  let sent = 0
  await new Promise<void>((resolve) => {
    const tick = (): void => {
      const due = Math.min(total, Math.floor(((performance.now() - from) / 1000) * RATE_PER_S))
      for (; sent < due; sent++) {
        const person = crowd.people[(firstOrdinal + sent) % crowd.people.length]
        if (person !== undefined) crowd.send(person, from + (sent / RATE_PER_S) * 1000)
      }
      if (sent < total) setImmediate(tick)
      else resolve()
    }
    tick()
  })
}

export const steadyScenario: Scenario = {
  name: 'steady',
  summary: '500 sockets in 250 direct conversations, 1,000 sends/s in all, open loop',
  targets: ['kith', 'socketio'],
  world: (isCrowded) => among(pairsWorld(SOCKETS), isCrowded),
  run: (target) => steady(target, SOCKETS, SECONDS),
}
