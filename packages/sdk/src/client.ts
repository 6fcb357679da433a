import type { Conversation, Member, MemberRole } from '@kith/protocol/conversations.ts'
import { limits } from '@kith/protocol/limits.ts'
import type { Message, SendMessage } from '@kith/protocol/messages.ts'
import type { CallInput } from '@kith/protocol/registry.ts'
import type { ClientPayload } from '@kith/protocol/sockets.ts'
import type { OwnUser, UserCard } from '@kith/protocol/users.ts'
import { ask, insist } from './acks.ts'
import type { Agreed, Answered } from './acks.ts'
import { createApi } from './api.ts'
import { Arrivals } from './arrivals.ts'
import { onCatchUp } from './catching-up.ts'
import { OwnOrder } from './own-order.ts'
import type { Api, SecondFactor } from './api.ts'
import type { ClientOptions } from './client-options.ts'
import { Connection } from './connection.ts'
import type { Backoff, KithSocket } from './connection.ts'
import { DraftKeeper, draftKey } from './drafts.ts'
import { listenTo } from './listen.ts'
import { ReadMarkers } from './markers.ts'
import { Marks } from './marks.ts'
import { loadMembers } from './members.ts'
import { NoticeKeeper } from './notices.ts'
import { memoryOutbox } from './outbox-storage.ts'
import { Outbox } from './outbox.ts'
import { People } from './people.ts'
import { hasReceipts, loadReceipts } from './receipts.ts'
import { ProblemError, registered } from './problem-error.ts'
import { cursorsOf, initialState } from './state.ts'
import type { KithState, OutboxEntry } from './state.ts'
import { Store } from './store.ts'
import { Sync } from './sync.ts'
import { holds } from './timeline.ts'
import { Threads } from './threads.ts'
import { TypingPace } from './typing-pace.ts'
import { forgetUploadAddresses } from './upload-addresses.ts'
import { Watching } from './watching.ts'
import { Windows } from './windows.ts'

/** A person's Kith on one device: the state, kept complete, and all that they can do. */
export class KithClient {
  readonly api: Api
  readonly store = new Store()
  readonly people: People
  readonly notices = new NoticeKeeper(this)
  readonly order: OwnOrder
  readonly drafts: DraftKeeper
  readonly marks: Marks
  readonly threads: Threads
  readonly #sync: Sync
  readonly #windows: Windows
  readonly #outbox: Outbox
  readonly #backoff: Backoff | undefined
  #connection: Connection | null = null
  readonly #open = new Set<string>()
  readonly #watching = new Watching(this)
  readonly #typing = new TypingPace()
  readonly #markers: ReadMarkers
  readonly #arrivals: Arrivals
  #isAway = false

