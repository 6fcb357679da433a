import type { CallInput, CallReply } from '@kith/protocol/registry.ts'
import type { ServerEvents } from '@kith/protocol/sockets.ts'
import type { ThreadFollow, ThreadPage } from '@kith/protocol/threads.ts'
import type { Api } from './api.ts'
import { ProblemError } from './problem-error.ts'
import { threadsOf, withKey } from './state.ts'
import type { ThreadWindow } from './state.ts'
import type { Store } from './store.ts'
import type { Sync } from './sync.ts'
import { ThreadPlaces } from './thread-places.ts'
import { threadWindowOf, withNewerReplies, withOlderReplies } from './thread-window.ts'

const PAGE = 50
/** Where much is going on a page may be behind again and again. */
const AGAIN_MAX = 3
/** Around a place one wants to see both ways at once. */
const AROUND = 80

type Where = { before: number } | { after: number } | { around: number } | object

/** Threads: those that are open are in `state.threads`, kept complete as conversations are. */
export class Threads {
  readonly #api: Api
  readonly #store: Store
  readonly #sync: Sync
  /** How far the others are. */
  readonly places: ThreadPlaces
  readonly #toldTo = new Map<string, number>()
  #generation = 0
  /** How often the socket told how one stands to threads: of one that is only being opened it is not known whether. */
  #told = 0

  constructor(api: Api, store: Store, sync: Sync) {
    this.#api = api
    this.#store = store
    this.#sync = sync
    this.places = new ThreadPlaces(api, store)
  }

