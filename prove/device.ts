import type { Message } from '@kith/protocol/messages.ts'
import { KithClient } from '@kith/sdk/client.ts'
import type { KithState, Timeline } from '@kith/sdk/state.ts'
import { Ledger } from './ledger.ts'
import type { Proxy } from '../scripts/proxy.ts'

const backoff = { firstMs: 20, lastMs: 150 }

/** One device of a person: the SDK's own client, and the ledger of what it did and saw. */
export class Device {
  readonly client: KithClient
  readonly ledger: Ledger
  readonly name: string
  readonly username: string
  /** Null where it speaks to the server directly. */
  readonly proxy: Proxy | null
  conversationIds: readonly string[] = []
  slowestSendMs = 0
  /** Why the latest call failed that got no answer. */
  failure: unknown = null
  #looked: KithState['timelines'] = new Map()

  constructor(name: string, username: string, server: { url: string; isOne: boolean }, proxy: Proxy | null) {
    this.name = name
    this.username = username
    this.proxy = proxy
    this.ledger = new Ledger(name, server.isOne)
    this.client = new KithClient({
      baseUrl: proxy?.url ?? server.url,
      keepsCookies: true,
      backoff,
      fetch: (url, init) => {
        this.#noteCall(init?.method, init?.body)
        return fetch(url, init).catch((error: unknown) => {
          this.failure = error instanceof Error ? (error.cause ?? error) : error
          throw error
        })
      },
    })
  }

  /** Connects and shows all of `conversationIds`. */
  async start(conversationIds: readonly string[]): Promise<void> {
    this.conversationIds = conversationIds
    await this.client.start()
    const { socket } = this.client
    socket?.on('connect', () => this.ledger.connected())
    socket?.on('message', (message) => this.ledger.heard(message))
    socket?.onAnyOutgoing((event: string, payload: { clientId?: string }) => {
      if (event === 'send_message') this.ledger.attempted(payload.clientId ?? '')
    })
    this.client.subscribe(() => this.#look())
    for (const id of conversationIds) await this.client.open(id)
    this.#look()
  }

  /** Resolves once the server has stored it. */
  async send(conversationId: string, body: string): Promise<Message> {
    const { clientId, sent } = this.client.send(conversationId, body)
    const send = this.ledger.began(clientId, conversationId, body)
    const from = performance.now()
    const message = await sent
    this.slowestSendMs = Math.max(this.slowestSendMs, performance.now() - from)
    this.ledger.acknowledged(send, message)
    return message
  }

  /** How many sends have left the device and have no answer. */
  underWay(): number {
    if (this.client.socket?.connected !== true) return 0
    let count = 0
    for (const send of this.ledger.open) if (send.attempts > 0) count++
    return count
  }

  get isOnline(): boolean {
    return this.client.state.connection.state === 'online'
  }

  /** Writes down what its windows show. */
  #look(): void {
    const { timelines } = this.client.state
    if (timelines === this.#looked) return
    for (const [id, window] of timelines) {
      const before = this.#looked.get(id)
      if (window.items !== before?.items) this.#lookAt(window, before)
    }
    this.#looked = timelines
  }

  #lookAt(window: Timeline, before: Timeline | undefined): void {
    const isExtended = before !== undefined && before.generation === window.generation
    // A window has no holes: up to where it went before all of it was looked at.
    const lookedTo = isExtended ? (before.items.at(-1)?.seq ?? 0) : 0
    for (const message of window.items.toReversed()) {
      if (message.seq <= lookedTo) return
      this.ledger.sees(message)
    }
  }

  #noteCall(method: string | undefined, body: unknown): void {
    if (method !== 'POST' || typeof body !== 'string' || !body.includes('"clientId"')) return
    const { clientId }: { clientId?: string } = JSON.parse(body)
    this.ledger.attempted(clientId ?? '')
  }
}
