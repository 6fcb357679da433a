import { randomUUID } from 'node:crypto'
import { limits } from '@kith/protocol/limits.ts'
import type { Message } from '@kith/protocol/messages.ts'
import { expect, test } from 'vitest'
import type { Person } from '../../testing/person.ts'
import { expectProblem, world } from '../../testing/world.ts'
import type { World } from '../../testing/world.ts'

const react = (who: Person, messageId: string, emoji: string): Promise<Message> =>
  who.call('PUT /api/messages/:messageId/reactions/:emoji', { messageId, emoji })
const unreact = (who: Person, messageId: string, emoji: string): Promise<Message> =>
  who.call('DELETE /api/messages/:messageId/reactions/:emoji', { messageId, emoji })
const pin = (who: Person, messageId: string): Promise<Message> =>
  who.call('PUT /api/messages/:messageId/pin', { messageId })

async function groupOf({ alice, bob, carol }: World): Promise<string> {
  const { id } = await alice.create({ kind: 'group', title: 'All', memberIds: [bob.user.id, carol.user.id] })
  return id
}

/** What the window of `who` shows of a message, once it is at `rev`. */
async function shown(who: Person, { conversationId, id, rev }: Message): Promise<Message | undefined> {
  const now = (): Message | undefined => who.state.timelines.get(conversationId)?.items.find((one) => one.id === id)
  await who.until(() => (now()?.rev ?? 0) >= rev, 'the change')
  return now()
}

test('a reaction is seen by everyone, once each, in the order of first use, and taken back', async () => {
  const place = await world()
  const { alice, bob, carol } = place
  const id = await groupOf(place)
  for (const one of [bob, carol]) await one.open(id)
  const message = await alice.send(id, 'boats?').sent
  await react(bob, message.id, '🎉')
  await react(carol, message.id, '👍🏽')
  const twice = await react(carol, message.id, '🎉')
  expect(twice.reactions).toEqual([
    { emoji: '🎉', count: 2, userIds: [bob.user.id, carol.user.id] },
    { emoji: '👍🏽', count: 1, userIds: [carol.user.id] },
  ])
  expect(await react(carol, message.id, '🎉')).toEqual(twice)
  expect(await shown(bob, twice)).toEqual(twice)
  const back = await unreact(bob, message.id, '🎉')
  // Whoever takes the first one back does not move the rest about by that alone.
  expect(back.reactions.map(({ emoji, count }) => [emoji, count])).toEqual([
    ['👍🏽', 1],
    ['🎉', 1],
  ])
  expect(await unreact(bob, message.id, '🎉')).toEqual(back)
  expect(await shown(carol, back)).toEqual(back)
  const { items } = await bob.call('GET /api/conversations/:conversationId/messages', { conversationId: id })
  expect(items.find((one) => one.id === message.id)).toEqual(back)
})

test('a reaction is one emoji and nothing else; a heart is the same with and without its mark', async () => {
  const { alice } = await world()
  const { id } = await alice.send(alice.lobbyId, 'hello').sent
  for (const wrong of ['a', '👍👍', 'ok', '1', '👍 ', '<b>', '👍'.repeat(40), '\u200D', '🏽x']) {
    await expectProblem(react(alice, id, wrong), 'validation-failed')
  }
  for (const right of ['👨‍👩‍👧‍👦', '🇩🇪', '1️⃣', '🧑🏽‍❤️‍🧑🏿', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '❤']) await react(alice, id, right)
  const { reactions } = await react(alice, id, '❤️')
  expect(reactions).toHaveLength(6)
  expect(reactions.at(-1)).toMatchObject({ emoji: '❤️', count: 1 })
})

test('a message takes so many different reactions, and more of those that are there', async () => {
  const { alice, bob } = await world()
  const { id } = await alice.send(alice.lobbyId, 'hello').sent
  const faces = Array.from({ length: limits.reactionsMax }, (_, at) => String.fromCodePoint(0x1f600 + at))
  for (const face of faces) await react(alice, id, face)
  const problem = await expectProblem(react(bob, id, '🚣'), 'validation-failed')
  expect(problem.errors).toMatchObject([{ path: 'emoji', code: 'too-many' }])
  expect((await react(bob, id, faces[0] ?? '')).reactions).toHaveLength(limits.reactionsMax)
})

test('who reacted is told page by page, for those who see the message alone', async () => {
  const { alice, bob, carol, stranger } = await world()
  const direct = await alice.directWith(bob.user.id)
  const { id: hidden } = await alice.send(direct.id, 'ours').sent
  await expectProblem(stranger.call('GET /api/messages/:messageId/reactions', { messageId: hidden }), 'not-found')
  const { id } = await alice.send(alice.lobbyId, 'all').sent
  await react(bob, id, '👍')
  await react(carol, id, '🎉')
  await react(stranger, id, '👍')
  const ask = (input: object) => carol.call('GET /api/messages/:messageId/reactions', { messageId: id, ...input })
  const first = await ask({ limit: 2 })
  expect(first.items.map(({ user, emoji }) => [user.username, emoji])).toEqual([
    ['bob', '👍'],
    ['carol', '🎉'],
  ])
  const rest = await ask({ limit: 2, cursor: first.nextCursor ?? '' })
  expect([rest.items.map(({ user }) => user.username), rest.nextCursor]).toEqual([['stranger'], null])
  expect((await ask({ emoji: '👍' })).items.map(({ user }) => user.username)).toEqual(['bob', 'stranger'])
  expect(first.own).toEqual(['🎉'])
})

