import { randomUUID } from 'node:crypto'
import type { conversationEndpoints } from '@kith/protocol/conversations.ts'
import type { draftEndpoints } from '@kith/protocol/drafts.ts'
import type { markEndpoints } from '@kith/protocol/marks.ts'
import type { messageEndpoints } from '@kith/protocol/messages.ts'
import { expect, test } from 'vitest'
import type { Person } from '../../testing/person.ts'
import { emptyWorld, expectProblem, signUp, world } from '../../testing/world.ts'

const nowhere = '01a1fcd8-34b0-7b33-8fa9-b799dc7ce96c'
const titlesOf = async (who: Person, q = ''): Promise<string[]> =>
  (await who.call('GET /api/channels', { q })).items.map(({ title }) => title)
const rolesIn = async (who: Person, conversationId: string): Promise<string[]> => {
  const { items } = await who.call('GET /api/conversations/:conversationId/members', { conversationId })
  return items.map(({ user, role }) => `${user.username} ${role}`)
}
const announcedIn = async (who: Person, conversationId: string): Promise<(string | undefined)[]> => {
  const { items } = await who.call('GET /api/conversations/:conversationId/messages', { conversationId })
  return items.filter(({ kind }) => kind === 'system').map(({ system }) => system?.type)
}

test('everyone is in the one lobby, led by the owner, and nobody can leave or delete it', async () => {
  const { alice, bob, carol } = await world()
  const lobby = await bob.call('GET /api/conversations/:conversationId', { conversationId: alice.lobbyId })
  expect(lobby).toMatchObject({ kind: 'channel', isLobby: true, isPublic: true, memberCount: 4, role: 'member' })
  expect(await rolesIn(carol, lobby.id)).toEqual(['alice owner', 'bob member', 'carol member', 'stranger member'])
  await expectProblem(bob.leave(lobby.id), 'forbidden')
  await expectProblem(alice.leave(lobby.id), 'forbidden')
  await expectProblem(alice.deleteConversation(lobby.id), 'forbidden')
  await expectProblem(alice.removeMember(lobby.id, bob.user.id), 'forbidden')
  await expectProblem(bob.change({ conversationId: lobby.id, title: 'Mine' }), 'forbidden')
  await expectProblem(alice.change({ conversationId: lobby.id, isPublic: false }), 'forbidden')
  expect((await alice.change({ conversationId: lobby.id, title: 'Square' })).title).toBe('Square')
  await bob.until(({ conversations }) => conversations.get(lobby.id)?.title === 'Square')
})

test('many who register at once share one lobby, and each is counted', async () => {
  const { visitor } = await emptyWorld()
  const names = Array.from({ length: 6 }, (_, index) => `guest${index}`)
  const people = await Promise.all(names.map((name) => signUp(visitor(), name)))
  const lobbies = await Promise.all(people.map((one) => one.call('GET /api/conversations', {})))
  expect(new Set(lobbies.flatMap(({ items }) => items.map(({ id }) => id))).size).toBe(1)
  const [first] = people
  const lobby = await first?.call('GET /api/conversations/:conversationId', { conversationId: first.lobbyId })
  expect(lobby?.memberCount).toBe(6)
  expect(people.filter(({ user }) => user.role === 'owner')).toHaveLength(1)
})

test('two people have one direct conversation, however often and from whichever side it is begun', async () => {
  const { alice, bob, carol } = await world()
  const begin = (from: Person, to: Person): ReturnType<Person['api']['callWithStatus']> =>
    from.api.callWithStatus('POST /api/conversations', { kind: 'direct', memberIds: [to.user.id] })
  const begun = await Promise.all(
    Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? begin(alice, bob) : begin(bob, alice))),
  )
  expect(begun.filter(({ status }) => status === 201)).toHaveLength(1)
  const replies = await Promise.all([alice.directWith(bob.user.id), bob.directWith(alice.user.id)])
  expect(new Set(replies.map(({ id }) => id)).size).toBe(1)
  expect(replies[0]).toMatchObject({ kind: 'direct', title: null, memberCount: 2, lastSeq: 0, lastMessage: null })
  await bob.until(({ conversations }) => conversations.size === 2)
  expect((await alice.directWith(carol.user.id)).id).not.toBe(replies[0]?.id)
})

