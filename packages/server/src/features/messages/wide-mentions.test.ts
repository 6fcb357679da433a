import { randomUUID } from 'node:crypto'
import { wordForMany } from '@kith/protocol/mention-all.ts'
import { expect, test } from 'vitest'
import type { Person } from '../../testing/person.ts'
import { relate } from '../../testing/relate.ts'
import { expectProblem, world } from '../../testing/world.ts'
import type { World } from '../../testing/world.ts'

async function groupOf({ alice, bob, carol }: World): Promise<string> {
  const { id } = await alice.create({ kind: 'group', memberIds: [bob.user.id, carol.user.id] })
  for (const one of [alice, bob, carol]) await one.until(({ conversations }) => conversations.has(id), 'the group')
  return id
}

/** On the device, and as the server has it. */
async function hasMentions(one: Person, conversationId: string, count: number): Promise<void> {
  await one.until(
    ({ conversations }) => conversations.get(conversationId)?.mentions === count,
    `${count} mentions of ${one.user.username}`,
  )
  const fresh = await one.call('GET /api/conversations/:conversationId', { conversationId })
  expect(fresh.mentions).toBe(count)
}

const noticesOf = async (one: Person): Promise<object[]> =>
  (await one.call('GET /api/notifications', {})).items.filter(({ kind }) => kind === 'mention')

test('@all, @everyone and @channel name every member but the author, and later comers not', async () => {
  const place = await world()
  const { app, alice, bob, carol, stranger } = place
  const id = await groupOf(place)
  for (const word of ['all', 'Everyone', 'channel']) {
    expect((await alice.send(id, `@${word} look`).sent).isToAll).toBe(true)
  }
  await hasMentions(bob, id, 3)
  await hasMentions(carol, id, 3)
  await hasMentions(alice, id, 0)
  await app.ctx.background.idle()
  expect(await noticesOf(bob)).toMatchObject([{ conversationId: id, count: 3 }])
  expect(await noticesOf(alice)).toEqual([])
  await alice.call('PATCH /api/conversations/:conversationId', { conversationId: id, isHistoryShared: true })
  await alice.call('POST /api/conversations/:conversationId/members', {
    conversationId: id,
    userIds: [stranger.user.id],
  })
  await stranger.call('PUT /api/conversations/:conversationId/unread', { conversationId: id, seq: 1 })
  const seen = await stranger.call('GET /api/conversations/:conversationId', { conversationId: id })
  expect({ isUnread: seen.unread > 0, mentions: seen.mentions }).toEqual({ isUnread: true, mentions: 0 })
  expect(await noticesOf(stranger)).toEqual([])
})

test('more people than a message may tell are not told, unless its author means it, and what was taken stays taken', async () => {
  const place = await world()
  const { alice, bob, carol, stranger } = place
  const id = await groupOf(place)
  const userIds = [bob.user.id, carol.user.id]
  await alice.call('POST /api/circles', { handle: 'pair', title: 'A pair', userIds })
  for (const body of ['@all look', '@pair look', '@pair @everyone']) {
    const clientId = randomUUID()
    const input = { conversationId: id, clientId, body, reachMax: 1 }
    const refused = await alice.api.call('POST /api/conversations/:conversationId/messages', input).catch(String)
    expect(refused).toContain('It would tell more people than it may')
    const { status } = await alice.api.callWithStatus('POST /api/conversations/:conversationId/messages', {
      ...input,
      reachMax: 2,
    })
    expect(status).toBe(201)
    await alice.addMembers(id, [stranger.user.id])
    const again = await alice.api.callWithStatus('POST /api/conversations/:conversationId/messages', input)
    expect(again.status).toBe(200)
    await alice.removeMember(id, stranger.user.id)
  }
  const { clientId, sent } = alice.send(id, '@all again', null, [], { reachMax: 1 })
  const error = await sent.catch((caught: unknown) => caught)
  expect(error).toMatchObject({ code: 'tells-many', body: { reach: 2, status: 409 } })
  await alice.send(id, 'only @bob', null, [], { reachMax: 0 }).sent
  alice.retry(clientId)
  await bob.until(({ conversations }) => conversations.get(id)?.lastMessage?.body === '@all again', 'what is meant')
})

