import { isDeepStrictEqual } from 'node:util'
import type { Message } from '@kith/protocol/messages.ts'
import { ProblemError } from '@kith/sdk/problem-error.ts'
import { uploadFile } from '@kith/sdk/upload.ts'
import { expect, test } from 'vitest'
import { fileOf } from './testing/files.ts'
import { testDialect } from './testing/fresh-place.ts'
import type { Person } from './testing/person.ts'
import { outsideOf, webSite } from './testing/web-site.ts'
import { world } from './testing/world.ts'
import type { World } from './testing/world.ts'

/*
 * One device of a person is offline while all that can happen happens, a thousand changes. Then it comes back, and shows
 * what the device shows that was there all the time, and what one shows that has just been taken out of its box.
 */

/** The device and the order of what it is told are the same on both databases; PostgreSQL takes twice as long for each. */
const CHANGES = testDialect === 'sqlite' ? 1_000 : 400
/** Of each kind so many must have been possible: rights and deletions stand in the way of the others. */
const ACCEPTED_MIN = 3
const THREADS_SHOWN = 6

interface Scene extends World {
  lobbyId: string
  /** Of alice, whose other device is offline. */
  laptop: Person
  room: string
  /** A channel that people come into and leave. */
  channel: string
  link: (at: number) => string
  /** All that was said, as it was then. */
  said: Message[]
}

/** One change: who makes it, to which message, and how often its kind was made before. */
interface Change {
  one: Person
  author: Person
  message: Message
  times: number
}

const emojiAt = (times: number): string => ['👍', '🎉', '🦊'][times % 3] ?? ''
const isOn = ({ times }: Change): boolean => times % 2 === 0

/** Each kind of change that there is. What is new in the product joins here, and `shownBy` if it is shown elsewhere. */
const kinds: Record<string, (at: Scene, change: Change) => unknown> = {
  send: (at, { one, times }) => say(at, one, `message ${times}`),
  mention: (at, { one, times }) => say(at, one, `@alice, look at this: ${times}`),
  reply: (at, { one, message }) => say(at, one, 'an answer', message),
  'name everybody': (at, { one, times }) => say(at, one, `@all of you: ${times}`),
  'name whoever is here': (at, { one, times }) => say(at, one, `@here, now: ${times}`),
  'name a circle': (at, { one, times }) => say(at, one, `@crew, on deck: ${times}`),
  'reply in a thread': (at, { one, message }) => sayInThread(at, one, message),
  'follow a thread': ({ laptop }, { message }) => laptop.threads.follow(rootOf(message)),
  'follow it no more': ({ laptop }, { message }) => laptop.threads.follow(rootOf(message), false),
  'read a thread': ({ laptop }, { message }) => laptop.threads.markRead(rootOf(message), message.seq),
  attach: async (at, { one, times }) => say(at, one, '', null, [await upload(one, times)]),
  preview: (at, { one, times }) => say(at, one, `see ${at.link(times)}`),
  edit: (_at, { author, message, times }) => author.edit(message.id, `edited ${times}`),
  'edit to mention': (_at, { author, message, times }) => author.edit(message.id, `@alice, edited ${times}`),
  delete: (_at, { author, message }) => author.remove(message.id),
  react: (_at, { one, message, times }) => one.marks.react(message, emojiAt(times), true),
  'take a reaction back': (_at, { one, message, times }) => one.marks.react(message, emojiAt(times), false),
  pin: (_at, { one, message }) => one.marks.pin(message.id),
  unpin: (_at, { one, message }) => one.marks.unpin(message.id),
  save: ({ laptop }, { message }) => laptop.marks.save(message.id),
  unsave: ({ laptop }, { message }) => laptop.marks.unsave(message.id),
  forward: ({ room }, { one, message }) => one.marks.forward(message.id, room, crypto.randomUUID()),
  'mark unread': ({ laptop }, { message }) => laptop.marks.markUnread(message.conversationId, message.seq),
  read: ({ laptop }, { message: { conversationId, seq } }) => laptop.markRead(conversationId, seq),
  'be read': ({ bob }, { message: { conversationId, seq } }) => bob.markRead(conversationId, seq),
  'read all': ({ laptop }) => laptop.order.readAll(),
  draft: ({ laptop, room }, { times }) => draft(laptop, room, `I was about to say ${times}`),
  'drop a draft': ({ laptop, lobbyId }, change) => draft(laptop, lobbyId, isOn(change) ? 'half a wo' : ''),
  favour: ({ laptop, room }, change) => laptop.order.place(room, { isFavourite: isOn(change) }),
  archive: ({ laptop, channel }, change) => laptop.order.place(channel, { isArchived: isOn(change) }),
  silence: ({ laptop, room }, change) => laptop.order.notify(room, { level: isOn(change) ? 'mentions' : 'all' }),
  mute: ({ laptop, carol }) => laptop.people.mute(carol.user.id),
  unmute: ({ laptop, carol }) => laptop.people.unmute(carol.user.id),
  block: ({ laptop, stranger }) => laptop.people.block(stranger.user.id),
  unblock: ({ laptop, stranger }) => laptop.people.unblock(stranger.user.id),
  'ask to be friends': ({ laptop, stranger }) => laptop.people.ask({ userId: stranger.user.id }),
  'be friends': ({ laptop, stranger }) => stranger.people.accept(laptop.user.id),
  'end a friendship': ({ laptop, stranger }) => stranger.people.endFriendship(laptop.user.id),
  'be followed': ({ laptop, bob }) => bob.people.follow(laptop.user.id),
  'be followed no more': ({ laptop, bob }) => bob.people.unfollow(laptop.user.id),
  rename: ({ laptop, room }, { times }) => laptop.change({ conversationId: room, title: `Boats ${times}` }),
  'let in': ({ laptop, room, stranger }) => laptop.addMembers(room, [stranger.user.id]),
  'send away': ({ laptop, room, stranger }) => laptop.removeMember(room, stranger.user.id),
  promote: ({ laptop, room, bob }, change) => laptop.setRole(room, bob.user.id, isOn(change) ? 'admin' : 'member'),
  leave: ({ laptop, channel }) => laptop.leave(channel),
  join: ({ laptop, channel }) => laptop.joinChannel(channel),
  begin: ({ laptop, bob }) => bob.create({ kind: 'group', title: 'New', memberIds: [laptop.user.id] }),
  end: ({ laptop, bob }) => endOne(laptop, bob),
}