test('a direct conversation has two people and no title; what asks for anything else is refused', async () => {
  const { alice, bob, carol } = await world()
  const bad = [
    { kind: 'direct', memberIds: [] },
    { kind: 'direct', memberIds: [alice.user.id] },
    { kind: 'direct', memberIds: [bob.user.id, carol.user.id] },
    { kind: 'direct', memberIds: [bob.user.id], title: 'Us' },
    { kind: 'group', isPublic: true },
    { kind: 'channel' },
    { kind: 'group', title: '   ' },
    { kind: 'group', title: 'x'.repeat(81) },
    { kind: 'group', memberIds: Array.from({ length: 1_000 }, (_, index) => `nobody-${index}`) },
  ] as const
  for (const input of bad) {
    const memberIds = 'memberIds' in input ? [...input.memberIds] : []
    await expectProblem(alice.create({ ...input, memberIds }), 'validation-failed')
  }
  await expectProblem(alice.directWith(nowhere), 'not-found')
  await expectProblem(alice.create({ kind: 'group', memberIds: [bob.user.id, nowhere] }), 'not-found')
  await expectProblem(alice.create({ kind: 'group', projectId: nowhere }), 'not-found')
  const { id } = await alice.directWith(bob.user.id)
  await expectProblem(alice.addMembers(id, [carol.user.id]), 'forbidden')
  await expectProblem(alice.change({ conversationId: id, title: 'Us' }), 'forbidden')
  await expectProblem(alice.leave(id), 'forbidden')
  await expectProblem(alice.deleteConversation(id), 'forbidden')
})

test('a group comes to all who are in it, and anyone in it renames it and adds people', async () => {
  const { alice, bob, carol, stranger } = await world()
  const group = await alice.create({ kind: 'group', title: 'Walks', memberIds: [bob.user.id, bob.user.id] })
  expect(group).toMatchObject({ kind: 'group', memberCount: 2, role: 'owner', lastSeq: 1, isPublic: false })
  expect(group.members.map(({ username }) => username)).toEqual(['alice', 'bob'])
  await bob.until(({ conversations }) => conversations.get(group.id)?.title === 'Walks')
  await bob.change({ conversationId: group.id, title: 'Long walks', topic: 'Sundays' })
  await bob.addMembers(group.id, [carol.user.id, alice.user.id])
  for (const who of [alice, bob, carol]) {
    await who.until(({ conversations }) => conversations.get(group.id)?.memberCount === 3, 'three members')
    expect(who.state.conversations.get(group.id)).toMatchObject({ title: 'Long walks', topic: 'Sundays' })
  }
  expect(await announcedIn(alice, group.id)).toEqual(['created', 'renamed', 'topic', 'added'])
  expect((await stranger.call('GET /api/conversations', {})).items.map(({ id }) => id)).toEqual([stranger.lobbyId])
})

test('saying what is already so changes nothing', async () => {
  const { alice, bob } = await world()
  const group = await alice.create({ kind: 'group', title: 'Same', memberIds: [bob.user.id] })
  const again = await alice.change({ conversationId: group.id, title: 'Same', topic: '', isHistoryShared: false })
  const added = await alice.addMembers(group.id, [bob.user.id])
  expect([again.head, added.head, added.memberCount]).toEqual([group.head, group.head, 2])
})

test('whoever is added or joins several times at once is counted once', async () => {
  const { alice, bob, carol } = await world()
  const group = await alice.create({ kind: 'group', memberIds: [bob.user.id] })
  const channel = await alice.create({ kind: 'channel', title: 'Busy' })
  await Promise.all([alice, bob, alice, bob].map((who) => who.addMembers(group.id, [carol.user.id])))
  await Promise.all([carol, carol, carol, carol].map((who) => who.joinChannel(channel.id)))
  for (const [id, count] of [
    [group.id, 3],
    [channel.id, 2],
  ] as const) {
    const { memberCount } = await alice.call('GET /api/conversations/:conversationId', { conversationId: id })
    expect(memberCount).toBe(count)
    expect(await rolesIn(alice, id)).toHaveLength(count)
    expect(await announcedIn(alice, id)).toHaveLength(2)
  }
})

