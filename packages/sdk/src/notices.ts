import { limits } from '@kith/protocol/limits.ts'
import type { Message } from '@kith/protocol/messages.ts'
import type { Notification, NotificationPreferences } from '@kith/protocol/notifications.ts'
import { isQuiet } from '@kith/protocol/quiet-hours.ts'
import type { CallInput } from '@kith/protocol/registry.ts'
import type { Api } from './api.ts'
import { onCatchUp } from './catching-up.ts'
import type { KithSocket } from './connection.ts'
import type { Notices } from './state.ts'
import type { Store } from './store.ts'

/** What happens together is asked after once. */
const GATHER_MS = 60
const PAGE = 30

/** What a keeper needs of the client that it belongs to. */
interface Client {
  readonly api: Api
  readonly store: Store
  readonly socket: KithSocket | null
}

/** Something to draw attention to now: a notice, or a message in a place of which all is wanted. */
export type Signal = { type: 'notice'; notification: Notification } | { type: 'message'; message: Message }

/**
 * Keeps the notices of a person: a newest page and how much is unread, which the server alone counts. Nothing is asked
 * for before `start`.
 */
export class NoticeKeeper {
  readonly #of: Client
  readonly #listeners = new Set<(signal: Signal) => void>()
  #socket: KithSocket | null = null
  #isStarted = false
  #timer: ReturnType<typeof setTimeout> | null = null
  /** Counts the questions: an answer that was overtaken is not taken. */
  #asked = 0

  constructor(client: Client) {
    this.#of = client
  }

