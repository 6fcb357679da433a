import { breachOf } from '../breach.ts'
import { pause } from '../crowd.ts'
import type { Scenario } from './scenario.ts'

const BETWEEN_MAX_MS = 25

/** The server stores, and its answer is lost: the same send comes again. */
export const acksScenario: Scenario = {
  name: 'acks',
  summary: 'answers are lost after the message was stored, so that it is sent again',
  sizes: { sends: 4_000, kills: 0, devices: 50 },
  plan: ({ devices }) => ({ devices, conversations: 10, pairEvery: 4, proxyEvery: 1 }),
  trouble: async ({ talk, chance, crowd }) => {
    let deafened = 0
    while (!talk.isOver && !talk.isEnded) {
      await pause(chance.between(0, BETWEEN_MAX_MS))
      const device = chance.pick(crowd.devices)
      if (device.underWay() === 0) continue
      device.proxy?.deafen(chance.between(10, 60))
      deafened++
    }
    const again = crowd.devices.reduce((sum, { ledger }) => sum + ledger.repeatedAfterStored, 0)
    return {
      report: [`${deafened} times a wire lost all answers; ${again} sends were stored and came again`],
      breaches: again > 0 ? [] : [breachOf('nothing proved', 'no send that was stored came again')],
    }
  },
}
