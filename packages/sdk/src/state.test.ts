import type { Changes, Conversation } from '@kith/protocol/conversations.ts'
import type { Message, MessagePage } from '@kith/protocol/messages.ts'
import type { OwnUser, UserCard } from '@kith/protocol/users.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Api } from './api.ts'
import { afterMessage, afterMessageChange, afterRead, newerEntry } from './conversations.ts'
import { quoteOf } from './quotes.ts'
import { Store } from './store.ts'
import { Sync } from './sync.ts'
import { outsideThreads, windowOf, withMessage, withNewer, withOlder } from './timeline.ts'
import { Windows } from './windows.ts'

const at = new Date(0).toISOString()
const me: UserCard = { id: 'me', username: 'me', displayName: 'Me', avatarUrl: null }
const you: UserCard = { id: 'you', username: 'you', displayName: 'You', avatarUrl: null }

function messageAt(seq: number, rev: number, given: Partial<Message> = {}): Message {
  return {
    id: `m${seq}`,
    conversationId: 'c',
    seq,
    rev,
    kind: 'text',
    author: you,
    body: `at ${rev}`,
    system: null,
    clientId: null,
    createdAt: at,
    editedAt: null,
    deletedAt: null,
    replyTo: null,
    attachments: [],
    sharedFiles: [],
    sharedPosts: [],
    reactions: [],
    threadId: null,
    threadSeq: null,
    thread: null,
    previews: [],
    forwardedFrom: null,
    pinnedAt: null,
    isToAll: false,
    isToHere: false,
    circles: [],
    mentions: [],
    ...given,
  }
}

function pageOf(first: number, last: number, end: number, head = end): MessagePage {
  const items = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
    messageAt(first + index, first + index),
  )
  return { items, hasBefore: first > 1, hasAfter: last < end, head }
}

const windows = fc
  .record({ first: fc.integer({ min: 1, max: 40 }), length: fc.integer({ min: 1, max: 40 }), rest: fc.nat({ max: 5 }) })
  .map(({ first, length, rest }) => windowOf('c', pageOf(first, first + length - 1, first + length - 1 + rest), 1))
const news = fc
  .record({ seq: fc.integer({ min: 1, max: 100 }), rev: fc.integer({ min: 1, max: 300 }) })
  .map(({ seq, rev }) => messageAt(seq, rev))

test('a window is in order, without holes and without doubles, whatever comes in whatever order', () => {
  fc.assert(
    fc.property(windows, fc.array(news, { maxLength: 60 }), (window, messages) => {
      const { items } = messages.reduce(withMessage, window)
      const first = items[0]?.seq ?? 1
      expect(items.map(({ seq }) => seq)).toEqual(items.map((_, index) => first + index))
    }),
  )
})

test('of each message in a window the newest form stays, in whatever order and however often they come', () => {
  fc.assert(
    fc.property(windows, fc.array(news, { maxLength: 40 }), fc.infiniteStream(fc.nat()), (window, messages, order) => {
      const inside = messages.filter(({ seq }) => window.items.some((item) => item.seq === seq))
      const expected = window.items.map((item) =>
        [item, ...inside.filter(({ seq }) => seq === item.seq)].reduce((a, b) => (b.rev > a.rev ? b : a)),
      )
      const shuffled = [...inside, ...inside]
        .map((message) => ({ message, place: order.next().value ?? 0 }))
        .toSorted((a, b) => a.place - b.place)
        .map(({ message }) => message)
      expect(shuffled.reduce(withMessage, window).items.map(({ rev }) => rev)).toEqual(expected.map(({ rev }) => rev))
    }),
  )
})

test('a message that would leave a hole is not shown; the window knows that there is more', () => {
  const window = windowOf('c', pageOf(1, 5, 5), 1)
  expect(withMessage(window, messageAt(7, 7))).toMatchObject({ hasAfter: true, items: window.items })
  expect(withMessage(window, messageAt(6, 6)).items.at(-1)?.seq).toBe(6)
  const inThePast = windowOf('c', pageOf(1, 5, 9), 1)
  expect(withMessage(inThePast, messageAt(6, 10))).toEqual(inThePast)
})

