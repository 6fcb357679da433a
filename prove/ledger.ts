import type { Message } from '@kith/protocol/messages.ts'
import { breachOf } from './breach.ts'
import type { Breach } from './breach.ts'

/** One message that a device was told to send. */
export interface Send {
  clientId: string
  conversationId: string
  body: string
  attempts: number
  lastAttemptAt: number
  /** As the server acknowledged it. */
  stored: Message | null
}

/** What one device has sent and what it has shown, written down by itself. */
export class Ledger {
  readonly sends = new Map<string, Send>()
  /** Not acknowledged so far. */
  readonly open = new Set<Send>()
  /** By conversation and place: the id of the message that was shown there. */
  readonly shown = new Map<string, Map<number, string>>()
  readonly breaches: Breach[] = []
  /** Sent again though the server had it: its ack was lost. */
  repeatedAfterStored = 0
  /** Over one connection, what came after something newer: the client asks for what it missed, and shows it in order. */
  heardLate = 0
  readonly #owner: string
  readonly #isOneServer: boolean
  readonly #heard = new Map<string, number>()

  /** `isOneServer`: then events come in order; of several, each tells its own at once and the others' after a moment. */
  constructor(owner: string, isOneServer: boolean) {
    this.#owner = owner
    this.#isOneServer = isOneServer
  }

  began(clientId: string, conversationId: string, body: string): Send {
    const send: Send = { clientId, conversationId, body, attempts: 0, lastAttemptAt: 0, stored: null }
    this.sends.set(clientId, send)
    this.open.add(send)
    return send
  }

  attempted(clientId: string): void {
    const send = this.sends.get(clientId)
    if (send === undefined) return
    send.attempts++
    send.lastAttemptAt = Date.now()
  }

  acknowledged(send: Send, message: Message): void {
    send.stored = message
    this.open.delete(send)
    if (send.attempts > 1 && Date.parse(message.createdAt) < send.lastAttemptAt) this.repeatedAfterStored++
    if (message.clientId !== send.clientId || message.body !== send.body)
      this.breaches.push(breachOf('order', `${this.#owner} was acknowledged another message than it had sent`))
    this.sees(message)
  }

  /** A new connection: what it says begins anew. */
  connected(): void {
    this.#heard.clear()
  }

  /** As it came over the socket. */
  heard(message: Message): void {
    const { conversationId, seq } = message
    const last = this.#heard.get(conversationId) ?? 0
    if (seq <= last && this.#isOneServer)
      this.breaches.push(breachOf('order', `${this.#owner} heard ${seq} after ${last} on one connection`))
    else if (seq <= last) this.heardLate++
    this.#heard.set(conversationId, Math.max(last, seq))
    this.sees(message)
  }

  /** In its place, as it is shown. */
  sees({ conversationId, seq, id }: Message): void {
    const places = this.shown.get(conversationId) ?? new Map<number, string>()
    this.shown.set(conversationId, places)
    const known = places.get(seq)
    if (known === id) return
    if (known !== undefined)
      this.breaches.push(breachOf('order', `${this.#owner} was shown two messages in place ${seq}`))
    places.set(seq, id)
  }
}
