import { limits } from '@kith/protocol/limits.ts'
import { hasReceipts } from './receipts.ts'
import type { Store } from './store.ts'

/** Whoever looks at a conversation reads it meanwhile, and what is read need not be told as arrived. */
const WAIT_MS = 300
const EVERY_MS = 1_000

/**
 * Says up to where messages of small conversations are on this device: what came as an event, with a page or with the
 * list alike. Gathered, once a second at most.
 */
export class Arrivals {
  readonly #store: Store
  readonly #tell: (seqs: Record<string, number>) => Promise<unknown>
  readonly #told = new Map<string, number>()
  #seen: unknown = null
  #toldAt = 0
  #timer: ReturnType<typeof setTimeout> | null = null

  constructor(store: Store, tell: (seqs: Record<string, number>) => Promise<unknown>) {
    this.#store = store
    this.#tell = tell
    store.subscribe(() => {
      if (store.state.conversations === this.#seen || store.state.connection.state !== 'online') return
      this.#seen = store.state.conversations
      this.#plan()
    })
  }

  /** The connection is new: what was told over the last one may not have been heard. */
  again(): void {
    this.#told.clear()
    this.#plan()
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }

  #plan(): void {
    this.#timer ??= setTimeout(
      () => {
        this.#timer = null
        this.#say()
      },
      Math.max(WAIT_MS, this.#toldAt + EVERY_MS - Date.now()),
    )
  }

  #say(): void {
    const { conversations, connection } = this.#store.state
    if (connection.state !== 'online') return
    const news: [string, number][] = []
    for (const entry of conversations.values()) {
      const { id, lastSeq, lastReadSeq } = entry
      if (hasReceipts(entry) && lastSeq > Math.max(lastReadSeq, this.#told.get(id) ?? 0)) news.push([id, lastSeq])
    }
    if (news.length === 0) return
    const now = news.slice(0, limits.receivedMax)
    for (const [id, seq] of now) this.#told.set(id, seq)
    this.#toldAt = Date.now()
    if (news.length > now.length) this.#plan()
    // Unheard, it is said again with the next connection.
    this.#tell(Object.fromEntries(now)).catch(() => undefined)
  }
}