test('a window stays within its bounds and says at which end something was let go', () => {
  let window = windowOf('c', pageOf(1, 50, 50), 1)
  for (let seq = 51; seq <= 2_000; seq++) {
    window = withMessage(window, messageAt(seq, seq))
    expect(window.items.length).toBeLessThanOrEqual(600)
  }
  expect(window).toMatchObject({ hasBefore: true, hasAfter: false })
  expect(window.items.at(-1)?.seq).toBe(2_000)
  const full = windowOf('c', pageOf(1_001, 1_400, 2_000), 1)
  const older = withOlder(full, pageOf(951, 1_000, 2_000))
  expect([older.items.length, older.items[0]?.seq, older.hasBefore, older.hasAfter]).toEqual([400, 951, true, true])
  const newer = withNewer({ ...full, hasBefore: false }, pageOf(1_401, 1_450, 1_450))
  expect([newer.items.length, newer.items.at(-1)?.seq, newer.hasBefore, newer.hasAfter]).toEqual([
    400,
    1_450,
    true,
    false,
  ])
  expect(withOlder(full, pageOf(990, 1_010, 2_000)).items.map(({ seq }) => seq)).toEqual(
    Array.from({ length: 400 }, (_, index) => 990 + index),
  )
})

test('whoever reads threads beside keeps as many messages besides, however much was said in threads', () => {
  const inThreads = (first: number, last: number): MessagePage => {
    const page = pageOf(first, last, 2_000)
    return { ...page, items: page.items.map((item) => ({ ...item, threadId: 'm1' })) }
  }
  const full = windowOf('c', pageOf(1_001, 1_400, 2_000), 1)
  const older = withOlder(full, inThreads(901, 1_000), outsideThreads)
  expect([older.items.length, older.hasAfter]).toEqual([500, true])
  const oldest = withOlder({ ...older, hasAfter: false }, pageOf(801, 900, 2_000), outsideThreads)
  expect([oldest.items[0]?.seq, oldest.items.at(-1)?.seq, oldest.hasAfter]).toEqual([801, 1_300, true])
  const newer = withNewer(full, inThreads(1_401, 1_500), outsideThreads)
  expect([newer.items.length, newer.hasBefore]).toEqual([500, true])
  const newest = withNewer({ ...newer, hasBefore: false }, pageOf(1_501, 1_600, 2_000), outsideThreads)
  expect([newest.items[0]?.seq, newest.items.at(-1)?.seq, newest.hasBefore]).toEqual([1_101, 1_600, true])
})

test('what is deleted or edited is so in the answers that quote it, in the window and in the list', () => {
  const quote = quoteOf(messageAt(1, 1, { body: 'secret' }))
  const answer = messageAt(2, 2, { replyTo: quote })
  const window = { ...windowOf('c', pageOf(1, 1, 2, 2), 1), items: [messageAt(1, 1), answer], hasAfter: false }
  const deleted = messageAt(1, 3, { body: '', deletedAt: at })
  expect(withMessage(window, deleted).items[1]?.replyTo).toEqual({ ...quote, excerpt: '', isDeleted: true })
  const outside = withMessage({ ...window, items: [answer] }, messageAt(1, 3, { body: 'one\n two' }))
  expect(outside.items[0]?.replyTo?.excerpt).toBe('one two')
  const place = new Place()
  const entry = afterMessage(place.entry(), answer, me.id)
  expect(afterMessageChange(entry, deleted, me.id).lastMessage?.replyTo?.isDeleted).toBe(true)
})

const own = ['read', 'favour', 'archive', 'hush'] as const
type Move = { does: 'send' | 'answer' | 'edit' | 'delete' | 'rename' | (typeof own)[number]; pick: number }
const move = fc.record<Move>({
  does: fc.constantFrom('send', 'send', 'answer', 'edit', 'delete', 'rename', ...own),
  pick: fc.nat({ max: 50 }),
})

test('an entry that is moved forward change by change counts what the server counts', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 60 }), (moves) => {
      const place = new Place()
      let entry = place.entry()
      for (const one of moves) {
        const event = place.act(one)
        if (event?.name === 'message') entry = afterMessage(entry, event.payload, me.id)
        if (event?.name === 'message_changed') entry = afterMessageChange(entry, event.payload, me.id)
        if (one.does === 'read') entry = afterRead(entry, place.entry())
        else if (event === null) entry = newerEntry(entry, place.entry())
        const { unread, lastReadSeq, lastSeq, isFavourite, isArchived } = place.entry()
        expect([entry.unread, entry.lastReadSeq, entry.lastSeq]).toEqual([unread, lastReadSeq, lastSeq])
        expect([entry.isFavourite, entry.isArchived]).toEqual([isFavourite, isArchived])
      }
    }),
  )
})