  /**
   * Shows the thread of a message, which may be any in it: its newest replies, or those around `seq`. Resolves with the
   * id of its root, under which it is in the state.
   * @throws ProblemError, OfflineError
   */
  async open(messageId: string, seq: number | null = null): Promise<string> {
    const asked = seq === null ? {} : { around: seq }
    const told = this.#told
    let page = await this.#page(messageId, asked, seq === null ? PAGE : AROUND)
    const { conversationId } = page.root
    // What was told meanwhile may be newer than the page, and is not told again.
    for (let again = 0; again < AGAIN_MAX && this.#isBehind(page); again++) {
      page = await this.#page(messageId, asked, seq === null ? PAGE : AROUND)
    }
    if (!this.#store.state.conversations.has(conversationId)) await this.#sync.refresh(conversationId)
    this.#generation++
    this.#put(threadWindowOf(page, this.#generation))
    if (told !== this.#told) this.#askFollow(page.root.id)
    this.places.load(page.root.id)
    return page.root.id
  }

  #isBehind({ head, root }: ThreadPage): boolean {
    return head < (this.#store.state.conversations.get(root.conversationId)?.head ?? 0)
  }

  /** The open threads of a conversation anew, at the same places. */
  async reload(conversationId: string): Promise<void> {
    for (const { threadId, items, hasAfter } of threadsOf(this.#store.state, conversationId)) {
      const middle = items[Math.floor(items.length / 2)]?.seq ?? null
      await this.open(threadId, hasAfter ? middle : null).catch((error: unknown) => {
        // It was deleted before anybody answered.
        if (!(error instanceof ProblemError && error.status === 404)) throw error
        this.close(threadId)
      })
    }
  }

  /** Nobody looks at it any more. */
  close(threadId: string): void {
    this.#store.update((state) => ({ ...state, threads: withKey(state.threads, threadId, undefined) }))
    this.places.forget(threadId)
  }

  async loadBefore(threadId: string): Promise<void> {
    const window = this.#store.state.threads.get(threadId)
    const first = window?.items[0]
    if (window === undefined || first === undefined || !window.hasBefore || window.isLoadingBefore) return
    await this.#extend(window, { isLoadingBefore: true }, { before: first.seq }, withOlderReplies)
  }

  async loadAfter(threadId: string): Promise<void> {
    const window = this.#store.state.threads.get(threadId)
    const last = window?.items.at(-1)
    if (window === undefined || last === undefined || !window.hasAfter || window.isLoadingAfter) return
    await this.#extend(window, { isLoadingAfter: true }, { after: last.seq }, withNewerReplies)
  }

  /** Follows a thread, or follows it no longer. @throws ProblemError, OfflineError */
  async follow(threadId: string, isWanted = true): Promise<ThreadFollow> {
    const method = isWanted ? 'PUT' : 'DELETE'
    const follow = await this.#api.call(`${method} /api/messages/:messageId/follow`, { messageId: threadId })
    this.#sync.takeThread(follow)
    return follow
  }

  /** Moves the read marker of a thread to `seq`, here and everywhere, as soon as the server can be told. */
  markRead(threadId: string, seq: number): void {
    const window = this.#store.state.threads.get(threadId)
    if (window !== undefined && (!window.follow.isFollowing || seq <= window.follow.lastReadSeq)) return
    if (seq <= (this.#toldTo.get(threadId) ?? 0)) return
    this.#toldTo.set(threadId, seq)
    this.#say(threadId, seq)
  }

  /** The connection is back: what could not be told is told now, and what was not heard asked for. */
  again(): void {
    for (const [threadId, seq] of this.#toldTo) this.#say(threadId, seq)
    for (const threadId of this.#store.state.threads.keys()) this.#askFollow(threadId)
    this.places.again()
  }

  /** The socket told how one stands to a thread. */
  hear(follow: ThreadFollow): void {
    this.#told++
    this.#sync.takeThread(follow)
  }

  /** The socket told that one has read everything. */
  hearReadAll(read: ServerEvents['read_all']): void {
    this.#told++
    this.#sync.takeReadAll(read)
  }

  /** Without a connection it is asked for with the next. */
  #askFollow(messageId: string): void {
    this.#page(messageId, {}, 1)
      .then(({ follow }) => this.#sync.takeThread(follow))
      .catch(() => undefined)
  }

  /** The threads that one follows, newest reply first. @throws ProblemError, OfflineError */
  list(input: CallInput<'GET /api/threads'> = {}): Promise<CallReply<'GET /api/threads'>> {
    return this.#api.call('GET /api/threads', input)
  }

  clear(): void {
    this.#toldTo.clear()
  }

  #say(messageId: string, seq: number): void {
    this.#api
      .call('PUT /api/messages/:messageId/thread/read', { messageId, seq })
      .then((follow) => {
        // What is marked unread later is not to be read again by a new connection.
        if (this.#toldTo.get(messageId) === seq) this.#toldTo.delete(messageId)
        this.#sync.takeThread(follow)
      })
      .catch((error: unknown) => {
        // Refused for good. Not reached: see `again`.
        if (error instanceof ProblemError) this.#toldTo.delete(messageId)
      })
  }

  async #extend(
    window: ThreadWindow,
    loading: Partial<Pick<ThreadWindow, 'isLoadingBefore' | 'isLoadingAfter'>>,
    where: Where,
    extended: (window: ThreadWindow, page: ThreadPage) => ThreadWindow,
  ): Promise<void> {
    const { threadId, generation } = window
    this.#put({ ...window, ...loading })
    const current = (): ThreadWindow | undefined => {
      const known = this.#store.state.threads.get(threadId)
      // Somebody closed it, or jumped elsewhere meanwhile.
      return known?.generation === generation ? known : undefined
    }
    try {
      const page = await this.#page(threadId, where, PAGE)
      const known = current()
      if (known !== undefined) this.#put(extended(known, page))
    } catch (error) {
      const known = current()
      if (known !== undefined) this.#put({ ...known, isLoadingBefore: false, isLoadingAfter: false })
      throw error
    }
  }

  #page(messageId: string, where: Where, limit: number): Promise<ThreadPage> {
    return this.#api.call('GET /api/messages/:messageId/thread', { messageId, limit, ...where })
  }

  #put(window: ThreadWindow): void {
    const { threadId, conversationId } = window
    const entry = this.#store.state.conversations.get(conversationId)
    // The conversation went while the page was on its way.
    if (entry === undefined) return
    this.#store.update((state) => ({ ...state, threads: withKey(state.threads, threadId, window) }))
    if (window.rev !== entry.head) this.#sync.behind(conversationId, Math.max(window.rev, entry.head))
  }
}
