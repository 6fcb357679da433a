import { Crowd } from '../crowd.ts'
import { Meter } from '../meter.ts'
import type { Target } from '../target.ts'
import { channelWorld } from '../world.ts'
import { latencyFigures } from './latency.ts'
import type { Outcome, Scenario } from './scenario.ts'
import { among, MEASURED_MS, pause, WARM_UP_MS } from './scenario.ts'

export const FANOUT_SOCKETS = 200
/** A clock is read for one socket of so many: reading it for all would be most of the generator's work. */
const TIMED_EVERY = 20

async function fanout(target: Target, window: number): Promise<Outcome> {
  const crowd = await Crowd.connect(target, FANOUT_SOCKETS, () => 0)
  const sender = crowd.people[0]
  if (sender === undefined) throw new Error('nobody came')
  let isSending = true
  let isMeasured = false
  const ms: number[] = []
  for (let index = 1; index < FANOUT_SOCKETS; index += TIMED_EVERY) {
    const person = crowd.people[index]
    // With one sender in an empty conversation, `seq` is also the how-manieth send it was.
    if (person === undefined) continue
    person.onMessage = (seq) => {
      if (isMeasured) ms.push(performance.now() - (sender.sentAt[seq - 1] ?? 0))
    }
  }
  sender.onAck = () => {
    if (isSending) crowd.send(sender)
  }
  for (let open = 0; open < window; open++) crowd.send(sender)
  await pause(WARM_UP_MS)
  isMeasured = true
  const before = { deliveries: crowd.deliveries, acked: crowd.acked, bytes: crowd.receivedBytes }
  const startedAt = performance.now()
  const meter = new Meter(target)
  await pause(MEASURED_MS)
  const deliveries = crowd.deliveries - before.deliveries
  const used = meter.stop('delivery', deliveries)
  const seconds = (performance.now() - startedAt) / 1000
  const sends = crowd.acked - before.acked
  const bytes = crowd.receivedBytes - before.bytes
  isMeasured = false
  isSending = false
  await crowd.settle()
  const figures = {
    ...used,
    'sends/s': sends / seconds,
    'bytes/delivery': bytes / deliveries,
    ...latencyFigures(ms),
    ...crowd.faults(),
  }
  crowd.disconnect()
  return { figures, latencies: { of: 'from the send to each of the others', ms } }
}

export const fanoutScenario: Scenario = {
  name: 'fanout',
  summary: '1 conversation × 200 sockets, one sender, 8 messages in flight',
  targets: ['kith', 'relay', 'socketio'],
  world: (isCrowded) => among(channelWorld(FANOUT_SOCKETS), isCrowded),
  run: (target) => fanout(target, 8),
}

export const fanoutSingleScenario: Scenario = {
  name: 'fanout-1',
  summary: '1 conversation × 200 sockets, one sender, 1 message in flight',
  targets: ['kith', 'relay', 'socketio'],
  world: (isCrowded) => among(channelWorld(FANOUT_SOCKETS), isCrowded),
  run: (target) => fanout(target, 1),
}