test('across a block nobody reacts or pins in a direct conversation, but what was put there may be taken back', async () => {
  const { alice, bob } = await world()
  const direct = await alice.directWith(bob.user.id)
  const message = await alice.send(direct.id, 'hello').sent
  await react(bob, message.id, '👍')
  await alice.people.block(bob.user.id)
  await expectProblem(react(bob, message.id, '🎉'), 'not-accepting')
  await expectProblem(pin(bob, message.id), 'not-accepting')
  expect((await unreact(bob, message.id, '👍')).reactions).toEqual([])
})

test('what came before one joined is neither reacted to nor pinned nor shown among the pins', async () => {
  const { alice, bob, carol } = await world()
  const { id } = await alice.create({ kind: 'group', title: 'Late', memberIds: [bob.user.id] })
  const old = await alice.send(id, 'old').sent
  await pin(alice, old.id)
  await alice.addMembers(id, [carol.user.id])
  await expectProblem(react(carol, old.id, '👍'), 'not-found')
  await expectProblem(pin(carol, old.id), 'not-found')
  await expectProblem(carol.call('PUT /api/messages/:messageId/save', { messageId: old.id }), 'not-found')
  const pins = await carol.call('GET /api/conversations/:conversationId/pins', { conversationId: id })
  expect(pins.items).toEqual([])
})

test('pins are for all, the newest first; in channels those who lead pin', async () => {
  const place = await world()
  const { alice, bob, carol } = place
  const id = await groupOf(place)
  await carol.open(id)
  await carol.marks.loadPins(id)
  const one = await alice.send(id, 'one').sent
  const two = await alice.send(id, 'two').sent
  const first = await pin(bob, one.id)
  expect(first.pinnedAt).not.toBeNull()
  expect(await pin(alice, one.id)).toEqual(first)
  const last = await pin(bob, two.id)
  const listed = async (): Promise<string[]> =>
    (await alice.call('GET /api/conversations/:conversationId/pins', { conversationId: id })).items.map(
      ({ body }) => body,
    )
  expect((await listed()).toSorted()).toEqual(['one', 'two'])
  await shown(carol, last)
  expect(carol.state.pins.get(id)?.items.map(({ body }) => body)).toEqual(await listed())
  const off = await carol.call('DELETE /api/messages/:messageId/pin', { messageId: one.id })
  expect(off.pinnedAt).toBeNull()
  await bob.call('PATCH /api/messages/:messageId', { messageId: one.id, body: 'x' }).catch(() => undefined)
  await alice.remove(two.id)
  expect(await listed()).toEqual([])
  await carol.until(({ pins }) => pins.get(id)?.items.length === 0, 'no pins')
  const { id: inLobby } = await bob.send(bob.lobbyId, 'pin me').sent
  await expectProblem(pin(bob, inLobby), 'forbidden')
  await pin(alice, inLobby)
})

test('what a message said before is kept, for all who see it or for its author, as the owner says', async () => {
  const { alice, bob, carol, stranger } = await world()
  const direct = await bob.directWith(carol.user.id)
  const { id } = await bob.send(direct.id, 'first').sent
  await bob.edit(id, 'second')
  await bob.edit(id, 'third')
  const history = (who: Person) => who.call('GET /api/messages/:messageId/history', { messageId: id })
  expect((await history(carol)).items.map(({ body }) => body)).toEqual(['first', 'second'])
  expect(await carol.marks.history(id)).toEqual((await history(carol)).items)
  await expectProblem(history(stranger), 'not-found')
  await expectProblem(history(alice), 'not-found')
  await alice.call('PATCH /api/admin/place', { editHistory: 'author' })
  await expectProblem(history(carol), 'forbidden')
  expect((await history(bob)).items).toHaveLength(2)
  await bob.remove(id)
  await expectProblem(history(bob), 'not-found')
})

test('deleting a message takes away all that was put on it and all that it said', async () => {
  const { alice, bob, app } = await world()
  const { id } = await alice.send(alice.lobbyId, 'a secret of mine').sent
  await alice.edit(id, 'not any more')
  await react(bob, id, '👍')
  await pin(alice, id)
  await bob.marks.save(id)
  const deleted = await alice.remove(id)
  expect(deleted).toMatchObject({ reactions: [], pinnedAt: null, body: '' })
  for (const table of ['reactions', 'pins', 'saves', 'former_bodies'] as const) {
    expect(await app.ctx.db.read.selectFrom(table).selectAll().execute(), table).toEqual([])
  }
  await expectProblem(react(bob, id, '👍'), 'already-deleted')
  await expectProblem(pin(alice, id), 'already-deleted')
})