  /** Loads them, and keeps them from now on; call after the client has started. @throws ProblemError, OfflineError */
  async start(): Promise<void> {
    this.#isStarted = true
    const { socket } = this.#of
    if (socket !== null && socket !== this.#socket) this.#listen(socket)
    this.#socket = socket
    await Promise.all([this.refresh(), this.#loadPreferences()])
  }

  stop(): void {
    this.#isStarted = false
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }

  /** Calls `listener` for whatever is loud now: neither muted nor in quiet hours. */
  onSignal(listener: (signal: Signal) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Hears of what may have changed them; of a read marker and of rooms too, for what they tell of is there. */
  #listen(socket: KithSocket): void {
    const soon = (): void => this.#soon()
    onCatchUp(socket, soon)
    socket.on('notifications_changed', soon)
    socket.on('conversation_gone', soon)
    socket.on('relation', soon)
    socket.on('thread', ({ conversationId }) => {
      if (this.#mayTellOf(conversationId)) soon()
    })
    socket.on('notification', ({ notification, unread, isQuiet: isSilent }) => {
      this.#set(({ items, ...rest }) => ({
        ...rest,
        unread,
        items: items === null ? null : [notification, ...items.filter(({ id }) => id !== notification.id)],
      }))
      // Others of its kind may have been closed by it.
      soon()
      if (!isSilent) this.#tell({ type: 'notice', notification })
    })
    socket.on('notification_preferences', (preferences) => this.#set((notices) => ({ ...notices, preferences })))
    socket.on('read', ({ conversationId, own }) => {
      if (own !== undefined && this.#mayTellOf(conversationId)) soon()
    })
    socket.on('message', (message) => {
      if (this.#isLoud(message)) this.#tell({ type: 'message', message })
      const isOwn = message.author.id === this.#of.store.state.me?.id
      if (isOwn && this.#mayTellOf(message.conversationId)) soon()
    })
  }

  /** The newest page anew. @throws ProblemError, OfflineError */
  async refresh(): Promise<void> {
    this.#asked++
    const asked = this.#asked
    const page = await this.#of.api.call('GET /api/notifications', { limit: PAGE })
    if (asked !== this.#asked) return
    const { items, nextCursor, unread } = page
    this.#set((notices) => ({ ...notices, items, nextCursor, unread }))
  }

  /** Adds the next page. @throws ProblemError, OfflineError */
  async more(): Promise<void> {
    const { nextCursor } = this.#of.store.state.notices
    if (nextCursor === null) return
    const page = await this.#of.api.call('GET /api/notifications', { limit: PAGE, cursor: nextCursor })
    this.#set((notices) => {
      if (notices.nextCursor !== nextCursor) return notices
      const known = new Set(notices.items?.map(({ id }) => id))
      const items = [...(notices.items ?? []), ...page.items.filter(({ id }) => !known.has(id))]
      return { ...notices, items, nextCursor: page.nextCursor, unread: page.unread }
    })
  }

  /** Has read all that is there now, or one of them. @throws ProblemError, OfflineError */
  async readAll(): Promise<void> {
    const upTo = this.#of.store.state.notices.items?.[0]?.updatedAt
    if (upTo !== undefined) await this.#read({ upTo })
  }

  async read(id: string): Promise<void> {
    await this.#read({ ids: [id] })
  }

  /** Does away with one. @throws ProblemError, OfflineError */
  async remove(notificationId: string): Promise<void> {
    await this.#of.api.call('DELETE /api/notifications/:notificationId', { notificationId })
    await this.refresh()
  }

  /** Changes how one wants to be told; it shows at once, and no longer if it is refused. @throws ProblemError, OfflineError */
  async prefer(change: CallInput<'PATCH /api/me/notification-preferences'>): Promise<void> {
    const { preferences: before } = this.#of.store.state.notices
    if (before !== null) this.#set((notices) => ({ ...notices, preferences: merged(before, change) }))
    try {
      const preferences = await this.#of.api.call('PATCH /api/me/notification-preferences', change)
      this.#set((notices) => ({ ...notices, preferences }))
    } catch (error) {
      this.#set((notices) => ({ ...notices, preferences: before }))
      throw error
    }
  }

  async #read(input: CallInput<'POST /api/notifications/read'>): Promise<void> {
    await this.#of.api.call('POST /api/notifications/read', input)
    await this.refresh()
  }

  async #loadPreferences(): Promise<void> {
    const preferences = await this.#of.api.call('GET /api/me/notification-preferences', {})
    this.#set((notices) => ({ ...notices, preferences }))
  }

  /** Whether something unread may be of this conversation: it is here, or it is on a page that is not. */
  #mayTellOf(conversationId: string): boolean {
    const { items, unread } = this.#of.store.state.notices
    const known = (items ?? []).filter(({ isRead }) => !isRead)
    if (known.some((notice) => notice.conversationId === conversationId)) return true
    return known.length < Math.min(unread, limits.unreadMax)
  }

  /** A message of which one wants to hear, and of which no notice will come. */
  #isLoud({ conversationId, kind, author, mentions, replyTo, threadId }: Message): boolean {
    const { conversations, me, notices } = this.#of.store.state
    const entry = conversations.get(conversationId)
    if (entry === undefined || me === null || kind !== 'text' || author.id === me.id) return false
    if (mentions.some(({ id }) => id === me.id) || replyTo?.author.id === me.id) return false
    // Of a thread whoever follows it gets a notice, and nobody else wants to hear.
    if (threadId !== null) return false
    const { level, mutedUntil } = entry.notify
    const now = Date.now()
    if (level !== 'all' || (mutedUntil !== null && Date.parse(mutedUntil) > now)) return false
    return !isQuiet(notices.preferences?.quietHours ?? null, now)
  }

  #tell(signal: Signal): void {
    for (const listener of this.#listeners) listener(signal)
  }

  #soon(): void {
    if (!this.#isStarted || this.#timer !== null) return
    this.#timer = setTimeout(() => {
      this.#timer = null
      // Without an answer it is asked again with the next connection.
      this.refresh().catch(() => undefined)
    }, GATHER_MS)
  }

  #set(change: (notices: Notices) => Notices): void {
    this.#of.store.update((state) => ({ ...state, notices: change(state.notices) }))
  }
}

function merged(
  known: NotificationPreferences,
  { kindsOff, quietHours, hasSound }: CallInput<'PATCH /api/me/notification-preferences'>,
): NotificationPreferences {
  return {
    ...known,
    kindsOff: kindsOff ?? known.kindsOff,
    quietHours: quietHours === undefined ? known.quietHours : quietHours,
    hasSound: hasSound ?? known.hasSound,
  }
}
