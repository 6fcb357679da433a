import type { MessagePage } from '@kith/protocol/messages.ts'
import type { Api } from './api.ts'
import { withKey } from './state.ts'
import type { Timeline } from './state.ts'
import type { Store } from './store.ts'
import type { Sync } from './sync.ts'
import { outsideThreads, windowOf, withNewer, withOlder } from './timeline.ts'
import type { TakesRoom } from './timeline.ts'

const PAGE = 50
/** Around a place one wants to see both ways at once. */
const AROUND = 80

type Where = { before: number } | { after: number } | { around: number } | object

/** Loads and extends the windows of messages that a person looks at. */
export class Windows {
  readonly #api: Api
  readonly #store: Store
  readonly #sync: () => Sync
  #generation = 0

  constructor(api: Api, store: Store, sync: () => Sync) {
    this.#api = api
    this.#store = store
    this.#sync = sync
  }

  /** Shows the messages around `seq`, or the newest. @throws ProblemError, OfflineError */
  async show(conversationId: string, seq: number | null): Promise<void> {
    const page = await this.#page(conversationId, seq === null ? {} : { around: seq }, seq === null ? PAGE : AROUND)
    this.#generation++
    this.#put(windowOf(conversationId, page, this.#generation))
  }

  /** The same place anew: the newest for who was at the end, else around the middle. */
  async reload(conversationId: string): Promise<void> {
    const window = this.#store.state.timelines.get(conversationId)
    if (window === undefined) return
    const middle = window.items[Math.floor(window.items.length / 2)]?.seq ?? null
    await this.show(conversationId, window.hasAfter ? middle : null)
  }

  async older(conversationId: string): Promise<void> {
    const window = this.#store.state.timelines.get(conversationId)
    const first = window?.items[0]
    if (window === undefined || first === undefined || !window.hasBefore || window.isLoadingBefore) return
    await this.#extend(window, { isLoadingBefore: true }, { before: first.seq }, withOlder)
  }

  async newer(conversationId: string): Promise<void> {
    const window = this.#store.state.timelines.get(conversationId)
    const last = window?.items.at(-1)
    if (window === undefined || last === undefined || !window.hasAfter || window.isLoadingAfter) return
    await this.#extend(window, { isLoadingAfter: true }, { after: last.seq }, withNewer)
  }

  async #extend(
    window: Timeline,
    loading: Partial<Pick<Timeline, 'isLoadingBefore' | 'isLoadingAfter'>>,
    where: Where,
    extended: (window: Timeline, page: MessagePage, takesRoom?: TakesRoom) => Timeline,
  ): Promise<void> {
    const { conversationId, generation } = window
    this.#put({ ...window, ...loading })
    try {
      const page = await this.#page(conversationId, where, PAGE)
      const current = this.#store.state.timelines.get(conversationId)
      // Somebody jumped elsewhere meanwhile.
      if (current === undefined || current.generation !== generation) return
      const isInline = this.#store.state.me?.threads === 'inline'
      this.#put(extended(current, page, isInline ? undefined : outsideThreads))
    } catch (error) {
      const current = this.#store.state.timelines.get(conversationId)
      if (current !== undefined) this.#put({ ...current, isLoadingBefore: false, isLoadingAfter: false })
      throw error
    }
  }

  async #page(conversationId: string, where: Where, limit: number): Promise<MessagePage> {
    return this.#api.call('GET /api/conversations/:conversationId/messages', { conversationId, limit, ...where })
  }

  #put(window: Timeline): void {
    const { conversationId } = window
    // It went while the page was on its way.
    if (!this.#store.state.conversations.has(conversationId)) return
    this.#store.update((state) => ({ ...state, timelines: withKey(state.timelines, conversationId, window) }))
    const entry = this.#store.state.conversations.get(conversationId)
    if (entry !== undefined && window.rev < entry.head) this.#sync().behind(conversationId, entry.head)
    else if (entry !== undefined && window.rev > entry.head) this.#sync().behind(conversationId, window.rev)
  }
}
