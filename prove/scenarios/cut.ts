import { breachOf } from '../breach.ts'
import { pause } from '../crowd.ts'
import type { Proxy } from '../../scripts/proxy.ts'
import type { Scenario } from './scenario.ts'

const BETWEEN_MAX_MS = 30
/** So long that a client gives up waiting for its ack while the connection seems to stand. */
const BLACK_HOLE_MS = 11_500
const BLACK_HOLES = 2
const LONG_RUN_SENDS = 2_000

type Disturbance = (proxy: Proxy, ms: number) => void

const disturbances: Record<string, Disturbance> = {
  reset: (proxy) => proxy.reset(),
  torn: (proxy) => proxy.tear(),
  frozen: (proxy, ms) => proxy.freeze(ms),
  deaf: (proxy, ms) => proxy.deafen(ms),
  delayed: (proxy, ms) => proxy.delay(ms / 4),
  cut: (proxy, ms) => {
    proxy.cut()
    setTimeout(() => proxy.mend(), ms)
  },
}

/** Everyone's wire is torn, frozen, delayed and cut in the middle of sends. */
export const cutScenario: Scenario = {
  name: 'cut',
  summary: 'wires are reset, torn in the middle of a packet, frozen, made deaf, delayed and cut',
  sizes: { sends: 8_000, kills: 0, devices: 50 },
  plan: ({ devices }) => ({ devices, conversations: 10, pairEvery: 4, proxyEvery: 1 }),
  trouble: async ({ talk, chance, crowd, sizes }) => {
    const counts = new Map<string, number>()
    let hits = 0
    const inHoles = sizes.sends >= LONG_RUN_SENDS ? crowd.devices.slice(0, BLACK_HOLES) : []
    const others = crowd.devices.slice(inHoles.length)
    for (const { proxy } of inHoles) proxy?.freeze(BLACK_HOLE_MS)
    if (inHoles.length > 0) counts.set('in a black hole', inHoles.length)
    while (!talk.isOver && !talk.isEnded) {
      await pause(chance.between(0, BETWEEN_MAX_MS))
      const device = chance.pick(others)
      const { proxy } = device
      const [name, act] = chance.pick(Object.entries(disturbances))
      if (proxy === null) continue
      counts.set(name, (counts.get(name) ?? 0) + 1)
      if (device.underWay() > 0) hits++
      act(proxy, chance.between(20, 400))
    }
    for (const { proxy } of crowd.devices) proxy?.mend()
    const done = [...counts].map(([name, count]) => `${count} ${name}`).join(', ')
    const isVain = hits === 0
    return {
      report: [`wires: ${done}; ${hits} of these with sends under way`],
      breaches: isVain ? [breachOf('nothing proved', 'no wire was cut in the middle of a send')] : [],
    }
  },
}