async function say(
  at: Scene,
  one: Person,
  body: string,
  replyTo: Message | null = null,
  files: string[] = [],
): Promise<void> {
  const conversationId = replyTo?.conversationId ?? [at.room, at.lobbyId, at.room][at.said.length % 3] ?? at.room
  at.said.push(await one.send(conversationId, body, replyTo?.id ?? null, files).sent)
}

const rootOf = (message: Message): string => message.threadId ?? message.id

async function sayInThread(at: Scene, one: Person, message: Message): Promise<void> {
  const { sent } = one.send(message.conversationId, 'beside the point', null, [], { threadId: rootOf(message) })
  at.said.push(await sent)
}

async function upload(one: Person, times: number): Promise<string> {
  return (await uploadFile(one.api, fileOf(`file ${times}`, `${times}.txt`))).id
}

async function draft(one: Person, conversationId: string, body: string): Promise<void> {
  one.drafts.write(conversationId, { body, replyTo: null })
  one.drafts.flush()
  await one.drafts.settled()
}

async function endOne(laptop: Person, bob: Person): Promise<void> {
  const [oldest] = [...laptop.state.conversations.values()].filter(({ title }) => title === 'New')
  if (oldest !== undefined) await bob.deleteConversation(oldest.id)
}

test(
  'a device that slept through a thousand changes of every kind shows what the others show',
  { timeout: 180_000 },
  async () => {
    const at = await scene()
    const { alice: phone, laptop } = at
    const refused = new Map<string, number>()
    phone.socket?.disconnect()
    for (let step = 0; step < CHANGES; step++) await change(at, step, refused)
    // A kind that is always refused would prove nothing.
    const names = Object.keys(kinds)
    const timesEach = Math.floor(CHANGES / names.length)
    expect([...refused].filter(([, times]) => times > timesEach - ACCEPTED_MIN)).toEqual([])
    await at.app.ctx.background.idle()
    expect(phone.state.conversations.get(at.room)?.head).toBeLessThan(
      laptop.state.conversations.get(at.room)?.head ?? 0,
    )
    phone.tryNow()
    const fresh = await at.device('alice')
    await prepared(fresh)
    for (const device of [fresh, laptop, phone]) await showsAll(device, at)
    for (const [name, device] of Object.entries({ laptop, phone })) {
      await device
        .until(() => isDeepStrictEqual(shownBy(device), shownBy(fresh)), `what a fresh device shows, on the ${name}`)
        .catch(() => expect(shownBy(device), name).toEqual(shownBy(fresh)))
    }
    expect(shownBy(fresh).texts.length).toBeGreaterThan(CHANGES / 10)
  },
)

