import { connectCrowd, disconnect, faultsOf, sendPayload } from '../crowd.ts'
import type { Target } from '../target.ts'
import { pairsWorld } from '../world.ts'
import type { Figures, Scenario } from './scenario.ts'
import { crowd, pause } from './scenario.ts'

const SOCKETS = 100
const BODY = 'A message of an ordinary length, as people write them all day long.'

async function pairs(target: Target): Promise<Figures> {
  const people = await connectCrowd(target, SOCKETS)
  let sends = 0
  let isSending = true
  people.forEach((person, index) => {
    let next = 1
    const send = (): void => person.socket.emit(next++, 'send_message', sendPayload(Math.floor(index / 2), BODY))
    person.onAck = () => {
      sends++
      if (isSending) send()
    }
    send()
  })
  await pause(1_000)
  const before = { sends, cpu: target.cpu(), at: performance.now() }
  await pause(4_000)
  const after = { sends, cpu: target.cpu(), at: performance.now() }
  isSending = false
  await pause(500)
  const seconds = (after.at - before.at) / 1000
  const cpuS = after.cpu.userS + after.cpu.systemS - before.cpu.userS - before.cpu.systemS
  const figures = {
    'sends/s': (after.sends - before.sends) / seconds,
    'server µs/send': (cpuS * 1e6) / (after.sends - before.sends),
    'server cores': cpuS / seconds,
    ...faultsOf(people),
  }
  disconnect(people)
  return figures
}

export const pairsScenario: Scenario = {
  name: 'pairs',
  summary: '100 sockets in 50 direct conversations, each sends when its last send is acknowledged',
  targets: ['kith', 'socketio'],
  world: (crowded) => ({ ...pairsWorld(SOCKETS), ...(crowded ? { background: crowd } : {}) }),
  run: pairs,
}