test('however events are lost, doubled, late and overtaken, the state ends where the server’s is', async () => {
  const fate = fc.constantFrom('heard', 'heard', 'heard', 'lost', 'doubled', 'late')
  const steps = fc.array(fc.record({ move, fate, turns: fc.nat({ max: 6 }) }), { minLength: 5, maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(steps, async (taken) => {
      const place = new Place()
      const { sync, store, windows: shown } = await clientOf(place)
      const late: (() => void)[] = []
      for (const { move: one, fate: chosen, turns } of taken) {
        const event = place.act(one)
        const tell = (): void => {
          if (event !== null) sync.apply(event)
          else sync.recheck('c')
        }
        if (chosen === 'heard' || chosen === 'doubled') tell()
        if (chosen === 'doubled') tell()
        if (chosen === 'late') late.unshift(tell)
        for (let turn = 0; turn < turns; turn++) await Promise.resolve()
      }
      for (const tell of late) tell()
      // As each new connection does.
      sync.behind('c', place.entry().head)
      sync.recheck('c')
      await sync.settled()
      expect(store.state.conversations.get('c')).toEqual(place.entry())
      expect(store.state.timelines.get('c')).toMatchObject({ hasAfter: false, rev: place.entry().head })
      while (store.state.timelines.get('c')?.hasBefore === true) await shown.older('c')
      expect(store.state.timelines.get('c')?.items).toEqual(place.shown())
    }),
    { numRuns: 60, interruptAfterTimeLimit: 10_000, endOnFailure: true },
  )
})

test('an empty window whose second message comes before its first knows that there is something before', () => {
  const empty = windowOf('c', { items: [], hasBefore: false, hasAfter: false, head: 1 }, 1)
  expect(withMessage(empty, messageAt(2, 3))).toMatchObject({ hasBefore: true })
  expect(withMessage(empty, messageAt(1, 2))).toMatchObject({ hasBefore: false })
})

test('to ask again right after there was nothing to ask is not forgotten', async () => {
  const place = new Place()
  const { sync, store } = await clientOf(place)
  place.act({ does: 'send', pick: 1 })
  sync.behind('c', 0)
  sync.recheck('c')
  await sync.settled()
  expect(store.state.conversations.get('c')).toEqual(place.entry())
})

test('a conversation that has gone is not brought back by what was said before', async () => {
  const place = new Place()
  const { sync, store } = await clientOf(place)
  const before = place.entry()
  const asked = sync.refresh('c').catch(() => undefined)
  place.isGone = true
  sync.forget('c')
  sync.takeEntry(before)
  await asked
  await sync.settled()
  expect(store.state.conversations.size + store.state.timelines.size).toBe(0)
  place.isGone = false
  sync.takeEntry(place.entry())
  await sync.settled()
  expect(store.state.conversations.get('c')).toEqual(place.entry())
})

type Event = Parameters<Sync['apply']>[0]

async function clientOf(place: Place): Promise<{ sync: Sync; store: Store; windows: Windows }> {
  const store = new Store()
  const own: OwnUser = {
    ...me,
    bio: '',
    firstName: '',
    lastName: '',
    status: null,
    links: [],
    isPrivate: false,
    role: 'member',
    createdAt: at,
    email: 'me@example.org',
    isEmailVerified: false,
    privacy: {
      isPrivate: false,
      mayMessage: 'everyone',
      mayAdd: 'everyone',
      maySeePresence: 'everyone',
      maySeeReads: 'everyone',
      mayFindByEmail: 'everyone',
    },
    threads: 'beside',
  }
  store.update((state) => ({ ...state, me: own }))
  const made: { windows: Windows; sync: Sync } = {
    windows: new Windows(place.api, store, () => made.sync),
    sync: new Sync(place.api, store, (id) => made.windows.reload(id)),
  }
  made.sync.takeEntry(place.entry())
  await made.windows.show('c', null)
  return { ...made, store }
}

/** One conversation as a server keeps it, small enough to read. Its answers are from the moment of the question. */
class Place {
  isGone = false
  #title = 'One'
  #head = 1
  #read = 0
  #personalRev = 0
  #isFavourite = false
  #isHushed = false
  #archivedSeq: number | null = null
  readonly #messages: Message[] = []

  readonly api = {
    call: async (key: string, input: { since?: number; before?: number; after?: number; around?: number }) => {
      const answer = this.#isThere() ? this.#answer(key, input) : null
      for (let turn = 0; turn < (this.#head * 7) % 5; turn++) await Promise.resolve()
      if (answer !== null) return structuredClone(answer)
      const { ProblemError } = await import('./problem-error.ts')
      throw new ProblemError({ type: '', title: '', status: 404, code: 'not-found', requestId: '' })
    },
  } as unknown as Api

  act({ does, pick }: Move): Event | null {
    const text = this.#messages.filter(({ deletedAt }) => deletedAt === null)
    const one = text[pick % Math.max(1, text.length)]
    if (own.some((each) => each === does)) {
      const isPutAway = this.entry().isArchived
      if (does === 'read') this.#read = Math.max(this.#read, Math.min(pick, this.#messages.length))
      if (does === 'favour') this.#isFavourite = !this.#isFavourite
      if (does === 'hush') this.#isHushed = !this.#isHushed
      if (does === 'hush') this.#archivedSeq = isPutAway ? this.#messages.length : null
      if (does === 'archive') this.#archivedSeq = isPutAway ? null : this.#messages.length
      this.#personalRev++
      return null
    }
    this.#head++
    const rev = this.#head
    if (does === 'rename') {
      this.#title = `Named ${pick}`
      return { name: 'conversation_changed', payload: { ...this.entry(), rev } }
    }
    if (does === 'send' || does === 'answer' || one === undefined) {
      const author = pick % 4 === 0 ? me : you
      const replyTo = does === 'answer' && one !== undefined ? quoteOf(one) : null
      const made = messageAt(this.#messages.length + 1, rev, { author, replyTo, clientId: `${rev}` })
      this.#messages.push(made)
      if (author === me) this.#read = made.seq
      return { name: 'message', payload: made }
    }
    const change =
      does === 'edit' ? { body: `edited at ${rev}`, editedAt: at } : { body: '', deletedAt: at, replyTo: null }
    const changed = { ...one, ...change, rev }
    this.#messages[one.seq - 1] = changed
    return { name: 'message_changed', payload: this.#view(changed) }
  }

  entry(): Conversation {
    const unread = this.#messages.filter(
      ({ seq, author, deletedAt }) => seq > this.#read && author.id !== me.id && deletedAt === null,
    )
    const last = this.#messages.at(-1)
    return {
      id: 'c',
      kind: 'group',
      title: this.#title,
      topic: '',
      projectId: null,
      isMain: false,
      isClosed: false,
      isLobby: false,
      isPublic: false,
      isHistoryShared: true,
      mentionAll: 'usual',
      memberCount: 2,
      createdAt: at,
      head: this.#head,
      lastSeq: this.#messages.length,
      members: [me, you],
      role: 'member',
      joinedAt: at,
      unread: unread.length,
      unreadInThreads: 0,
      followedThreads: [],
      mentions: 0,
      notify: { level: this.#isHushed ? 'nothing' : 'all', mutedUntil: null },
      isFavourite: this.#isFavourite,
      isArchived: this.#archivedSeq !== null && (this.#isHushed || this.#messages.length <= this.#archivedSeq),
      lastReadSeq: this.#read,
      personalRev: this.#personalRev,
      lastActivityAt: at,
      lastMessage: last === undefined ? null : this.#view(last),
    }
  }

  shown(): Message[] {
    return this.#messages.map((one) => this.#view(one))
  }

  #isThere(): boolean {
    return !this.isGone
  }

  #answer(key: string, input: { since?: number; before?: number; after?: number; around?: number }): object {
    if (key.endsWith('/changes')) return this.#changes(input.since ?? 0)
    return key.endsWith('/messages') ? this.#page(input) : this.entry()
  }

  /** A few at a time, so that there is more. */
  #changes(since: number): Changes {
    const all = this.shown()
      .filter(({ rev }) => rev > since)
      .toSorted((a, b) => a.rev - b.rev)
    const messages = all.slice(0, 4)
    const more = all.length > messages.length
    const upTo = more ? (messages.at(-1)?.rev ?? since) : this.#head
    return { messages, members: [], conversation: this.entry(), head: this.#head, upTo, more }
  }

  #page({ before, after, around }: { before?: number; after?: number; around?: number }): MessagePage {
    const from = after ?? (around === undefined ? 0 : Math.max(0, around - 20))
    const inside = this.shown().filter(({ seq }) => seq > from && (before === undefined || seq < before))
    const items = after === undefined && around === undefined ? inside.slice(-20) : inside.slice(0, 40)
    const last = items.at(-1)?.seq ?? from
    return { items, hasBefore: (items[0]?.seq ?? 1) > 1, hasAfter: last < this.#messages.length, head: this.#head }
  }

  #view(message: Message): Message {
    const quoted = this.#messages.find(({ id }) => id === message.replyTo?.id)
    return quoted === undefined ? message : { ...message, replyTo: quoteOf(quoted) }
  }
}