test('public channels stand in the directory for all to join and to leave', async () => {
  const { alice, bob, carol } = await world()
  const garden = await alice.create({ kind: 'channel', title: 'Garden', topic: 'Roses & 100% compost' })
  await alice.create({ kind: 'channel', title: 'Board', isPublic: false })
  await alice.create({ kind: 'group', title: 'Garden secrets' })
  expect(await titlesOf(bob)).toEqual(['Lobby', 'Garden'])
  expect(await titlesOf(bob, 'GARD')).toEqual(['Garden'])
  expect(await titlesOf(bob, '100%')).toEqual(['Garden'])
  for (const q of ['_', '%%', 'oard', "' or 1=1 --"]) expect(await titlesOf(bob, q), q).toEqual([])
  const joined = await bob.joinChannel(garden.id)
  expect(joined).toMatchObject({ memberCount: 2, role: 'member' })
  expect((await bob.joinChannel(garden.id)).head).toBe(joined.head)
  expect((await bob.call('GET /api/channels', { q: 'garden' })).items).toMatchObject([
    { isMember: true, memberCount: 2 },
  ])
  await bob.addMembers(garden.id, [carol.user.id])
  await carol.until(({ conversations }) => conversations.has(garden.id))
  await bob.leave(garden.id)
  expect(bob.state.conversations.has(garden.id)).toBe(false)
  await expectProblem(bob.send(garden.id, 'one more').sent, 'not-found')
  await bob.joinChannel(garden.id)
  expect(await rolesIn(carol, garden.id)).toEqual(['alice owner', 'bob member', 'carol member'])
})

test('the directory and the lists go on page by page without a hole or a double', async () => {
  const { alice, bob } = await world()
  for (let index = 0; index < 7; index++) await alice.create({ kind: 'channel', title: `Room ${index}` })
  const walk = async (who: Person, key: 'GET /api/channels' | 'GET /api/conversations'): Promise<string[]> => {
    const ids: string[] = []
    let cursor: string | null = null
    do {
      const page: { items: { id: string }[]; nextCursor: string | null } = await who.call(key, {
        limit: 3,
        ...(cursor === null ? {} : { cursor }),
      })
      ids.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor
    } while (cursor !== null)
    return ids
  }
  for (const ids of [await walk(bob, 'GET /api/channels'), await walk(alice, 'GET /api/conversations')]) {
    expect(ids).toHaveLength(8)
    expect(new Set(ids).size).toBe(8)
  }
  await expectProblem(bob.call('GET /api/channels', { cursor: 'bm9uc2Vuc2U' }), 'validation-failed')
})

test('a private channel is not there for strangers, in no list and by no call', async () => {
  const { alice, bob, stranger } = await world()
  const board = await alice.create({ kind: 'channel', title: 'Board', isPublic: false, memberIds: [bob.user.id] })
  await expectProblem(stranger.joinChannel(board.id), 'not-found')
  expect(await titlesOf(stranger)).toEqual(['Lobby'])
  await expectProblem(bob.addMembers(board.id, [stranger.user.id]), 'forbidden')
  await alice.change({ conversationId: board.id, isPublic: true })
  expect(await titlesOf(stranger)).toContain('Board')
  await stranger.joinChannel(board.id)
})