test('a forward says whose words it has, through however many hands; it names nobody and is not edited', async () => {
  const place = await world()
  const { alice, bob, carol } = place
  const group = await groupOf(place)
  const source = await alice.send(group, 'hello @carol').sent
  const direct = await bob.directWith(carol.user.id)
  const forward = (who: Person, messageId: string, conversationId: string, clientId: string = randomUUID()) =>
    who.call('POST /api/messages/:messageId/forward', { messageId, conversationId, clientId })
  const clientId = randomUUID()
  const sent = await forward(bob, source.id, direct.id, clientId)
  expect(sent).toMatchObject({
    body: 'hello @carol',
    author: { username: 'bob' },
    forwardedFrom: { author: { username: 'alice' }, createdAt: source.createdAt },
    mentions: [],
  })
  expect(await forward(bob, source.id, direct.id, clientId)).toEqual(sent)
  const onward = await forward(carol, sent.id, carol.lobbyId)
  expect(onward.forwardedFrom).toEqual(sent.forwardedFrom)
  await expectProblem(bob.edit(sent.id, 'put into her mouth'), 'forbidden')
  const other = await bob.send(group, 'other').sent
  await expectProblem(forward(bob, other.id, direct.id, clientId), 'client-id-reused')
  await alice.remove(source.id)
  expect(await forward(bob, source.id, direct.id, clientId)).toEqual(sent)
  await expectProblem(forward(bob, source.id, direct.id), 'not-found')
})

test('nobody forwards what they do not see, or to where they are not', async () => {
  const { alice, bob, stranger } = await world()
  const direct = await alice.directWith(bob.user.id)
  const { id: messageId } = await alice.send(direct.id, 'ours').sent
  const { id: known } = await stranger.send(stranger.lobbyId, 'mine').sent
  const to = { conversationId: stranger.lobbyId, clientId: randomUUID() }
  await expectProblem(stranger.call('POST /api/messages/:messageId/forward', { messageId, ...to }), 'not-found')
  const into = { conversationId: direct.id, clientId: randomUUID() }
  await expectProblem(
    stranger.call('POST /api/messages/:messageId/forward', { messageId: known, ...into }),
    'not-found',
  )
})

test('who reacts to a message tells its author, message by message; taken back it is gone', async () => {
  const place = await world()
  const { alice, bob, carol } = place
  const id = await groupOf(place)
  const message = await alice.send(id, 'boats?').sent
  const notices = () => alice.call('GET /api/notifications', {})
  await react(alice, message.id, '👍')
  await react(bob, message.id, '👍')
  await expect.poll(async () => (await notices()).items[0]?.count).toBe(1)
  await react(carol, message.id, '🎉')
  await expect.poll(async () => (await notices()).items[0]?.count).toBe(2)
  const { items, unread } = await notices()
  expect(unread).toBe(1)
  expect(items[0]).toMatchObject({ kind: 'reaction', actorCount: 2, seq: message.seq, excerpt: 'boats?', detail: '🎉' })
  await unreact(bob, message.id, '👍')
  await expect.poll(async () => (await notices()).items[0]?.count).toBe(1)
  await unreact(carol, message.id, '🎉')
  await expect.poll(async () => (await notices()).unread).toBe(0)
  expect((await notices()).items).toEqual([])
})

test('marked unread, it is so on every device, counted by the server, until it is read again', async () => {
  const place = await world()
  const { alice, bob } = place
  const id = await groupOf(place)
  const other = await place.device('bob')
  for (let index = 0; index < 4; index++) await alice.send(id, `line ${index}`).sent
  for (const one of [bob, other]) await one.open(id)
  bob.markRead(id, 5)
  for (const one of [bob, other]) await one.until(() => one.unread(id) === 0, 'all read')
  await bob.marks.markUnread(id, 3)
  for (const one of [bob, other]) await one.until(() => one.unread(id) === 3, 'three unread')
  expect(bob.state.conversations.get(id)?.lastReadSeq).toBe(2)
  // A new connection reads nothing again that was read before it was marked.
  other.socket?.io.engine.close()
  await other.until(({ connection }) => connection.state !== 'online')
  await other.until(({ connection }) => connection.state === 'online')
  await other.settled()
  const entry = await bob.call('GET /api/conversations/:conversationId', { conversationId: id })
  expect([entry.unread, entry.lastReadSeq]).toEqual([3, 2])
  const later = await bob.call('PUT /api/conversations/:conversationId/unread', { conversationId: id, seq: 5 })
  expect(later.lastReadSeq).toBe(2)
  bob.markRead(id, 5)
  for (const one of [bob, other]) await one.until(() => one.unread(id) === 0, 'read again')
})
