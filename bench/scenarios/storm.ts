import { Crowd } from '../crowd.ts'
import { Meter } from '../meter.ts'
import type { Target } from '../target.ts'
import { channelWorld } from '../world.ts'
import { latencyFigures } from './latency.ts'
import type { Outcome, Scenario } from './scenario.ts'
import { among, pause } from './scenario.ts'

const SOCKETS = 1_000
const BURSTS = 20
const BURST_MAX_MS = 5_000

async function storm(target: Target): Promise<Outcome> {
  await pause(1_000)
  const idleBytes = target.rssBytes()
  const meter = new Meter(target)
  const startedAt = performance.now()
  const crowd = await Crowd.connect(target, SOCKETS, () => 0)
  const onlineMs = performance.now() - startedAt
  const used = meter.stop('socket', SOCKETS)
  await pause(1_500)
  const bytesPerClient = (target.rssBytes() - idleBytes) / SOCKETS
  // Whoever is online hears: one message must reach every one of them.
  if (crowd.people[0] !== undefined) crowd.send(crowd.people[0])
  await crowd.settle()
  const ms = crowd.people.map(({ connectMs }) => connectMs)
  const figures = {
    'online ms': onlineMs,
    ...used,
    'idle server MB': idleBytes / 1e6,
    'KB/client': bytesPerClient / 1024,
    ...latencyFigures(ms),
    ...crowd.faults(),
  }
  crowd.disconnect()
  return { figures, latencies: { of: 'from dialling to being let in', ms } }
}

/** One message to a thousand who are doing nothing: how long until each of them, and the last of them, has it. */
async function burst(target: Target): Promise<Outcome> {
  const crowd = await Crowd.connect(target, SOCKETS, () => 0)
  const sender = crowd.people[0]
  if (sender === undefined) throw new Error('nobody came')
  await pause(1_500)
  const ms: number[] = []
  const lastMs: number[] = []
  const meter = new Meter(target)
  for (let round = 0; round < BURSTS; round++) {
    const heard = new Promise<void>((resolve) => {
      let waiting = SOCKETS
      for (const person of crowd.people) {
        person.onMessage = () => {
          ms.push(performance.now() - (sender.sentAt[round] ?? 0))
          waiting--
          if (waiting === 0) resolve()
        }
      }
    })
    crowd.send(sender)
    await Promise.race([heard, pause(BURST_MAX_MS)])
    lastMs.push(performance.now() - (sender.sentAt[round] ?? 0))
    await pause(20)
  }
  const used = meter.stop('delivery', SOCKETS * BURSTS)
  await crowd.settle()
  const inOrder = lastMs.toSorted((a, b) => a - b)
  const figures = {
    'last delivery p50 ms': inOrder[BURSTS / 2] ?? 0,
    'last delivery max ms': inOrder.at(-1) ?? 0,
    ...used,
    ...latencyFigures(ms),
    ...crowd.faults(),
  }
  crowd.disconnect()
  return { figures, latencies: { of: 'from the send to each of 1,000', ms } }
}

export const stormScenario: Scenario = {
  name: 'storm',
  summary: '1,000 authenticated sockets online from nothing, 400 dialling at a time',
  targets: ['kith', 'socketio'],
  world: (isCrowded) => among(channelWorld(SOCKETS), isCrowded),
  run: storm,
}

export const burstScenario: Scenario = {
  name: 'burst',
  summary: '1,000 idle sockets, one message, 20 times',
  targets: ['kith', 'socketio'],
  world: (isCrowded) => among(channelWorld(SOCKETS), isCrowded),
  run: burst,
}
