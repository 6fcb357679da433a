import { randomUUID } from 'node:crypto'
import { EngineSocket, isEvent, seqIn } from './engine-socket.ts'
import { Ledger } from './ledger.ts'
import type { Target } from './target.ts'
import { conversationId, userId } from './world.ts'

const messageName = Buffer.from('message",')

/** One connected person of a scenario. */
export interface Person {
  socket: EngineSocket
  ledger: Ledger
  onAck: (id: number) => void
  onMessage: (seq: number) => void
  /** A message of somebody else: the how-manieth of theirs it is, from 0. */
  onForeign: (ordinal: number) => void
}

/** Connects `count` people at once; resolves when the last of them is in. */
export async function connectCrowd(target: Target, count: number, first = 0): Promise<Person[]> {
  const people: Person[] = []
  await new Promise<void>((resolve, reject) => {
    let waiting = count
    for (let index = 0; index < count; index++) {
      const own = Buffer.from(`"${userId(first + index)}"`)
      let foreign = 0
      const person: Person = {
        ledger: new Ledger(1),
        onAck: () => undefined,
        onMessage: () => undefined,
        onForeign: () => undefined,
        socket: new EngineSocket(target.port, target.authOf(first + index), {
          connected: () => {
            waiting--
            if (waiting === 0) resolve()
          },
          event: (bytes, start, end) => {
            if (!isEvent(bytes, start, messageName)) return
            const seq = seqIn(bytes, start, end)
            person.ledger.heard(0, seq)
            person.onMessage(seq)
            const author = bytes.indexOf(own, start)
            if (author < 0 || author >= end) person.onForeign(foreign++)
          },
          ack: (id) => person.onAck(id),
          closed: () => reject(new Error('a socket was closed by the server')),
        }),
      }
      people.push(person)
    }
  })
  return people
}

export function sendPayload(conversation: number, body: string): string {
  return `{"conversationId":"${conversationId(conversation)}","body":"${body}","clientId":"${randomUUID()}"}`
}

export function disconnect(people: Person[]): void {
  for (const { socket } of people) socket.close()
}

export interface Faults {
  lost: number
  repeated: number
}

export function faultsOf(people: Person[]): Faults {
  return {
    lost: people.reduce((sum, { ledger }) => sum + ledger.lost, 0),
    repeated: people.reduce((sum, { ledger }) => sum + ledger.repeated, 0),
  }
}