test('code and addresses name nobody, and the words cannot be usernames', async () => {
  const place = await world()
  const { alice, visitor } = place
  const id = await groupOf(place)
  expect((await alice.send(id, '`@all` me@all.example').sent).isToAll).toBe(false)
  for (const username of ['all', 'HERE', 'Everyone', 'channel']) {
    expect(wordForMany(username.toLowerCase())).not.toBeNull()
    await expectProblem(alice.call('PATCH /api/me', { username }), 'validation-failed')
    const account = { username, email: `${username}@example.org`, password: 'rain on tin roofs and more' }
    await expectProblem(visitor().call('POST /api/auth/register', account), 'validation-failed')
  }
})

test('somebody who is called all from before is meant by that name', async () => {
  const place = await world()
  const { app, alice, bob, carol } = place
  const id = await groupOf(place)
  const name = { username: 'all', username_key: 'all' }
  await app.ctx.db.write((tx) => tx.updateTable('users').set(name).where('id', '=', bob.user.id).execute())
  const message = await alice.send(id, 'ask @all').sent
  expect(message).toMatchObject({ isToAll: false, mentions: [{ id: bob.user.id }] })
  await hasMentions(carol, id, 0)
})

test('who may name everybody is for the conversation to say; for the others it is a word', async () => {
  const place = await world()
  const { alice, bob } = place
  const id = await groupOf(place)
  const isToAll = async (one: Person): Promise<boolean> => (await one.send(id, '@all @here').sent).isToAll
  const say = (mentionAll: 'usual' | 'everyone' | 'leaders' | 'nobody'): Promise<unknown> =>
    alice.call('PATCH /api/conversations/:conversationId', { conversationId: id, mentionAll })
  expect(await isToAll(bob)).toBe(true)
  await say('leaders')
  await bob.until(({ conversations }) => conversations.get(id)?.mentionAll === 'leaders', 'the rule')
  expect(await isToAll(bob)).toBe(false)
  expect(await isToAll(alice)).toBe(true)
  await say('nobody')
  expect(await isToAll(alice)).toBe(false)
  await say('usual')
  expect(await isToAll(bob)).toBe(true)
  const change = { conversationId: id, mentionAll: 'nobody' } as const
  await expectProblem(bob.call('PATCH /api/conversations/:conversationId', change), 'forbidden')
  const lobby = await bob.send(bob.lobbyId, '@all').sent
  expect(lobby.isToAll).toBe(false)
  expect((await alice.send(bob.lobbyId, '@all').sent).isToAll).toBe(true)
  const { id: direct } = await alice.directWith(bob.user.id)
  expect((await alice.send(direct, '@all').sent).isToAll).toBe(false)
})

test('@here names those who are online when it is sent, as far as the author may see it', async () => {
  const place = await world()
  const { app, alice, bob, carol, stranger } = place
  const { id } = await alice.create({
    kind: 'group',
    memberIds: [bob.user.id, carol.user.id, stranger.user.id],
  })
  carol.stop()
  const online = (): Promise<string[]> => app.ctx.live.onlineIn(id, alice.user.id)
  while ((await online()).includes(carol.user.id)) await new Promise((resolve) => setImmediate(resolve))
  await stranger.call('PATCH /api/me/privacy', { maySeePresence: 'nobody' })
  while ((await online()).includes(stranger.user.id)) await new Promise((resolve) => setImmediate(resolve))
  const message = await alice.send(id, 'who is @here?').sent
  expect(message).toMatchObject({ isToAll: false, isToHere: true })
  await hasMentions(bob, id, 1)
  await hasMentions(stranger, id, 0)
  const away = await place.device('carol')
  await hasMentions(away, id, 0)
})