  constructor(options: ClientOptions) {
    this.api = createApi(options)
    this.people = new People(this.api, this.store)
    this.#backoff = options.backoff
    this.#windows = new Windows(this.api, this.store, () => this.#sync)
    this.#sync = new Sync(this.api, this.store, async (id) => {
      await this.#windows.reload(id)
      await this.threads.reload(id)
    })
    this.drafts = new DraftKeeper(this.api, this.store, options.drafts)
    this.order = new OwnOrder(this.api, this.#sync)
    this.#markers = new ReadMarkers(this.store, this.#sync, (conversationId, seq) =>
      this.#emit('read', { conversationId, seq }),
    )
    this.#arrivals = new Arrivals(this.store, (seqs) => this.#emit('received', { seqs }))
    this.marks = new Marks(this, this.#sync, this.#markers)
    this.threads = new Threads(this.api, this.store, this.#sync)
    this.#outbox = new Outbox({
      storage: options.outbox ?? memoryOutbox(),
      store: this.store,
      deliver: (input) => this.#deliver(input),
      delivered: (message) => this.#sync.apply({ name: 'message', payload: message }),
      random: Math.random,
    })
  }

  get state(): KithState {
    return this.store.state
  }

  get socket(): KithSocket | null {
    return this.#connection?.socket ?? null
  }

  subscribe(listener: () => void): () => void {
    return this.store.subscribe(listener)
  }

  async register(input: CallInput<'POST /api/auth/register'>): Promise<OwnUser> {
    const user = registered(await this.api.call('POST /api/auth/register', input))
    this.#signedIn(user)
    return user
  }

  async login(identifier: string, password: string, second: SecondFactor = {}): Promise<OwnUser> {
    const { user } = await this.api.call('POST /api/auth/login', { identifier, password, ...second })
    this.#signedIn(user)
    return user
  }

  /** Whether the device is signed in. @throws OfflineError when it cannot be told */
  async check(): Promise<OwnUser | null> {
    const { user } = await this.api.call('GET /api/auth/check', {})
    if (user === null) this.#signedOut()
    else this.#signedIn(user)
    return user
  }

  /** Ends the session here and on the server; forgets everything of this account on the device. */
  async logout(): Promise<void> {
    const userId = this.state.me?.id ?? null
    await this.api.call('POST /api/auth/logout', {}).catch((error: unknown) => {
      if (!(error instanceof ProblemError && error.status === 401)) throw error
    })
    this.stop()
    if (userId !== null) {
      await this.#outbox.clear(userId)
      this.drafts.clear(userId)
      forgetUploadAddresses(userId)
    }
    this.#signedOut()
  }

  /** Loads the list, takes up the outbox and stays connected. Call when signed in. */
  async start(): Promise<void> {
    const { me } = this.state
    if (me === null) throw new Error('sign in before starting')
    this.drafts.start(me.id)
    await this.#outbox.start(me.id)
    this.#connect()
    await this.loadConversations()
  }

  stop(): void {
    this.#connection?.close()
    this.#connection = null
    this.#outbox.stop()
    this.drafts.stop()
    this.#arrivals.stop()
  }

  tryNow(): void {
    this.#connection?.tryNow()
    this.#outbox.nudge()
  }

  /** Resolves when all that was missed and known to be missed is here. */
  settled(): Promise<void> {
    return this.#sync.settled()
  }

  /** All of one's conversations, page by page. */
  loadConversations(): Promise<void> {
    return this.#sync.loadList()
  }

  /** Shows a conversation: around what is unread, around `seq`, or its end. */
  async open(conversationId: string, seq: number | null = null): Promise<void> {
    this.#open.add(conversationId)
    if (!this.state.conversations.has(conversationId)) await this.#sync.refresh(conversationId)
    this.#enter(conversationId)
    if (seq !== null) {
      await this.#windows.show(conversationId, seq)
      return
    }
    const entry = this.state.conversations.get(conversationId)
    const isBehind = entry !== undefined && entry.unread > entry.unreadInThreads
    const firstUnread = isBehind ? entry.lastReadSeq + 1 : null
    const window = this.state.timelines.get(conversationId)
    if (window !== undefined && (firstUnread === null || holds(window, firstUnread))) return
    await this.#windows.show(conversationId, firstUnread)
  }

  close(conversationId: string): void {
    this.#open.delete(conversationId)
    void this.#emit('leave', { conversationId }).catch(() => undefined)
  }

  loadBefore(conversationId: string): Promise<void> {
    return this.#windows.older(conversationId)
  }

  loadAfter(conversationId: string): Promise<void> {
    return this.#windows.newer(conversationId)
  }

  jumpTo(conversationId: string, seq: number): Promise<void> {
    return this.#windows.show(conversationId, seq)
  }

  jumpToNewest(conversationId: string): Promise<void> {
    return this.#windows.show(conversationId, null)
  }

  async create(input: CallInput<'POST /api/conversations'>): Promise<Conversation> {
    return this.#taken(await this.api.call('POST /api/conversations', input))
  }

  directWith(userId: string): Promise<Conversation> {
    return this.create({ kind: 'direct', memberIds: [userId] })
  }

  async joinChannel(conversationId: string): Promise<Conversation> {
    return this.#taken(await this.api.call('POST /api/conversations/:conversationId/join', { conversationId }))
  }

  async change(input: CallInput<'PATCH /api/conversations/:conversationId'>): Promise<Conversation> {
    return this.#taken(await this.api.call('PATCH /api/conversations/:conversationId', input))
  }

  async leave(conversationId: string): Promise<void> {
    await this.removeMember(conversationId, 'me')
    this.#sync.forget(conversationId)
  }

  async deleteConversation(conversationId: string): Promise<void> {
    await this.api.call('DELETE /api/conversations/:conversationId', { conversationId })
    this.#sync.forget(conversationId)
  }

  async addMembers(conversationId: string, userIds: string[]): Promise<Conversation> {
    return this.#taken(
      await this.api.call('POST /api/conversations/:conversationId/members', { conversationId, userIds }),
    )
  }

  async removeMember(conversationId: string, userId: string): Promise<void> {
    await this.api.call('DELETE /api/conversations/:conversationId/members/:userId', { conversationId, userId })
  }

  async setRole(conversationId: string, userId: string, role: MemberRole): Promise<Member> {
    return this.api.call('PATCH /api/conversations/:conversationId/members/:userId', { conversationId, userId, role })
  }

  /** The first or the next page of who is in it. */
  loadMembers(conversationId: string): Promise<void> {
    return loadMembers(this.api, this.store, conversationId)
  }

  /**
   * Puts a message on the screen and on its way. `sent` settles when the server has stored or refused it.
   * `attachmentIds` are uploads that are complete, in the order in which they are shown; `threadId` is the message in
   * whose thread it goes; `fileIds` are project files, `postIds` posts; with `reachMax` it is refused where it names more.
   */
  send(
    conversationId: string,
    body: string,
    replyTo: string | null = null,
    attachmentIds: readonly string[] = [],
    { threadId = null, ...more }: Pick<OutboxEntry, 'threadId' | 'reachMax' | 'fileIds' | 'postIds'> = {},
  ): { clientId: string; sent: Promise<Message> } {
    const clientId = crypto.randomUUID()
    const entry = { clientId, conversationId, body, replyTo, attachmentIds, threadId, ...more, createdAt: Date.now() }
    return { clientId, sent: this.#outbox.add(entry).sent }
  }

  retry(clientId: string): void {
    this.#outbox.retry(clientId)
  }

  discard(clientId: string): Promise<void> {
    return this.#outbox.discard(clientId)
  }

  async edit(messageId: string, body: string): Promise<Message> {
    return this.#changed(await this.api.call('PATCH /api/messages/:messageId', { messageId, body }))
  }

  async remove(messageId: string): Promise<Message> {
    return this.#changed(await this.api.call('DELETE /api/messages/:messageId', { messageId }))
  }

  /** Moves the read marker to `seq`, here and everywhere, as soon as the server can be told. */
  markRead(conversationId: string, seq: number): void {
    this.#markers.mark(conversationId, seq)
  }

  /** Says that one is writing, in the conversation or in a thread of it; a few times a minute at most. */
  typing(conversationId: string, threadId: string | null = null): void {
    if (!this.#typing.isDue(draftKey(conversationId, threadId))) return
    this.socket?.emit('typing', { conversationId, ...(threadId === null ? {} : { threadId }) })
  }

  /** Whose presence is wanted from now on. */
  watch(userIds: readonly string[]): void {
    this.#watching.watch(userIds)
  }

  setAway(isAway: boolean): void {
    if (this.#isAway === isAway) return
    this.#isAway = isAway
    void this.#emit('presence', { state: isAway ? 'away' : 'online' }).catch(() => undefined)
  }

  async searchPeople(q: string, signal?: AbortSignal): Promise<UserCard[]> {
    return (await this.api.call('GET /api/users', { q }, signal === undefined ? {} : { signal })).items
  }

  async updateProfile(input: CallInput<'PATCH /api/me'>): Promise<OwnUser> {
    const me = await this.api.call('PATCH /api/me', input)
    this.store.update((state) => ({ ...state, me }))
    return me
  }

  #changed(message: Message): Message {
    this.#sync.apply({ name: 'message_changed', payload: message })
    return message
  }

  #taken(entry: Conversation): Conversation {
    this.#sync.takeEntry(entry)
    return entry
  }

  #signedIn(me: OwnUser): void {
    this.store.update((state) => ({ ...state, me, session: 'signed-in' }))
  }

  #signedOut(): void {
    this.#connection?.close()
    this.#connection = null
    this.#open.clear()
    this.#markers.clear()
    this.threads.clear()
    this.store.update(() => ({ ...initialState, session: 'signed-out' }))
  }

  #connect(): void {
    const set = (connection: KithState['connection']): void => this.store.update((state) => ({ ...state, connection }))
    this.#connection = new Connection(
      this.api,
      {
        connecting: () => set({ state: 'connecting', retryAt: null }),
        waiting: (ms) => set({ state: 'offline', retryAt: Date.now() + ms }),
        disconnected: () => set({ state: 'offline', retryAt: null }),
        connected: () => set({ state: 'online', retryAt: null }),
        refused: () => {
          this.stop()
          this.#signedOut()
        },
      },
      this.#backoff,
    )
    onCatchUp(this.#connection.socket, () => void this.#resume().catch(() => undefined))
    listenTo(this.#connection.socket, this, this.#sync, (message) => this.#outbox.settle(message))
    this.#connection.open()
  }

  /** What has moved that was not heard here? */
  async #resume(): Promise<void> {
    this.#outbox.nudge()
    this.#markers.again()
    this.threads.again()
    this.#arrivals.again()
    this.#watching.again()
    void this.people.catchUp().catch(() => undefined)
    if (this.#isAway) void this.#emit('presence', { state: 'away' }).catch(() => undefined)
    for (const conversationId of this.#open) this.#enter(conversationId)
    // What comes with the list has not to be asked for one by one.
    await this.#sync.listed()
    const answer = await insist(this.socket, 'resume', () => ({
      cursors: cursorsOf(this.state),
      personalRev: this.state.personalRev,
    }))
    // Where much has moved the list is cheaper than many questions.
    if (Object.keys(answer.conversations).length > 10) await this.loadConversations().catch(() => undefined)
    this.#sync.takeResumed(answer)
    void this.drafts.catchUp(answer.personalRev).catch(() => undefined)
  }

  #enter(conversationId: string): void {
    void this.#emit('join', { conversationId }).catch(() => undefined)
    const entry = this.state.conversations.get(conversationId)
    if (entry === undefined || !hasReceipts(entry)) return
    void loadReceipts(this.api, this.store, conversationId).catch(() => undefined)
  }

  /** By the socket while there is one, else by HTTP, which alone refuses what is too long for any packet. */
  async #deliver(input: SendMessage): Promise<Message> {
    const mayFit = input.body.length <= limits.messageMax * 2
    if (mayFit && this.socket?.connected === true) return (await this.#emit('send_message', input)).message
    return this.api.call('POST /api/conversations/:conversationId/messages', input)
  }

  #emit<N extends Answered>(name: N, payload: ClientPayload<N>): Promise<Agreed<N>> {
    return ask(this.socket, name, payload)
  }
}
