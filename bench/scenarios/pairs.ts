import { Crowd } from '../crowd.ts'
import { Meter } from '../meter.ts'
import type { Target } from '../target.ts'
import { pairsWorld } from '../world.ts'
import { latencyFigures } from './latency.ts'
import type { Outcome, Scenario } from './scenario.ts'
import { among, MEASURED_MS, pause, WARM_UP_MS } from './scenario.ts'

const SOCKETS = 100

async function pairs(target: Target): Promise<Outcome> {
  const crowd = await Crowd.connect(target, SOCKETS, (index) => Math.floor(index / 2))
  let isSending = true
  let isMeasured = false
  const ms: number[] = []
  for (const person of crowd.people) {
    const partner = crowd.people[person.index ^ 1]
    person.onForeign = (ordinal) => {
      if (isMeasured) ms.push(performance.now() - (partner?.sentAt[ordinal] ?? 0))
    }
    person.onAck = () => {
      if (isSending) crowd.send(person)
    }
    crowd.send(person)
  }
  await pause(WARM_UP_MS)
  isMeasured = true
  const ackedBefore = crowd.acked
  const meter = new Meter(target)
  await pause(MEASURED_MS)
  const used = meter.stop('send', crowd.acked - ackedBefore)
  isMeasured = false
  isSending = false
  await crowd.settle()
  const figures = { ...used, ...latencyFigures(ms), ...crowd.faults() }
  crowd.disconnect()
  return { figures, latencies: { of: 'from the send to the other', ms } }
}

export const pairsScenario: Scenario = {
  name: 'pairs',
  summary: '100 sockets in 50 direct conversations, each sends when its last send is acknowledged',
  targets: ['kith', 'socketio'],
  world: (isCrowded) => among(pairsWorld(SOCKETS), isCrowded),
  run: pairs,
}

/** Apart from the other, which asks for no PostgreSQL. */
export const pairsOnPostgresScenario: Scenario = {
  name: 'pairs-postgres',
  summary: `${pairsScenario.summary}, on PostgreSQL`,
  targets: ['postgres', 'bare-postgres'],
  world: pairsScenario.world,
  run: pairs,
}
