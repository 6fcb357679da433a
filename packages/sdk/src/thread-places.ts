import type { ServerEvents } from '@kith/protocol/sockets.ts'
import type { Api } from './api.ts'
import { hasReceipts } from './receipts.ts'
import { threadsOf, withKey } from './state.ts'
import type { Store } from './store.ts'

/** How far the others have read the threads that are open here, in `state.threadReads`. */
export class ThreadPlaces {
  readonly #api: Api
  readonly #store: Store
  /** By thread: how often something was heard. An answer that was overtaken is asked for again. */
  readonly #heard = new Map<string, number>()

  constructor(api: Api, store: Store) {
    this.#api = api
    this.#store = store
  }

  /** Asks how far the others are. Unheard, it is asked again with the next connection. */
  load(threadId: string): void {
    void this.#load(threadId).catch(() => undefined)
  }

  /** The connection is new: what was told meanwhile was not heard. */
  again(): void {
    for (const threadId of this.#store.state.threads.keys()) this.load(threadId)
  }

  /** Who is in the conversation has changed, and so has whose places count. */
  membersChanged(conversationId: string): void {
    for (const { threadId } of threadsOf(this.#store.state, conversationId)) this.load(threadId)
  }

  hear({ threadId, userId, seq }: ServerEvents['thread_read']): void {
    if (!this.#store.state.threads.has(threadId)) return
    this.#heard.set(threadId, (this.#heard.get(threadId) ?? 0) + 1)
    this.#store.update((state) => {
      const known = state.threadReads.get(threadId)
      if (known === undefined) return state
      return { ...state, threadReads: withKey(state.threadReads, threadId, withKey(known, userId, seq ?? undefined)) }
    })
  }

  forget(threadId: string): void {
    this.#heard.delete(threadId)
    this.#store.update((state) => ({ ...state, threadReads: withKey(state.threadReads, threadId, undefined) }))
  }

  async #load(threadId: string): Promise<void> {
    for (;;) {
      const entry = this.#entryOf(threadId)
      if (entry === undefined || !hasReceipts(entry)) return
      const heard = this.#heard.get(threadId)
      const { items } = await this.#api.call('GET /api/messages/:messageId/thread/places', { messageId: threadId })
      if (heard !== this.#heard.get(threadId)) continue
      // It was closed meanwhile.
      if (this.#entryOf(threadId) === undefined) return
      const places = new Map(items.map(({ userId, lastReadSeq }) => [userId, lastReadSeq]))
      this.#store.update((state) => ({ ...state, threadReads: withKey(state.threadReads, threadId, places) }))
      return
    }
  }

  #entryOf(threadId: string) {
    const { threads, conversations } = this.#store.state
    return conversations.get(threads.get(threadId)?.conversationId ?? '')
  }
}
