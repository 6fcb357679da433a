import type { Draft } from '@kith/protocol/drafts.ts'
import { limits } from '@kith/protocol/limits.ts'
import type { CallReply } from '@kith/protocol/registry.ts'
import type { Api } from './api.ts'
import { afterNews, afterStored, isEmpty, isSame, noDraft, textOf } from './draft-merge.ts'
import type { DraftState, DraftText } from './draft-merge.ts'
import { memoryDrafts } from './draft-storage.ts'
import type { DraftStorage } from './draft-storage.ts'
import { isTransient } from './problem-error.ts'
import { withKey } from './state.ts'
import type { Store } from './store.ts'

/** Whoever has not written for so long rests. */
const REST_MS = 1_000
const RETRY_MS = 10_000

/** Where a draft is, in `state.drafts`. */
export function draftKey(conversationId: string, threadId: string | null = null): string {
  return threadId === null ? conversationId : `${conversationId}/${threadId}`
}

export interface DraftOptions {
  storage?: DraftStorage
  restMs?: number
}

/**
 * Keeps what somebody has begun to write: here at once, on the server when they rest, and so on all of their devices.
 * What cannot be sent waits for the next connection.
 */
export class DraftKeeper {
  readonly #api: Api
  readonly #store: Store
  readonly #storage: DraftStorage
  readonly #restMs: number
  #userId: string | null = null
  /** What the server had was asked for, so that nothing newer is overwritten unseen; up to this rev. */
  #caughtUpTo: number | null = null
  #timer: ReturnType<typeof setTimeout> | null = null
  /** What is on its way; news that come meanwhile wait for its answer. */
  readonly #sending = new Map<string, Promise<void>>()
  readonly #waiting = new Map<string, Draft>()

  constructor(api: Api, store: Store, { storage = memoryDrafts(), restMs = REST_MS }: DraftOptions = {}) {
    this.#api = api
    this.#store = store
    this.#storage = storage
    this.#restMs = restMs
  }

  /** Takes up what was kept on this device. */
  start(userId: string): void {
    this.#userId = userId
    this.#caughtUpTo = null
    const kept = new Map(this.#storage.load(userId))
    this.#store.update((state) => ({ ...state, drafts: kept }))
  }

  /** Ends sending. What was not sent is kept, and sent when it starts again. */
  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#userId = null
  }

  clear(userId: string): void {
    this.#storage.clear(userId)
  }

  /** What is being written, with each key. Words that were sent as a message leave an empty draft. */
  write(key: string, text: DraftText): void {
    const known = this.#at(key)
    if (isSame(known, text)) return
    this.#put(key, { ...known, ...text, writtenAt: Date.now(), isSent: false })
    this.#rest(isEmpty(text) ? 0 : this.#restMs)
  }

  /** Takes what gave way instead of what is there, which gives way in turn. */
  swap(key: string): void {
    const { other, ...known } = this.#at(key)
    if (other === null) return
    const gave = isEmpty(known) ? null : textOf(known)
    this.#put(key, { ...known, ...other, writtenAt: Date.now(), isSent: false, other: gave })
    this.#rest(this.#restMs)
  }

  /** What gave way is not wanted any more. */
  dropOther(key: string): void {
    this.#put(key, { ...this.#at(key), other: null })
  }

  /** Sends what is not sent, without waiting for a rest. */
  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    if (this.#caughtUpTo === null || this.#userId === null) return
    for (const [key, draft] of this.#store.state.drafts) {
      if (!draft.isSent && !this.#sending.has(key) && draft.body.length <= limits.draftMax) this.#send(key, draft)
    }
  }

  /** Resolves when nothing is on its way. */
  async settled(): Promise<void> {
    while (this.#sending.size > 0) await Promise.all(this.#sending.values())
  }

  /** Written on another device, or this one's own words coming back. */
  heard(news: Draft): void {
    const key = draftKey(news.conversationId, news.threadId)
    if (this.#sending.has(key)) {
      const first = this.#waiting.get(key)
      if (first === undefined || first.personalRev < news.personalRev) this.#waiting.set(key, news)
      return
    }
    const here = this.#at(key)
    const next = afterNews(here, news, Date.now())
    if (next !== here) this.#put(key, next)
  }

  /** After each connection: what the server has by now, then to it what it has not. @throws ProblemError, OfflineError */
  async catchUp(personalRev: number): Promise<void> {
    if (this.#caughtUpTo === null || this.#caughtUpTo < personalRev) await this.#ask()
    this.flush()
  }

  async #ask(): Promise<void> {
    const whose = this.#userId
    const there = new Map<string, Draft>()
    let upTo: number | null = null
    let cursor: string | null = null
    do {
      const page: CallReply<'GET /api/me/drafts'> = await this.#api.call('GET /api/me/drafts', {
        limit: limits.pageMax,
        ...(cursor === null ? {} : { cursor }),
      })
      for (const one of page.items) there.set(draftKey(one.conversationId, one.threadId), one)
      upTo ??= page.personalRev
      cursor = page.nextCursor
    } while (cursor !== null)
    if (whose === null || this.#userId !== whose) return
    for (const one of there.values()) this.heard(one)
    for (const [key, draft] of this.#store.state.drafts) {
      // Sent or thrown away elsewhere meanwhile.
      const isGone = draft.isSent && draft.rev <= upTo && !there.has(key) && !isEmpty(draft)
      if (isGone) this.#put(key, { ...draft, ...textOf(noDraft), rev: upTo })
    }
    this.#caughtUpTo = upTo
  }

  #send(key: string, sent: DraftState): void {
    const [conversationId = '', threadId = null] = key.split('/')
    const stored = this.#api
      .call('PUT /api/conversations/:conversationId/draft', { conversationId, threadId, ...textOf(sent) })
      .then(
        ({ personalRev }) => this.#put(key, afterStored(this.#at(key), sent, personalRev, this.#waiting.get(key))),
        (error: unknown) => {
          // Refused for good: the conversation is not theirs any more. Not reached: see `catchUp`.
          if (!isTransient(error)) this.#put(key, { ...this.#at(key), isSent: true })
        },
      )
      .finally(() => {
        this.#sending.delete(key)
        const news = this.#waiting.get(key)
        this.#waiting.delete(key)
        if (news !== undefined) this.heard(news)
        if (!this.#at(key).isSent) this.#rest(isSame(this.#at(key), sent) ? RETRY_MS : this.#restMs)
      })
    this.#sending.set(key, stored)
  }

  #rest(ms: number): void {
    if (this.#userId === null) return
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.flush(), ms)
  }

  #at(key: string): DraftState {
    return this.#store.state.drafts.get(key) ?? noDraft
  }

  #put(key: string, draft: DraftState): void {
    // An answer that comes after signing out is nobody's.
    if (this.#userId === null) return
    this.#store.update((state) => ({ ...state, drafts: withKey(state.drafts, key, draft) }))
    if (isEmpty(draft) && draft.isSent && draft.other === null) this.#storage.remove(this.#userId, key)
    else this.#storage.save(this.#userId, key, draft)
  }
}
