import type { Conversation } from '@kith/protocol/conversations.ts'
import type { ServerEvents } from '@kith/protocol/sockets.ts'
import type { ThreadFollow } from '@kith/protocol/threads.ts'
import type { Agreed } from './acks.ts'
import type { Api } from './api.ts'
import { applied, keptPins, mended, needsServer, readAllApplied, readApplied, threadApplied } from './applying.ts'
import type { Counted } from './applying.ts'
import { conversationPages } from './conversation-pages.ts'
import { isFollowKnown, isOlder, newerEntry } from './conversations.ts'
import { isTransient, ProblemError } from './problem-error.ts'
import { spread } from './spread.ts'
import { revsShown, withKey } from './state.ts'
import type { Store } from './store.ts'

/** Further behind than this, a window is loaded anew instead of mended. */
const MEND_MAX = 1_000
const RETRY_MS = 1_000
/** An answer that was overtaken on its way is asked for again after this. */
const OVERTAKEN_MS = 50
/** A server that knows less than we do for longer than that, as one brought back from a copy, is not asked on and on. */
const OVERTAKEN_MAX = 20

/**
 * Keeps conversations complete: a counted event that is the next one is applied, anything else makes it ask what
 * changed. However many events are lost or doubled, the state ends where the server's is.
 */
export class Sync {
  readonly #api: Api
  readonly #store: Store
  readonly #reload: (conversationId: string) => Promise<void>
  /** By conversation: the newest rev heard of. */
  readonly #wanted = new Map<string, number>()
  readonly #asking = new Map<string, Promise<void>>()
  /** Whose entry only the server can tell. */
  readonly #unsure = new Set<string>()
  /** By conversation: how often it came or went. What the server said before the last turn counts no more. */
  readonly #turns = new Map<string, number>()
  /** All lists on their way. */
  #listing: Promise<unknown> = Promise.resolve()

  constructor(api: Api, store: Store, reload: (conversationId: string) => Promise<void>) {
    this.#api = api
    this.#store = store
    this.#reload = reload
  }

  /** All of one's conversations, page by page. @throws ProblemError, OfflineError */
  loadList(): Promise<void> {
    const asked = this.#loadPages()
    this.#listing = Promise.allSettled([this.#listing, asked])
    return asked
  }

