import { connectCrowd, disconnect, faultsOf, sendPayload } from '../crowd.ts'
import { quantile } from '../ledger.ts'
import type { Target } from '../target.ts'
import { pairsWorld } from '../world.ts'
import type { Figures, Scenario } from './scenario.ts'
import { crowd, pause } from './scenario.ts'

const SOCKETS = 500
const RATE_PER_S = 1_000
const SECONDS = 8
const BODY = 'A message of an ordinary length, as people write them all day long.'

/** Open loop: a send leaves when its time has come, however late the server is; latency counts from that time. */
async function steady(target: Target): Promise<Figures> {
  const people = await connectCrowd(target, SOCKETS)
  const scheduled: number[][] = people.map(() => [])
  const latencies: number[] = []
  const ackLatencies: number[] = []
  people.forEach((person, index) => {
    const peer = index ^ 1
    // Each person hears their own and their partner's messages in one order; only the partner's are measured.
    person.onAck = (id) => ackLatencies.push(performance.now() - (scheduled[index]?.[id - 1] ?? 0))
    person.onForeign = (ordinal) => latencies.push(performance.now() - (scheduled[peer]?.[ordinal] ?? 0))
  })
  await pause(500)
  const cpu = target.cpu()
  const start = performance.now()
  const total = RATE_PER_S * SECONDS
  let sent = 0
  await new Promise<void>((resolve) => {
    const tick = (): void => {
      const due = Math.min(total, Math.floor(((performance.now() - start) / 1000) * RATE_PER_S))
      for (; sent < due; sent++) {
        const index = sent % SOCKETS
        const times = scheduled[index] ?? []
        times.push(start + (sent / RATE_PER_S) * 1000)
        people[index]?.socket.emit(times.length, 'send_message', sendPayload(Math.floor(index / 2), BODY))
      }
      if (sent < total) setImmediate(tick)
      else resolve()
    }
    tick()
  })
  const used = target.cpu()
  await pause(1_000)
  const sorted = latencies.toSorted((a, b) => a - b)
  const acks = ackLatencies.toSorted((a, b) => a - b)
  const figures = {
    'p50 ms': quantile(sorted, 0.5),
    'p99 ms': quantile(sorted, 0.99),
    'p99.9 ms': quantile(sorted, 0.999),
    'ack p99 ms': quantile(acks, 0.99),
    'server cores': (used.userS + used.systemS - cpu.userS - cpu.systemS) / SECONDS,
    missing: total - latencies.length,
    ...faultsOf(people),
  }
  disconnect(people)
  return figures
}

export const steadyScenario: Scenario = {
  name: 'steady',
  summary: '500 sockets in 250 direct conversations, 1,000 sends/s in all, open loop',
  targets: ['kith', 'socketio'],
  world: (crowded) => ({ ...pairsWorld(SOCKETS), ...(crowded ? { background: crowd } : {}) }),
  run: steady,
}