test('an owner gives roles; the last owner neither goes nor steps down; who is alone takes the group with them', async () => {
  const { alice, bob, carol } = await world()
  const group = await alice.create({ kind: 'group', memberIds: [bob.user.id, carol.user.id] })
  await expectProblem(bob.setRole(group.id, carol.user.id, 'admin'), 'forbidden')
  await expectProblem(bob.removeMember(group.id, carol.user.id), 'forbidden')
  await expectProblem(alice.leave(group.id), 'last-owner')
  await expectProblem(alice.setRole(group.id, 'me', 'member'), 'last-owner')
  await alice.setRole(group.id, bob.user.id, 'admin')
  await bob.until(({ conversations }) => conversations.get(group.id)?.role === 'admin')
  await expectProblem(bob.removeMember(group.id, alice.user.id), 'forbidden')
  await expectProblem(bob.setRole(group.id, bob.user.id, 'owner'), 'forbidden')
  await expectProblem(bob.deleteConversation(group.id), 'forbidden')
  await bob.removeMember(group.id, carol.user.id)
  await carol.until(({ conversations }) => !conversations.has(group.id))
  await expectProblem(bob.removeMember(group.id, carol.user.id), 'not-found')
  await alice.setRole(group.id, bob.user.id, 'owner')
  await alice.leave(group.id)
  expect(await rolesIn(bob, group.id)).toEqual(['bob owner'])
  await bob.leave(group.id)
  await expectProblem(bob.call('GET /api/conversations/:conversationId', { conversationId: group.id }), 'not-found')
})