  async #loadPages(): Promise<void> {
    let known: number | null = null
    for await (const { items, personalRev } of conversationPages(this.#api)) {
      for (const entry of items) this.takeEntry(entry)
      known ??= personalRev
    }
    const upTo = known ?? 0
    this.#store.update((state) => ({
      ...state,
      isListLoaded: true,
      personalRev: Math.max(state.personalRev, upTo),
    }))
  }

  /** Resolves when no list is on its way, come or not. */
  async listed(): Promise<void> {
    await this.#listing
  }

  apply(event: Counted): void {
    const conversationId = event.name === 'conversation_changed' ? event.payload.id : event.payload.conversationId
    const { rev } = event.payload
    const { conversations, me } = this.#store.state
    const entry = conversations.get(conversationId)
    if (entry === undefined || me === null || rev > this.#knownOf(conversationId) + 1) {
      this.behind(conversationId, rev)
      return
    }
    this.#store.update((state) => applied(state, event, entry, me.id))
    if (needsServer(event, entry, me.id)) spread(entry, event.payload, me.id, () => this.recheck(conversationId))
  }

  /** Something up to `rev` was missed: ask until it is here. */
  behind(conversationId: string, rev: number): void {
    this.#wanted.set(conversationId, Math.max(rev, this.#wanted.get(conversationId) ?? 0))
    this.#ask(conversationId)
  }

  /** The entry may not be what the server has: ask until it is, or until it is gone. */
  recheck(conversationId: string): void {
    this.#unsure.add(conversationId)
    this.#ask(conversationId)
  }

  /** One has read, here or on another device. */
  takeRead(read: ServerEvents['read']): void {
    this.#store.update((state) => readApplied(state, read))
    const entry = this.#store.state.conversations.get(read.conversationId)
    if (entry === undefined || read.own === undefined) return
    // Threads may have been read with it, or not.
    const isInThreads = entry.unreadInThreads > 0 || read.own.unreadInThreads > 0
    // What was overtaken by another change of one's own says nothing of the marker.
    const isUnsure = isInThreads || entry.lastReadSeq < entry.lastSeq || entry.lastReadSeq !== read.own.lastReadSeq
    if (isUnsure) this.recheck(entry.id)
  }

  /** How one stands to a thread, after a change here or on another device. */
  takeThread(follow: ThreadFollow): void {
    this.#store.update((state) => threadApplied(state, follow))
    const entry = this.#store.state.conversations.get(follow.conversationId)
    if (entry !== undefined && !isFollowKnown(entry, follow)) this.recheck(entry.id)
  }

  /** One has read everything, here or on another device. */
  takeReadAll({ markers, personalRev }: ServerEvents['read_all']): void {
    this.#store.update((state) => readAllApplied(state, { markers, personalRev }))
    for (const { conversationId, lastReadSeq } of markers) {
      const entry = this.#store.state.conversations.get(conversationId)
      if (entry !== undefined && lastReadSeq < entry.lastSeq) this.recheck(conversationId)
    }
  }

  /** What has moved while there was no connection. */
  takeResumed({ conversations, changed, personalRev }: Agreed<'resume'>): void {
    for (const [id, { head, isGone }] of Object.entries(conversations)) {
      // Who was let in again meanwhile finds it there after all.
      if (isGone === true) this.recheck(id)
      else this.behind(id, head)
    }
    for (const id of changed) this.recheck(id)
    this.askOn()
    this.#store.update((state) => ({ ...state, personalRev: Math.max(state.personalRev, personalRev) }))
  }

  /** Takes up again what was given up while nobody answered. */
  askOn(): void {
    for (const id of new Set([...this.#unsure, ...this.#wanted.keys()])) this.#ask(id)
  }

  #ask(conversationId: string): void {
    if (this.#asking.has(conversationId)) return
    this.#asking.set(
      conversationId,
      Promise.resolve().then(() => this.#catchUp(conversationId)),
    )
  }

  /** Resolves when nothing is being asked. */
  async settled(): Promise<void> {
    while (this.#asking.size > 0) await Promise.all(this.#asking.values())
  }

  /** The entry as the server has it. @throws ProblemError, OfflineError */
  async refresh(conversationId: string): Promise<void> {
    const turn = this.#turns.get(conversationId)
    // Before it is asked: what becomes unsure while the answer is on its way is not settled by it.
    const wasUnsure = this.#unsure.delete(conversationId)
    const asked = this.#api.call('GET /api/conversations/:conversationId', { conversationId })
    const fresh = await asked.catch((error: unknown) => {
      if (wasUnsure) this.#unsure.add(conversationId)
      throw error
    })
    if (this.#turns.get(conversationId) !== turn) return this.refresh(conversationId)
    this.#put(fresh)
  }

  /** An entry that came unasked. */
  takeEntry(fresh: Conversation): void {
    const isBack = this.#turns.has(fresh.id) && !this.#store.state.conversations.has(fresh.id)
    if (isBack) this.recheck(fresh.id)
    else this.#put(fresh)
  }

  #put(fresh: Conversation): void {
    const known = this.#store.state.conversations.get(fresh.id)
    if (known === undefined) this.#turn(fresh.id)
    else if (isOlder(fresh, known)) this.recheck(fresh.id)
    this.#store.update((state) => ({
      ...state,
      conversations: withKey(state.conversations, fresh.id, newerEntry(state.conversations.get(fresh.id), fresh)),
      pins: keptPins(state, fresh.id, [], { since: fresh.head, upTo: fresh.head }),
    }))
    if (this.#knownOf(fresh.id) < fresh.head) this.behind(fresh.id, fresh.head)
  }

  forget(conversationId: string): void {
    this.#wanted.delete(conversationId)
    this.#unsure.delete(conversationId)
    this.#turn(conversationId)
    this.#store.update((state) => ({
      ...state,
      conversations: withKey(state.conversations, conversationId, undefined),
      timelines: withKey(state.timelines, conversationId, undefined),
      threads: new Map([...state.threads].filter(([, window]) => window.conversationId !== conversationId)),
      members: withKey(state.members, conversationId, undefined),
      readBy: withKey(state.readBy, conversationId, undefined),
      typing: withKey(state.typing, conversationId, undefined),
      pins: withKey(state.pins, conversationId, undefined),
    }))
  }

  #turn(conversationId: string): void {
    this.#turns.set(conversationId, (this.#turns.get(conversationId) ?? 0) + 1)
  }

  /** Leaves `#asking` in the very step in which nothing is left to ask, so that whoever comes next begins anew. */
  async #catchUp(conversationId: string): Promise<void> {
    try {
      for (let attempt = 0, overtaken = 0; this.#isAmiss(conversationId);) {
        const turn = this.#turns.get(conversationId)
        try {
          await this.#askOnce(conversationId)
          attempt = 0
          if (!this.#unsure.has(conversationId)) continue
          overtaken++
          if (overtaken > OVERTAKEN_MAX) this.#unsure.delete(conversationId)
          else await pause(OVERTAKEN_MS)
        } catch (error) {
          if (error instanceof ProblemError && error.status === 404) {
            if (turn !== this.#turns.get(conversationId)) continue
            this.forget(conversationId)
            return
          }
          // A new connection asks again anyway; meanwhile it is tried a few times.
          if (!isTransient(error) || attempt > 5) return
          attempt++
          await pause(RETRY_MS * attempt)
        }
      }
    } finally {
      this.#asking.delete(conversationId)
    }
  }

  #isAmiss(conversationId: string): boolean {
    if (this.#unsure.has(conversationId) || this.#isBehind(conversationId)) return true
    this.#wanted.delete(conversationId)
    return false
  }

  #isBehind(conversationId: string): boolean {
    return this.#knownOf(conversationId) < (this.#wanted.get(conversationId) ?? 0)
  }

  /** Up to which rev the conversation is complete here. */
  #knownOf(conversationId: string): number {
    const { state } = this.#store
    return Math.min(state.conversations.get(conversationId)?.head ?? -1, ...revsShown(state, conversationId))
  }

  async #askOnce(conversationId: string): Promise<void> {
    const { state } = this.#store
    const isShown = revsShown(state, conversationId).length > 0
    const isKnown = state.conversations.has(conversationId)
    if (!this.#isBehind(conversationId) || !isShown || !isKnown) await this.refresh(conversationId)
    else if ((this.#wanted.get(conversationId) ?? 0) - this.#knownOf(conversationId) > MEND_MAX) {
      await this.#reload(conversationId)
      await this.refresh(conversationId)
    } else await this.#mend(conversationId, this.#knownOf(conversationId))
  }

  async #mend(conversationId: string, since: number): Promise<void> {
    const changes = await this.#api.call('GET /api/conversations/:conversationId/changes', { conversationId, since })
    const { conversations, timelines } = this.#store.state
    const entry = conversations.get(conversationId)
    // It went while it was asked for.
    if (entry === undefined) return
    if (isOlder(changes.conversation, entry)) this.#unsure.add(conversationId)
    const state = mended(this.#store.state, conversationId, changes, since)
    const isTorn = state.timelines.get(conversationId)?.hasAfter !== timelines.get(conversationId)?.hasAfter
    // Messages that were changed again since come with a later part, and would leave a hole in this one.
    if (isTorn) await this.#reload(conversationId)
    else this.#store.update(() => state)
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
