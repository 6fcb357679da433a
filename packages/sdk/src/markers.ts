import type { ReadState } from '@kith/protocol/conversations.ts'
import { ProblemError } from './problem-error.ts'
import type { Store } from './store.ts'
import type { Sync } from './sync.ts'

/** Tells the server how far one has read, each place once. */
export class ReadMarkers {
  readonly #store: Store
  readonly #sync: Sync
  readonly #tell: (conversationId: string, seq: number) => Promise<ReadState>
  readonly #toldTo = new Map<string, number>()

  constructor(store: Store, sync: Sync, tell: (conversationId: string, seq: number) => Promise<ReadState>) {
    this.#store = store
    this.#sync = sync
    this.#tell = tell
  }

  mark(conversationId: string, seq: number): void {
    const entry = this.#store.state.conversations.get(conversationId)
    if (entry === undefined || seq <= (this.#toldTo.get(conversationId) ?? 0)) return
    // Whoever reads threads inline reads them with it, though it was read up to there before.
    const isInline = this.#store.state.me?.threads === 'inline' && entry.unreadInThreads > 0
    if (seq <= entry.lastReadSeq && !isInline) return
    this.#toldTo.set(conversationId, seq)
    this.#say(conversationId, seq)
  }

  /** The connection is back: what could not be told is told now. */
  again(): void {
    for (const [conversationId, seq] of this.#toldTo) {
      const entry = this.#store.state.conversations.get(conversationId)
      if (entry !== undefined && entry.lastReadSeq < seq) this.#say(conversationId, seq)
    }
  }

  #say(conversationId: string, seq: number): void {
    this.#tell(conversationId, seq)
      .then((own) => {
        // From here on the entry knows. What is marked unread later is not to be read again by a new connection.
        if (this.#toldTo.get(conversationId) === seq) this.#toldTo.delete(conversationId)
        const { me } = this.#store.state
        if (me !== null) this.#sync.takeRead({ conversationId, user: me, seq: own.lastReadSeq, own })
      })
      .catch((error: unknown) => {
        // Refused for good: what comes next is told anew. Not reached: see `again`.
        if (error instanceof ProblemError) this.#toldTo.delete(conversationId)
      })
  }

  /** Something was marked unread: what is seen from now on is told anew. */
  forget(conversationId: string): void {
    this.#toldTo.delete(conversationId)
  }

  clear(): void {
    this.#toldTo.clear()
  }
}
