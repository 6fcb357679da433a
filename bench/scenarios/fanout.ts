import { connectCrowd, disconnect, faultsOf, sendPayload } from '../crowd.ts'
import type { Target } from '../target.ts'
import { channelWorld } from '../world.ts'
import type { Figures, Scenario } from './scenario.ts'
import { crowd, pause } from './scenario.ts'

const SOCKETS = 200
const WARM_UP_MS = 1_000
const MEASURED_MS = 4_000
const BODY = 'A message of an ordinary length, as people write them all day long.'

async function fanout(target: Target, window: number): Promise<Figures> {
  const people = await connectCrowd(target, SOCKETS)
  const sender = people[0]
  if (sender === undefined) throw new Error('nobody came')
  let next = 1
  let isSending = true
  let sends = 0
  const send = (): void => sender.socket.emit(next++, 'send_message', sendPayload(0, BODY))
  sender.onAck = () => {
    sends++
    if (isSending) send()
  }
  for (let open = 0; open < window; open++) send()
  await pause(WARM_UP_MS)
  const heard = (): number => people.reduce((sum, { ledger }) => sum + ledger.deliveries, 0)
  const before = { deliveries: heard(), cpu: target.cpu(), own: process.cpuUsage(), at: performance.now(), sends }
  await pause(MEASURED_MS)
  const after = {
    deliveries: heard(),
    cpu: target.cpu(),
    own: process.cpuUsage(before.own),
    at: performance.now(),
    sends,
  }
  isSending = false
  await pause(500)
  const seconds = (after.at - before.at) / 1000
  const deliveries = after.deliveries - before.deliveries
  const userS = after.cpu.userS - before.cpu.userS
  const systemS = after.cpu.systemS - before.cpu.systemS
  const figures = {
    'deliveries/s': deliveries / seconds,
    'sends/s': (after.sends - before.sends) / seconds,
    'server µs/delivery': ((userS + systemS) * 1e6) / deliveries,
    'server user µs/delivery': (userS * 1e6) / deliveries,
    'server system µs/delivery': (systemS * 1e6) / deliveries,
    'server cores': (userS + systemS) / seconds,
    'generator cores': (after.own.user + after.own.system) / 1e6 / seconds,
    ...faultsOf(people),
  }
  disconnect(people)
  return figures
}

const world = (crowded: boolean): ReturnType<Scenario['world']> => ({
  ...channelWorld(SOCKETS),
  ...(crowded ? { background: crowd } : {}),
})

export const fanoutScenario: Scenario = {
  name: 'fanout',
  summary: '1 conversation × 200 sockets, one sender, 8 messages in flight',
  targets: ['kith', 'relay', 'socketio'],
  world,
  run: (target) => fanout(target, 8),
}

export const fanoutSingleScenario: Scenario = {
  name: 'fanout-1',
  summary: '1 conversation × 200 sockets, one sender, 1 message in flight',
  targets: ['kith', 'relay', 'socketio'],
  world,
  run: (target) => fanout(target, 1),
}
