import { connectCrowd, disconnect, sendPayload } from '../crowd.ts'
import type { Target } from '../target.ts'
import { channelWorld } from '../world.ts'
import type { Figures, Scenario } from './scenario.ts'
import { crowd, pause } from './scenario.ts'

const SOCKETS = 1_000

async function storm(target: Target): Promise<Figures> {
  await pause(500)
  const idleBytes = target.rssBytes()
  const start = performance.now()
  const people = await connectCrowd(target, SOCKETS)
  const onlineMs = performance.now() - start
  await pause(2_000)
  const figures = {
    'online ms': onlineMs,
    'idle server MB': idleBytes / 1e6,
    'KB/client': (target.rssBytes() - idleBytes) / 1024 / SOCKETS,
  }
  disconnect(people)
  return figures
}

/** One message to a thousand who are doing nothing: how long until the last of them has it. */
async function burst(target: Target): Promise<Figures> {
  const people = await connectCrowd(target, SOCKETS)
  await pause(2_000)
  const times: number[] = []
  for (let round = 0; round < 20; round++) {
    const start = performance.now()
    await new Promise<void>((resolve) => {
      let waiting = SOCKETS
      for (const person of people) {
        person.onMessage = () => {
          waiting--
          if (waiting === 0) resolve()
        }
      }
      people[0]?.socket.emit(round + 1, 'send_message', sendPayload(0, 'Everyone, listen.'))
    })
    times.push(performance.now() - start)
    await pause(50)
  }
  const sorted = times.toSorted((a, b) => a - b)
  disconnect(people)
  return { 'last delivery p50 ms': sorted[10] ?? 0, 'last delivery max ms': sorted.at(-1) ?? 0 }
}

const world = (crowded: boolean): ReturnType<Scenario['world']> => ({
  ...channelWorld(SOCKETS),
  ...(crowded ? { background: crowd } : {}),
})

export const stormScenario: Scenario = {
  name: 'storm',
  summary: '1,000 authenticated sockets online from nothing',
  targets: ['kith', 'socketio'],
  world,
  run: storm,
}

export const burstScenario: Scenario = {
  name: 'burst',
  summary: '1,000 idle sockets, one message',
  targets: ['kith', 'socketio'],
  world,
  run: burst,
}
