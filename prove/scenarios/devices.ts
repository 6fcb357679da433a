import { breachOf } from '../breach.ts'
import { pause } from '../crowd.ts'
import type { Device } from '../device.ts'
import type { Scenario } from './scenario.ts'

const TURN_MIN_MS = 60
const TURN_MAX_MS = 350

/** Two devices of each person, both sending, one of them always without a network. */
export const devicesScenario: Scenario = {
  name: 'devices',
  summary: 'two devices of each person send and are offline in turn',
  sizes: { sends: 4_000, kills: 0, devices: 40 },
  plan: ({ devices }) => ({ devices, conversations: 10, pairEvery: 1, proxyEvery: 1 }),
  trouble: async ({ talk, chance, crowd }) => {
    const people = Map.groupBy(crowd.devices, ({ username }) => username)
    let turns = 0
    const swing = async (pair: readonly Device[]): Promise<void> => {
      for (let turn = 0; !talk.isOver && !talk.isEnded; turn++) {
        const away = pair[turn % pair.length]
        away?.proxy?.cut()
        await pause(chance.between(TURN_MIN_MS, TURN_MAX_MS))
        away?.proxy?.mend()
        away?.client.tryNow()
        turns++
      }
    }
    await Promise.all([...people.values()].map(swing))
    return {
      report: [`${people.size} people with two devices each, which were offline ${turns} times in turn`],
      breaches: turns >= people.size * 2 ? [] : [breachOf('nothing proved', 'hardly a device was offline')],
    }
  },
}
