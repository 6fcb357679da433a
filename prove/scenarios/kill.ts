import { breachOf } from '../breach.ts'
import type { Breach } from '../breach.ts'
import { pause } from '../crowd.ts'
import type { Scenario, Stage, Trouble } from './scenario.ts'

const START_MAX_MS = 10_000
const UNDER_WAY_SHARE = 0.8
const MOMENT_MAX_MS = 60
const LULL_MAX_MS = 200

/** The server is killed with -9 while everyone sends. */
export const killScenario: Scenario = {
  name: 'kill',
  summary: 'the server is killed with -9 at random moments and started again, and once more right after the last ack',
  sizes: { sends: 20_000, kills: 50, devices: 50 },
  plan: ({ devices }) => ({ devices, conversations: 10, pairEvery: 4, proxyEvery: 3 }),
  trouble: async (stage) => {
    const { talk, chance, sizes, crowd } = stage
    const underWay: number[] = []
    const part = sizes.sends / (sizes.kills + 1)
    for (let kill = 0; kill < sizes.kills && !talk.isOver; kill++) {
      // Never before somebody has come through again: there would be nothing to break.
      const soonest = talk.acknowledged + 1
      await talk.reaches(Math.max(soonest, Math.floor(part * (kill + chance.between(0.5, 1.5)))))
      await pause(chance.between(0, MOMENT_MAX_MS))
      if (stage.fault === 'ack-before-commit') await nextAck(stage)
      else await someUnderWay(stage)
      underWay.push(underWayIn(stage))
      await stage.server.kill()
      await stage.server.start()
      for (const { proxy } of crowd.devices) proxy?.delay(chance.next() < 0.5 ? 0 : chance.between(0, 20))
    }
    while (!talk.isOver && !talk.isEnded) await pause(20)
    // What was acknowledged last has to be there as well.
    await stage.server.kill()
    await stage.server.start()
    for (const { proxy } of crowd.devices) proxy?.mend()
    return summed(stage, underWay)
  },
}

function underWayIn({ crowd }: Stage): number {
  return crowd.devices.reduce((sum, device) => sum + device.underWay(), 0)
}

/** A moment at which nobody waits for an answer proves little: then it is the next one. */
async function someUnderWay(stage: Stage): Promise<void> {
  const until = performance.now() + LULL_MAX_MS
  while (underWayIn(stage) === 0 && performance.now() < until) await pause(1)
}

/** The very moment at which somebody was told "stored". */
async function nextAck({ talk }: Stage): Promise<void> {
  await new Promise<void>((resolve) => {
    const giveUp = setTimeout(resolve, 2_000)
    talk.onAck = () => {
      clearTimeout(giveUp)
      resolve()
    }
  })
  talk.onAck = () => undefined
}

function summed({ server, sizes }: Stage, underWay: readonly number[]): Trouble {
  const breaches: Breach[] = []
  const hits = underWay.filter((count) => count > 0).length
  const share = underWay.length === 0 ? 0 : hits / underWay.length
  const slowestMs = Math.max(0, ...server.startsMs)
  if (underWay.length < sizes.kills)
    breaches.push(breachOf('nothing proved', `${underWay.length} kills of ${sizes.kills}: all was said before`))
  if (share < UNDER_WAY_SHARE)
    breaches.push(breachOf('nothing proved', `${hits} of ${underWay.length} kills had sends under way`))
  if (slowestMs >= START_MAX_MS)
    breaches.push(breachOf('slow start', `a start after a kill took ${slowestMs.toFixed(0)} ms`))
  const mean = underWay.reduce((sum, count) => sum + count, 0) / Math.max(1, underWay.length)
  const median = server.startsMs.toSorted((a, b) => a - b)[Math.floor(server.startsMs.length / 2)] ?? 0
  return {
    report: [
      `${underWay.length} kills, ${hits} with sends under way (${(share * 100).toFixed(0)} %), ${mean.toFixed(1)} of them on average`,
      `starts after a kill: median ${median.toFixed(0)} ms, slowest ${slowestMs.toFixed(0)} ms`,
      `each start, ms: ${server.startsMs.map((ms) => ms.toFixed(0)).join(' ')}`,
    ],
    breaches,
  }
}