async function scene(): Promise<Scene> {
  const site = await webSite(({ url }, reply) => {
    reply.writeHead(200, { 'content-type': 'text/html' }).end(`<title>Page ${url}</title>`)
  })
  const place = await world({ outside: outsideOf(site) })
  const { alice, bob, carol } = place
  const laptop = await place.device('alice')
  const members = [bob.user.id, carol.user.id]
  const { id: room } = await alice.create({ kind: 'group', title: 'Boats', memberIds: members })
  const { id: channel } = await bob.create({ kind: 'channel', title: 'Harbour', isPublic: true, memberIds: [] })
  await alice.joinChannel(channel)
  await alice.call('POST /api/circles', {
    handle: 'crew',
    title: 'Crew',
    userIds: [alice.user.id, bob.user.id],
  })
  const at: Scene = {
    ...place,
    laptop,
    room,
    channel,
    link: (page) => `http://pier.example:${site.port}/${page}`,
    said: [],
    lobbyId: alice.lobbyId,
  }
  for (const one of [alice, bob, carol]) await say(at, one, 'hello')
  for (const root of at.said.slice()) await sayInThread(at, bob, root)
  for (const device of [alice, laptop]) {
    await device.until(
      ({ conversations }) => conversations.has(room) && conversations.has(channel),
      'the conversations',
    )
    await prepared(device)
    for (const id of [room, channel, device.lobbyId]) await device.open(id)
    for (const id of threadsShown(at.said)) await device.threads.open(id)
  }
  return at
}

/** As the web client does when it starts. */
async function prepared(device: Person): Promise<void> {
  await Promise.all([device.notices.start(), device.marks.start()])
}

/** The kinds in turn; whom and what they meet goes by its own steps, the same each time. */
async function change(at: Scene, step: number, refused: Map<string, number>): Promise<void> {
  const names = Object.keys(kinds)
  const name = names[step % names.length] ?? ''
  const times = Math.floor(step / names.length)
  const people = [at.laptop, at.bob, at.carol]
  const message = at.said[(step * 7_919) % at.said.length]
  const one = people[(step + times) % people.length]
  const author = people.find(({ user }) => user.id === message?.author.id)
  if (message === undefined || one === undefined || author === undefined) throw new Error('nobody said anything')
  try {
    await kinds[name]?.(at, { one, author, message, times })
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code === 'internal') throw error
    refused.set(name, (refused.get(name) ?? 0) + 1)
  }
}

/** Those that were open when the device fell asleep, and some more. */
const threadsShown = (said: readonly Message[]): string[] => [
  ...new Set(said.flatMap(({ threadId }) => threadId ?? []).slice(0, THREADS_SHOWN)),
]

/** Looks at everything that a person can look at. */
async function showsAll(device: Person, { said }: Scene): Promise<void> {
  await device.until(({ connection }) => connection.state === 'online', 'a connection')
  await device.settled()
  await device.notices.refresh()
  for (const id of threadsShown(said)) await device.threads.open(id)
  for (const id of device.state.conversations.keys()) {
    await device.open(id)
    await device.marks.loadPins(id)
    await device.loadMembers(id)
    for (;;) {
      const window = device.state.timelines.get(id)
      if (window === undefined || !(window.hasBefore || window.hasAfter)) break
      if (window.hasBefore) await device.loadBefore(id)
      else await device.loadAfter(id)
    }
  }
}

/** All that a person's devices have in common, in an order of its own. */
function shownBy({ state }: Person) {
  const byKey = <V>(map: ReadonlyMap<string, V>): [string, V][] =>
    [...map].toSorted(([one], [two]) => one.localeCompare(two))
  const timelines = byKey(state.timelines).map(([id, { items }]) => [id, items] as const)
  return {
    conversations: byKey(state.conversations),
    timelines,
    texts: timelines.flatMap(([, items]) => items.map(({ body }) => body)),
    threads: byKey(state.threads).map(([id, { items, follow }]) => [id, items, follow]),
    pins: byKey(state.pins).map(([id, { items }]) => [id, items]),
    // How far they are is told from moment to moment, and kept beside the list.
    members: byKey(state.members).map(([id, { items }]) => [
      id,
      items
        .map((member) => ({ ...member, lastReadSeq: null, deliveredSeq: null }))
        .toSorted((one, two) => one.user.id.localeCompare(two.user.id)),
    ]),
    saved: [...(state.saved?.ids ?? [])].toSorted(),
    drafts: byKey(state.drafts).flatMap(([key, { body, replyTo }]) => (body === '' ? [] : [[key, body, replyTo]])),
    relations: byKey(state.relations),
    notices: [state.notices.unread, state.notices.items],
    me: state.me,
  }
}
