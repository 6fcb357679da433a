import { randomUUID } from 'node:crypto'
import { EngineSocket, isEvent, isOk, seqIn } from './engine-socket.ts'
import { DIALLING_MAX, Gate } from './gate.ts'
import { Ledger } from './ledger.ts'
import type { Figures } from './scenarios/scenario.ts'
import { pause } from './scenarios/scenario.ts'
import type { Target } from './target.ts'
import { conversationId, userId } from './world.ts'

const messageName = Buffer.from('message",')
const SETTLE_MS = 10_000
const SETTLE_STEP_MS = 20
const BODY = 'A message of an ordinary length, as people write them all day long.'

/** One connected person of a scenario, in one conversation. */
export interface Person {
  index: number
  conversation: number
  socket: EngineSocket
  ledger: Ledger
  /** Milliseconds from dialling to being let in. */
  connectMs: number
  /** When each send left, or was due: that with the ack id 1 first. */
  sentAt: number[]
  /** How many messages of others were heard, where somebody listens for them. */
  foreign: number
  onAck: ((id: number) => void) | null
  onMessage: ((seq: number) => void) | null
  /** A message of somebody else: the how-manieth of theirs it is, from 0. */
  onForeign: ((ordinal: number) => void) | null
}

/** The people of a scenario, and a ledger of all that they send and hear. */
export class Crowd {
  readonly people: Person[] = []
  receivedBytes = 0
  acked = 0
  #sent = 0
  #refused = 0
  #dropped = 0
  #isOver = false
  readonly #ackedIn = new Map<number, number>()

  /** Connects `count` people, each in the conversation that `conversationOf` says; resolves when all are in. */
  static async connect(target: Target, count: number, conversationOf: (index: number) => number): Promise<Crowd> {
    const crowd = new Crowd()
    const gate = new Gate(DIALLING_MAX)
    const dialled = Array.from({ length: count }, async (_, index) => {
      await gate.enter()
      await crowd.#add(target, index, conversationOf(index))
      gate.leave()
    })
    await Promise.all(dialled)
    return crowd
  }

  get deliveries(): number {
    return this.people.reduce((sum, { ledger }) => sum + ledger.deliveries, 0)
  }

  /** `at`: when it was due, where that is not now. */
  send(person: Person, at = performance.now(), body = BODY): void {
    this.#sent++
    const id = person.sentAt.push(at)
    const conversation = conversationId(person.conversation)
    const payload = `{"conversationId":"${conversation}","body":"${body}","clientId":"${randomUUID()}"}`
    person.socket.emit(id, 'send_message', payload)
  }

  /** Waits until every send is answered and every answered one has been heard by all; gives up after a while. */
  async settle(): Promise<void> {
    const until = performance.now() + SETTLE_MS
    const isSettled = (): boolean => this.#unanswered === 0 && this.#lost === 0
    while (!isSettled() && performance.now() < until) await pause(SETTLE_STEP_MS)
    // Whatever comes twice may come late.
    await pause(SETTLE_STEP_MS)
  }

  /** To be asked after `settle`. All of it must be zero. */
  faults(): Figures {
    const sum = (of: (ledger: Ledger) => number): number =>
      this.people.reduce((total, { ledger }) => total + of(ledger), 0)
    return {
      lost: this.#lost,
      repeated: sum(({ repeated }) => repeated),
      disordered: sum(({ disordered }) => disordered),
      refused: this.#refused + this.#dropped,
      unanswered: this.#unanswered,
    }
  }

  disconnect(): void {
    this.#isOver = true
    for (const { socket } of this.people) socket.close()
  }

  get #unanswered(): number {
    return this.#sent - this.acked - this.#refused
  }

  get #lost(): number {
    return this.people.reduce(
      (sum, { ledger, conversation }) => sum + ledger.lostUpTo(this.#ackedIn.get(conversation) ?? 0),
      0,
    )
  }

  /** Resolves once they are in; rejects when they are cut off, now or later. */
  #add(target: Target, index: number, conversation: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const startedAt = performance.now()
      const person: Person = {
        index,
        conversation,
        ledger: new Ledger(),
        connectMs: 0,
        sentAt: [],
        foreign: 0,
        onAck: null,
        onMessage: null,
        onForeign: null,
        socket: new EngineSocket(target.port, target.authOf(index), {
          connected: () => {
            person.connectMs = performance.now() - startedAt
            resolve()
          },
          event: (bytes, start, end) => this.#heard(person, bytes, start, end),
          ack: (id, bytes, start) => this.#answered(person, id, isOk(bytes, start)),
          closed: () => {
            if (this.#isOver) return
            this.#dropped++
            reject(new Error('a socket was closed by the server'))
          },
        }),
      }
      this.people[index] = person
    })
  }

  #heard(person: Person, bytes: Buffer, start: number, end: number): void {
    if (!isEvent(bytes, start, messageName)) return
    this.receivedBytes += end - start
    const seq = seqIn(bytes, start, end)
    person.ledger.heard(seq)
    person.onMessage?.(seq)
    if (person.onForeign === null) return
    const isForeign = !bytes.subarray(start, end).includes(`"${userId(person.index)}"`)
    if (isForeign) person.onForeign(person.foreign++)
  }

  #answered(person: Person, id: number, isAccepted: boolean): void {
    if (isAccepted) {
      this.acked++
      this.#ackedIn.set(person.conversation, (this.#ackedIn.get(person.conversation) ?? 0) + 1)
    } else this.#refused++
    person.onAck?.(id)
  }
}
