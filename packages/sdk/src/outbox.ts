import type { Message, SendMessage } from '@kith/protocol/messages.ts'
import { isTransient, OfflineError, ProblemError } from './problem-error.ts'
import type { OutboxStorage } from './outbox-storage.ts'
import type { OutboxEntry } from './state.ts'
import type { Store } from './store.ts'

const FIRST_RETRY_MS = 500
const LAST_RETRY_MS = 15_000

export interface OutboxHost {
  storage: OutboxStorage
  store: Store
  /** Hands one message to the server. @throws ProblemError, OfflineError */
  deliver: (input: SendMessage) => Promise<Message>
  /** The server has stored it: it belongs into the conversation. */
  delivered: (message: Message) => void
  random: () => number
}

/**
 * What was written and is not yet stored by the server. One message of a conversation is under way at a time, so that
 * they arrive in the order they were written; each is tried until the server has it or refuses it for good.
 */
export class Outbox {
  readonly #host: OutboxHost
  readonly #running = new Set<string>()
  readonly #wake = new Map<string, () => void>()
  readonly #outcomes = new Map<string, { resolve: (message: Message) => void; reject: (error: Error) => void }>()
  #userId: string | null = null

  constructor(host: OutboxHost) {
    this.#host = host
  }

  /** Takes up what an earlier run left. */
  async start(userId: string): Promise<void> {
    this.#userId = userId
    const kept = await this.#host.storage.load(userId)
    const entries = kept.map((entry) => (entry.state === 'sending' ? { ...entry, state: 'waiting' as const } : entry))
    this.#host.store.update((state) => ({ ...state, outbox: entries }))
    for (const { conversationId } of entries) this.#run(conversationId)
  }

  /** Forgets what is in memory; what is stored waits for the account's next sign-in. */
  stop(): void {
    this.#userId = null
    this.nudge()
  }

  async clear(userId: string): Promise<void> {
    this.stop()
    this.#host.store.update((state) => ({ ...state, outbox: [] }))
    await this.#host.storage.clear(userId)
  }

  /** On the screen at once and kept before anything is sent. `sent` settles when the server stored or refused it. */
  add(entry: Omit<OutboxEntry, 'state' | 'problem'>): { sent: Promise<Message> } {
    const waiting: OutboxEntry = { ...entry, state: 'waiting', problem: null }
    this.#host.store.update((state) => ({ ...state, outbox: [...state.outbox, waiting] }))
    const sent = new Promise<Message>((resolve, reject) => {
      this.#outcomes.set(entry.clientId, { resolve, reject })
    })
    // Many callers watch the state instead of the promise.
    sent.catch(() => undefined)
    void this.#keep(waiting).then(() => this.#run(entry.conversationId))
    return { sent }
  }

  /** Whoever was told that it would tell many means it when they try again. */
  retry(clientId: string): void {
    const entry = this.#find(clientId)
    if (entry === undefined) return
    const reach = entry.problem?.code === 'tells-many' ? { reachMax: Number.MAX_SAFE_INTEGER } : {}
    this.#set(clientId, { state: 'waiting', problem: null, ...reach })
    this.#run(entry.conversationId)
  }

  async discard(clientId: string): Promise<void> {
    this.#drop(clientId)
    if (this.#userId !== null) await this.#host.storage.remove(this.#userId, clientId)
  }

  /** The connection is back, or the person asked: do not wait any longer. */
  nudge(): void {
    for (const wake of this.#wake.values()) wake()
  }

  /** The message came by another way: as an event, or from a fetched page. */
  settle(message: Message): void {
    if (message.clientId === null || this.#find(message.clientId) === undefined) return
    this.#drop(message.clientId)
    this.#outcomes.get(message.clientId)?.resolve(message)
    this.#outcomes.delete(message.clientId)
    if (this.#userId !== null) void this.#host.storage.remove(this.#userId, message.clientId).catch(() => undefined)
  }

  #find(clientId: string): OutboxEntry | undefined {
    return this.#host.store.state.outbox.find((entry) => entry.clientId === clientId)
  }

  #set(clientId: string, change: Pick<OutboxEntry, 'state' | 'problem' | 'reachMax'>): void {
    this.#host.store.update((state) => ({
      ...state,
      outbox: state.outbox.map((entry) => (entry.clientId === clientId ? { ...entry, ...change } : entry)),
    }))
    const entry = this.#find(clientId)
    if (entry !== undefined && change.state !== 'sending') void this.#keep(entry)
  }

  #drop(clientId: string): void {
    this.#host.store.update((state) => ({
      ...state,
      outbox: state.outbox.filter((entry) => entry.clientId !== clientId),
    }))
  }

  /** A device that cannot keep it still sends it. */
  async #keep(entry: OutboxEntry): Promise<void> {
    if (this.#userId !== null) await this.#host.storage.save(this.#userId, entry).catch(() => undefined)
  }

  #run(conversationId: string): void {
    if (this.#running.has(conversationId)) return
    this.#running.add(conversationId)
    void this.#drain(conversationId).finally(() => {
      this.#running.delete(conversationId)
      if (this.#next(conversationId) !== undefined && this.#userId !== null) this.#run(conversationId)
    })
  }

  #next(conversationId: string): OutboxEntry | undefined {
    return this.#host.store.state.outbox.find(
      (entry) => entry.conversationId === conversationId && entry.state !== 'failed',
    )
  }

  async #drain(conversationId: string): Promise<void> {
    let waitMs = FIRST_RETRY_MS
    for (;;) {
      const entry = this.#next(conversationId)
      if (entry === undefined || this.#userId === null) return
      this.#set(entry.clientId, { state: 'sending', problem: null })
      try {
        const { body, clientId, replyTo, attachmentIds = [], fileIds = [], postIds = [] } = entry
        const { threadId = null, reachMax } = entry
        const files = {
          ...(attachmentIds.length === 0 ? {} : { attachmentIds: [...attachmentIds] }),
          ...(fileIds.length === 0 ? {} : { fileIds: [...fileIds] }),
          ...(postIds.length === 0 ? {} : { postIds: [...postIds] }),
        }
        const thread = threadId === null ? {} : { threadId }
        const reach = reachMax === undefined ? {} : { reachMax }
        const input = { conversationId, body, clientId, replyTo, ...files, ...thread, ...reach }
        const message = await this.#host.deliver(input)
        this.#host.delivered(message)
        this.settle(message)
        waitMs = FIRST_RETRY_MS
      } catch (error) {
        if (this.#find(entry.clientId) === undefined) continue
        if (isTransient(error) || !(error instanceof ProblemError)) {
          this.#set(entry.clientId, { state: 'waiting', problem: null })
          await this.#pause(conversationId, retryDelay(error, waitMs, this.#host.random()))
          waitMs = Math.min(LAST_RETRY_MS, waitMs * 2)
        } else {
          this.#set(entry.clientId, { state: 'failed', problem: error.body })
          this.#outcomes.get(entry.clientId)?.reject(error)
          this.#outcomes.delete(entry.clientId)
        }
      }
    }
  }

  async #pause(conversationId: string, ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#wake.set(conversationId, () => {
        clearTimeout(timer)
        resolve()
      })
    })
    this.#wake.delete(conversationId)
  }
}

/** As long as the server asks for, else a random part of a doubling bound. */
function retryDelay(error: unknown, boundMs: number, random: number): number {
  if (error instanceof ProblemError && error.retryAfterSeconds !== null) return error.retryAfterSeconds * 1_000
  if (error instanceof OfflineError) return boundMs * (0.5 + random / 2)
  return boundMs * random
}
