import { limits } from '@kith/protocol/limits.ts'
import type { FormerBody, SaveState } from '@kith/protocol/marks.ts'
import type { Message } from '@kith/protocol/messages.ts'
import type { Api } from './api.ts'
import { onCatchUp } from './catching-up.ts'
import type { KithSocket } from './connection.ts'
import type { ReadMarkers } from './markers.ts'
import { withKey } from './state.ts'
import type { Saved } from './state.ts'
import type { Store } from './store.ts'
import type { Sync } from './sync.ts'

/** What marks need of the client that they belong to. */
interface Client {
  readonly api: Api
  readonly store: Store
  readonly socket: KithSocket | null
}

/** What a person puts on messages: reactions, pins, saves; and what is sent on of them. */
export class Marks {
  readonly #of: Client
  readonly #sync: Sync
  readonly #markers: ReadMarkers
  /** By message and emoji: what is under way, one after the other. */
  readonly #reacting = new Map<string, Promise<void>>()
  #socket: KithSocket | null = null

  constructor(client: Client, sync: Sync, markers: ReadMarkers) {
    this.#of = client
    this.#sync = sync
    this.#markers = markers
  }

  /** Knows from now on which messages are saved; call after the client has started. @throws ProblemError, OfflineError */
  async start(): Promise<void> {
    const { socket } = this.#of
    if (socket !== null && socket !== this.#socket) {
      socket.on('saved', (saved) => this.#saved(saved))
      socket.on('message_changed', ({ id, deletedAt }) => {
        if (deletedAt !== null) this.#savedNoMore(id)
      })
      // Without an answer it is asked again with the next connection.
      onCatchUp(socket, () => void this.#loadSaved().catch(() => undefined))
    }
    this.#socket = socket
    await this.#loadSaved()
  }

  /**
   * Reacts, or takes a reaction back. It shows at once, and no longer if it is refused.
   * @throws ProblemError, OfflineError
   */
  async react(message: Message, emoji: string, isWanted: boolean): Promise<void> {
    const key = `${message.id} ${emoji}`
    this.#want(message.id, emoji, isWanted)
    const turn = (this.#reacting.get(key) ?? Promise.resolve())
      .catch(() => undefined)
      .then(() => this.#tellReaction(message.id, emoji, isWanted))
    this.#reacting.set(key, turn)
    try {
      await turn
    } finally {
      if (this.#reacting.get(key) === turn) {
        this.#reacting.delete(key)
        this.#want(message.id, emoji, undefined)
      }
    }
  }

  /** Takes a reaction back where there is one of one's own, else reacts. @throws ProblemError, OfflineError */
  async toggleReaction(message: Message, emoji: string): Promise<void> {
    const { state } = this.#of.store
    const wanted = state.wantedReactions.get(message.id)?.get(emoji)
    const known = message.reactions.find((reaction) => reaction.emoji === emoji)
    const isMine = wanted ?? known?.userIds.includes(state.me?.id ?? '') ?? false
    // Of very many only the earliest are told by name: one may be among the others.
    const isUncertain = wanted === undefined && !isMine && known !== undefined && known.count > known.userIds.length
    const hasReacted = isUncertain ? (await this.#ownOn(message.id)).includes(emoji) : isMine
    await this.react(message, emoji, !hasReacted)
  }

  async pin(messageId: string): Promise<void> {
    this.#changed(await this.#of.api.call('PUT /api/messages/:messageId/pin', { messageId }))
  }

  async unpin(messageId: string): Promise<void> {
    this.#changed(await this.#of.api.call('DELETE /api/messages/:messageId/pin', { messageId }))
  }

  /** What is pinned in a conversation, kept from then on. @throws ProblemError, OfflineError */
  async loadPins(conversationId: string): Promise<void> {
    const { api, store } = this.#of
    for (let head = -1; ;) {
      const page = await api.call('GET /api/conversations/:conversationId/pins', {
        conversationId,
        limit: limits.pinsMax,
      })
      const entry = store.state.conversations.get(conversationId)
      if (entry === undefined) return
      // What came while it was on its way would be missing for good.
      if (entry.head > page.head && page.head > head) {
        head = page.head
        continue
      }
      const pins = { items: page.items, rev: page.head }
      store.update((state) => ({ ...state, pins: withKey(state.pins, conversationId, pins) }))
      return
    }
  }

  async save(messageId: string): Promise<void> {
    this.#saved(await this.#of.api.call('PUT /api/messages/:messageId/save', { messageId }))
  }

  async unsave(messageId: string): Promise<void> {
    this.#saved(await this.#of.api.call('DELETE /api/messages/:messageId/save', { messageId }))
  }

  /** Sends the text of a message on; the same `clientId` again sends nothing twice. @throws ProblemError, OfflineError */
  async forward(messageId: string, conversationId: string, clientId: string): Promise<Message> {
    const input = { messageId, conversationId, clientId }
    const message = await this.#of.api.call('POST /api/messages/:messageId/forward', input)
    this.#sync.apply({ name: 'message', payload: message })
    return message
  }

  /** What a message said before it was edited, earliest first. @throws ProblemError, OfflineError */
  async history(messageId: string): Promise<FormerBody[]> {
    const items: FormerBody[] = []
    for (let cursor: string | null | undefined; cursor !== null;) {
      const input = { messageId, limit: limits.pageMax, ...(cursor === undefined ? {} : { cursor }) }
      const page: { items: FormerBody[]; nextCursor: string | null } = await this.#of.api.call(
        'GET /api/messages/:messageId/history',
        input,
      )
      items.push(...page.items)
      cursor = page.nextCursor
    }
    return items
  }

  /** Moves one's read marker back to before `seq`, on every device. @throws ProblemError, OfflineError */
  async markUnread(conversationId: string, seq: number): Promise<void> {
    const own = await this.#of.api.call('PUT /api/conversations/:conversationId/unread', { conversationId, seq })
    this.#markers.forget(conversationId)
    const { me } = this.#of.store.state
    if (me !== null) this.#sync.takeRead({ conversationId, user: me, seq: own.lastReadSeq, own, isBack: true })
  }

  #changed(payload: Message): void {
    this.#sync.apply({ name: 'message_changed', payload })
  }

  async #tellReaction(messageId: string, emoji: string, isWanted: boolean): Promise<void> {
    const method = isWanted ? 'PUT' : 'DELETE'
    const input = { messageId, emoji }
    this.#changed(await this.#of.api.call(`${method} /api/messages/:messageId/reactions/:emoji`, input))
  }

  async #ownOn(messageId: string): Promise<string[]> {
    return (await this.#of.api.call('GET /api/messages/:messageId/reactions', { messageId, limit: 1 })).own
  }

  #want(messageId: string, emoji: string, isWanted: boolean | undefined): void {
    this.#of.store.update((state) => {
      const wanted = withKey(state.wantedReactions.get(messageId) ?? new Map(), emoji, isWanted)
      const left = wanted.size === 0 ? undefined : wanted
      return { ...state, wantedReactions: withKey(state.wantedReactions, messageId, left) }
    })
  }

  async #loadSaved(): Promise<void> {
    for (let before = -1; ;) {
      const { ids, personalRev } = await this.#of.api.call('GET /api/me/saved/ids', {})
      const { saved } = this.#of.store.state
      // Another device saved something while it was on its way.
      if (newestOf(saved) > personalRev && personalRev > before) {
        before = personalRev
        continue
      }
      const fresh = { ids: new Set(ids), rev: personalRev, changedAt: new Map() }
      this.#of.store.update((state) => ({ ...state, saved: fresh }))
      return
    }
  }

  /** A message that is deleted is kept by nobody, and nobody's counter tells of it. */
  #savedNoMore(messageId: string): void {
    this.#of.store.update((state) => {
      const { saved } = state
      if (saved === null || !saved.ids.has(messageId)) return state
      return { ...state, saved: { ...saved, ids: new Set([...saved.ids].filter((id) => id !== messageId)) } }
    })
  }

  #saved({ messageId, savedAt, personalRev }: SaveState): void {
    this.#of.store.update((state) => {
      const { saved } = state
      // Answers and events of several messages come in any order; of each the newest counts.
      if (saved === null || personalRev <= (saved.changedAt.get(messageId) ?? saved.rev)) return state
      const ids = new Set(saved.ids)
      if (savedAt === null) ids.delete(messageId)
      else ids.add(messageId)
      return { ...state, saved: { ...saved, ids, changedAt: withKey(saved.changedAt, messageId, personalRev) } }
    })
  }
}

function newestOf(saved: Saved | null): number {
  return saved === null ? -1 : Math.max(saved.rev, ...saved.changedAt.values())
}