test('two owners who both go at the same moment do not leave a group without one', async () => {
  const { alice, bob, carol } = await world()
  const group = await alice.create({ kind: 'group', memberIds: [bob.user.id, carol.user.id] })
  await alice.setRole(group.id, bob.user.id, 'owner')
  const gone = await Promise.allSettled([alice.leave(group.id), bob.leave(group.id)])
  expect(gone.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect((await rolesIn(carol, group.id)).filter((line) => line.endsWith('owner'))).toHaveLength(1)
})

test('a deleted group is gone from every device and for every call', async () => {
  const { alice, bob, device } = await world()
  const phone = await device('bob')
  const group = await alice.create({ kind: 'group', memberIds: [bob.user.id] })
  const message = await alice.send(group.id, 'soon gone').sent
  await phone.until(({ conversations }) => conversations.has(group.id))
  await alice.deleteConversation(group.id)
  for (const client of [bob, phone]) await client.until(({ conversations }) => !conversations.has(group.id))
  await expectProblem(bob.call('GET /api/conversations/:conversationId', { conversationId: group.id }), 'not-found')
  await expectProblem(alice.edit(message.id, 'back'), 'not-found')
})

test('who joins a channel later sees all of it, and who joins where history is not shared sees nothing from before', async () => {
  const { alice, bob, carol } = await world()
  const open = await alice.create({ kind: 'channel', title: 'Open' })
  const closed = await alice.create({ kind: 'channel', title: 'Closed', isHistoryShared: false })
  const first = await alice.send(open.id, 'from before').sent
  const secret = await alice.send(closed.id, 'secret before').sent
  for (const { id } of [open, closed]) await carol.joinChannel(id)
  await alice.send(closed.id, 'an answer', secret.id).sent
  await alice.send(open.id, 'an answer', first.id).sent
  const seenBy = async (who: Person, conversationId: string): Promise<string> => {
    const here = { conversationId }
    return JSON.stringify([
      await who.call('GET /api/conversations/:conversationId/messages', here),
      await who.call('GET /api/conversations/:conversationId/messages', { ...here, before: secret.seq + 1 }),
      await who.call('GET /api/conversations/:conversationId/messages', { ...here, after: 0 }),
      await who.call('GET /api/conversations/:conversationId/messages', { ...here, around: secret.seq }),
      await who.call('GET /api/conversations/:conversationId/changes', { ...here, since: 0 }),
      await who.call('GET /api/conversations/:conversationId', here),
      await who.call('GET /api/conversations', {}),
    ])
  }
  const inClosed = await seenBy(carol, closed.id)
  expect(inClosed).toContain('an answer')
  for (const hidden of [secret.id, 'secret before']) expect(inClosed).not.toContain(hidden)
  expect(await seenBy(carol, open.id)).toContain('from before')
  await expectProblem(carol.send(closed.id, 'what was it?', secret.id).sent, 'not-found')
  await expectProblem(carol.edit(secret.id, 'x'), 'not-found')
  // Going and coming back does not open what lay between.
  await carol.leave(closed.id)
  const between = await alice.send(closed.id, 'in between').sent
  await carol.joinChannel(closed.id)
  expect(await seenBy(carol, closed.id)).not.toContain(between.id)
  await bob.joinChannel(closed.id)
  expect(await seenBy(bob, closed.id)).not.toContain('in between')
})

test('a late comer to one conversation still sees the quotes of all the others in the list', async () => {
  const { alice, carol } = await world()
  const late = await alice.create({ kind: 'group' })
  for (let index = 0; index < 5; index++) await alice.send(late.id, `old ${index}`).sent
  await alice.addMembers(late.id, [carol.user.id])
  const direct = await carol.directWith(alice.user.id)
  const question = await carol.send(direct.id, 'tea?').sent
  await alice.send(direct.id, 'yes', question.id).sent
  const { items } = await carol.call('GET /api/conversations', {})
  expect(items.find(({ id }) => id === direct.id)?.lastMessage?.replyTo?.excerpt).toBe('tea?')
})

type Path<K> = K extends `${string}:${'conversationId' | 'messageId'}${string}` ? K : never
type OfOne = Path<
  | keyof typeof conversationEndpoints
  | keyof typeof messageEndpoints
  | keyof typeof draftEndpoints
  | keyof typeof markEndpoints
>
/** One may let go of a message that one cannot see any more. */
const SILENT = 'DELETE /api/messages/:messageId/save'

test('to a stranger, every call on a conversation answers as if there were none', async () => {
  const { alice, bob, stranger } = await world()
  const places = [
    await alice.directWith(bob.user.id),
    await alice.create({ kind: 'group', memberIds: [bob.user.id] }),
    await alice.create({ kind: 'channel', title: 'Board', isPublic: false, memberIds: [bob.user.id] }),
  ]
  for (const { id: conversationId } of places) {
    const { id: messageId } = await alice.send(conversationId, 'ours').sent
    const before = await alice.call('GET /api/conversations/:conversationId', { conversationId })
    const calls = callsOn(conversationId, messageId, bob.user.id)
    for (const [key, call] of Object.entries(calls)) {
      if (key === SILENT) continue
      const strange = callsOn(nowhere, nowhere, bob.user.id)[key as OfOne]
      const there = await expectProblem(call(stranger), 'not-found')
      const nothing = await expectProblem(strange(stranger), 'not-found')
      expect({ ...there.body, requestId: '' }, key).toEqual({ ...nothing.body, requestId: '' })
    }
    expect(await alice.call('GET /api/conversations/:conversationId', { conversationId })).toEqual(before)
  }
})

test('a member without the right is told so, and nothing happens', async () => {
  const { alice, bob, carol, stranger } = await world()
  const memberIds = [bob.user.id, carol.user.id]
  const board = await alice.create({ kind: 'channel', title: 'Board', isPublic: false, memberIds })
  const { id: messageId } = await alice.send(board.id, 'ours').sent
  const before = await alice.call('GET /api/conversations/:conversationId', { conversationId: board.id })
  const calls = callsOn(board.id, messageId, carol.user.id, stranger.user.id)
  const denied: OfOne[] = [
    'PATCH /api/conversations/:conversationId',
    'DELETE /api/conversations/:conversationId',
    'POST /api/conversations/:conversationId/members',
    'PATCH /api/conversations/:conversationId/members/:userId',
    'DELETE /api/conversations/:conversationId/members/:userId',
    'PATCH /api/messages/:messageId',
    'DELETE /api/messages/:messageId',
    'PUT /api/messages/:messageId/pin',
    'DELETE /api/messages/:messageId/pin',
  ]
  for (const key of denied) await expectProblem(calls[key](bob), 'forbidden')
  for (const change of [{ topic: 'x' }, { isPublic: true }, { isHistoryShared: true }]) {
    await expectProblem(bob.change({ conversationId: board.id, ...change }), 'forbidden')
  }
  expect(await alice.call('GET /api/conversations/:conversationId', { conversationId: board.id })).toEqual(before)
})

/** One call of each endpoint that names a conversation or a message; the types see to it that none is missing. */
function callsOn(
  conversationId: string,
  messageId: string,
  userId: string,
  newId: string = userId,
): Record<OfOne, (who: Person) => Promise<unknown>> {
  const here = { conversationId }
  const one = '/api/conversations/:conversationId'
  const message = '/api/messages/:messageId'
  return {
    [`GET ${one}`]: (who) => who.call(`GET ${one}`, here),
    [`PATCH ${one}`]: (who) => who.call(`PATCH ${one}`, { ...here, title: 'Taken over' }),
    [`DELETE ${one}`]: (who) => who.call(`DELETE ${one}`, here),
    [`GET ${one}/changes`]: (who) => who.call(`GET ${one}/changes`, { ...here, since: 0 }),
    [`PUT ${one}/read`]: (who) => who.call(`PUT ${one}/read`, { ...here, seq: 1 }),
    [`PUT ${one}/unread`]: (who) => who.call(`PUT ${one}/unread`, { ...here, seq: 1 }),
    [`GET ${one}/pins`]: (who) => who.call(`GET ${one}/pins`, here),
    [`PUT ${one}/notify`]: (who) => who.call(`PUT ${one}/notify`, { ...here, level: 'nothing' }),
    [`PUT ${one}/place`]: (who) => who.call(`PUT ${one}/place`, { ...here, isFavourite: true }),
    [`PUT ${one}/draft`]: (who) => who.call(`PUT ${one}/draft`, { ...here, body: 'x' }),
    [`GET ${one}/members`]: (who) => who.call(`GET ${one}/members`, here),
    [`POST ${one}/members`]: (who) => who.call(`POST ${one}/members`, { ...here, userIds: [newId] }),
    [`PATCH ${one}/members/:userId`]: (who) =>
      who.call(`PATCH ${one}/members/:userId`, { ...here, userId, role: 'admin' }),
    [`DELETE ${one}/members/:userId`]: (who) => who.call(`DELETE ${one}/members/:userId`, { ...here, userId }),
    [`POST ${one}/join`]: (who) => who.call(`POST ${one}/join`, here),
    [`GET ${one}/messages`]: (who) => who.call(`GET ${one}/messages`, here),
    [`GET ${one}/messages/at`]: (who) => who.call(`GET ${one}/messages/at`, here),
    [`POST ${one}/messages`]: (who) =>
      who.call(`POST ${one}/messages`, { ...here, body: 'hello', clientId: randomUUID() }),
    'PATCH /api/messages/:messageId': (who) => who.call('PATCH /api/messages/:messageId', { messageId, body: 'x' }),
    [`PUT ${message}/reactions/:emoji`]: (who) =>
      who.call(`PUT ${message}/reactions/:emoji`, { messageId, emoji: '👍' }),
    [`DELETE ${message}/reactions/:emoji`]: (who) =>
      who.call(`DELETE ${message}/reactions/:emoji`, { messageId, emoji: '👍' }),
    [`GET ${message}/reactions`]: (who) => who.call(`GET ${message}/reactions`, { messageId }),
    [`PUT ${message}/pin`]: (who) => who.call(`PUT ${message}/pin`, { messageId }),
    [`DELETE ${message}/pin`]: (who) => who.call(`DELETE ${message}/pin`, { messageId }),
    [`PUT ${message}/save`]: (who) => who.call(`PUT ${message}/save`, { messageId }),
    [SILENT]: (who) => who.call(SILENT, { messageId }),
    [`GET ${message}/history`]: (who) => who.call(`GET ${message}/history`, { messageId }),
    [`POST ${message}/forward`]: (who) =>
      who.call(`POST ${message}/forward`, { messageId, ...here, clientId: randomUUID() }),
    'DELETE /api/messages/:messageId': (who) => who.call('DELETE /api/messages/:messageId', { messageId }),
  }
}