test('an edit names nobody anew, and takes the names away that it takes out', async () => {
  const place = await world()
  const { app, alice, bob } = place
  const id = await groupOf(place)
  const plain = await alice.send(id, 'look').sent
  expect((await alice.edit(plain.id, 'look @all')).isToAll).toBe(false)
  await hasMentions(bob, id, 0)
  const called = await alice.send(id, '@all look').sent
  const deleted = await alice.send(id, '@everyone!').sent
  await hasMentions(bob, id, 2)
  await app.ctx.background.idle()
  expect((await alice.edit(called.id, 'now @all look')).isToAll).toBe(true)
  expect((await alice.edit(called.id, 'look')).isToAll).toBe(false)
  await hasMentions(bob, id, 1)
  await alice.remove(deleted.id)
  await hasMentions(bob, id, 0)
  await app.ctx.background.idle()
  expect(await noticesOf(bob)).toEqual([])
})

test('blocks, mutes and levels hold for names of many as for any other', async () => {
  const place = await world()
  const { app, alice, bob, carol } = place
  const id = await groupOf(place)
  await carol.call('PUT /api/conversations/:conversationId/notify', { conversationId: id, level: 'nothing' })
  await alice.send(id, '@all').sent
  await app.ctx.background.idle()
  expect(await noticesOf(carol)).toEqual([])
  expect(await noticesOf(bob)).toHaveLength(1)
  await hasMentions(bob, id, 1)
  await bob.people.mute(alice.user.id)
  await hasMentions(bob, id, 0)
  await bob.people.unmute(alice.user.id)
  await hasMentions(bob, id, 1)
  await relate(place, alice, carol, { is_blocked: 1 })
  const fresh = await carol.call('GET /api/conversations/:conversationId', { conversationId: id })
  expect(fresh.mentions).toBe(0)
})

test('who is answered by a message to all is told once', async () => {
  const place = await world()
  const { app, alice, bob, carol } = place
  const id = await groupOf(place)
  const asked = await bob.send(id, 'when?').sent
  await alice.send(id, '@all at nine, @carol', asked.id).sent
  await app.ctx.background.idle()
  const told = async (one: Person): Promise<string[]> =>
    (await one.call('GET /api/notifications', {})).items.map(({ kind }) => kind).filter((kind) => kind !== 'invitation')
  expect(await told(bob)).toEqual(['reply'])
  expect(await told(carol)).toEqual(['mention'])
})

test('what was read begins a new notice, what was not read grows; who turned mentions off is told nothing', async () => {
  const place = await world()
  const { app, alice, bob, carol } = place
  const id = await groupOf(place)
  await carol.call('PATCH /api/me/notification-preferences', { kindsOff: ['mention'] })
  await alice.send(id, '@all one').sent
  await app.ctx.background.idle()
  const second = await alice.send(id, '@all two').sent
  await app.ctx.background.idle()
  expect(await noticesOf(bob)).toMatchObject([{ count: 2, isRead: false }])
  await bob.call('PUT /api/conversations/:conversationId/read', { conversationId: id, seq: second.seq })
  await alice.send(id, '@all three').sent
  await app.ctx.background.idle()
  expect(await noticesOf(bob)).toMatchObject([
    { count: 1, isRead: false },
    { count: 2, isRead: true },
  ])
  expect(await noticesOf(carol)).toEqual([])
})

test('in a thread only people are named', async () => {
  const place = await world()
  const { alice, bob, carol } = place
  const id = await groupOf(place)
  await alice.call('POST /api/circles', { handle: 'pair', title: 'A pair', userIds: [carol.user.id] })
  const root = await alice.send(id, 'supper?').sent
  const reply = await alice.send(id, '@all @here @pair @bob', null, [], { threadId: root.id }).sent
  expect(reply).toMatchObject({ isToAll: false, isToHere: false, circles: [], mentions: [{ id: bob.user.id }] })
  await hasMentions(carol, id, 0)
})

test('what is forwarded names nobody anew', async () => {
  const place = await world()
  const { alice, bob } = place
  const id = await groupOf(place)
  const message = await alice.send(id, '@all look').sent
  await hasMentions(bob, id, 1)
  bob.markRead(id, message.seq)
  await hasMentions(bob, id, 0)
  const forward = { messageId: message.id, conversationId: id, clientId: randomUUID() }
  const copy = await alice.call('POST /api/messages/:messageId/forward', forward)
  expect(copy).toMatchObject({ body: '@all look', isToAll: false })
  await hasMentions(bob, id, 0)
})
