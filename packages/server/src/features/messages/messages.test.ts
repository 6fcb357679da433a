import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { Limiter } from '../../limiter.ts'
import { emptyWorld, expectProblem, world } from '../../testing/world.ts'

const send = 'POST /api/conversations/:conversationId/messages'
const page = 'GET /api/conversations/:conversationId/messages'

test('the first message of a direct conversation has seq 1 and reaches every device of both', async () => {
  const { alice, bob, device } = await world()
  const phone = await device('bob')
  const direct = await alice.directWith(bob.user.id)
  await Promise.all([bob.open(direct.id), phone.open(direct.id), alice.open(direct.id)])
  const { sent } = alice.send(direct.id, 'hello')
  const message = await sent
  expect(message).toMatchObject({ seq: 1, body: 'hello', conversationId: direct.id, author: { username: 'alice' } })
  for (const client of [alice, bob, phone]) {
    await client.until(() => client.bodies(direct.id).includes('hello'))
    expect(client.state.conversations.get(direct.id)?.unread).toBe(client === alice ? 0 : 1)
  }
})

test('the same clientId again gives the first message, whatever the way and however often at once', async () => {
  const { alice, bob } = await world()
  const { id: conversationId } = await alice.directWith(bob.user.id)
  const input = { conversationId, body: 'once', clientId: randomUUID() }
  const all = await Promise.all(Array.from({ length: 20 }, () => alice.api.callWithStatus(send, input)))
  expect(new Set(all.map(({ reply }) => reply.id)).size).toBe(1)
  expect(all.filter(({ status }) => status === 201)).toHaveLength(1)
  await expectProblem(alice.call(send, { ...input, body: 'twice' }), 'client-id-reused')
  const { items } = await bob.call(page, { conversationId })
  expect(items.map(({ body }) => body)).toEqual(['once'])
})

test('pages before, after and around a place are exact', async () => {
  const { alice } = await world()
  const { id: conversationId } = await alice.create({ kind: 'group', title: 'Notes' })
  for (let index = 2; index <= 30; index++) {
    await alice.call(send, { conversationId, body: `m${index}`, clientId: randomUUID() })
  }
  const seqs = async (where: object): Promise<unknown> => {
    const { items, hasBefore, hasAfter } = await alice.call(page, { conversationId, limit: 4, ...where })
    return { seqs: items.map(({ seq }) => seq), hasBefore, hasAfter }
  }
  expect(await seqs({})).toEqual({ seqs: [27, 28, 29, 30], hasBefore: true, hasAfter: false })
  expect(await seqs({ before: 3 })).toEqual({ seqs: [1, 2], hasBefore: false, hasAfter: true })
  expect(await seqs({ after: 27 })).toEqual({ seqs: [28, 29, 30], hasBefore: true, hasAfter: false })
  expect(await seqs({ around: 10 })).toEqual({ seqs: [8, 9, 10, 11], hasBefore: true, hasAfter: true })
  expect(await seqs({ after: 30 })).toEqual({ seqs: [], hasBefore: true, hasAfter: false })
  await expectProblem(alice.call(page, { conversationId, before: 3, after: 1 }), 'validation-failed')
})

test('text of any language is stored as it was written', async () => {
  const { alice } = await world()
  const { id: conversationId } = await alice.create({ kind: 'group' })
  const written = '  مرحبا 👨‍👩‍👧 漢字\n\tend \u{1F3F3}️‍🌈 e\u0301 '
  const { body } = await alice.call(send, { conversationId, body: written, clientId: randomUUID() })
  expect(body).toBe(written)
  const { items } = await alice.call(page, { conversationId })
  expect(items.at(-1)?.body).toBe(written)
})

test('what is no message is refused with what is wrong', async () => {
  const { alice } = await world()
  const conversationId = alice.lobbyId
  const bad = (body: string): Promise<unknown> => alice.call(send, { conversationId, body, clientId: randomUUID() })
  for (const body of ['', ' \n ', 'a\u0000b', '\ud800', 'x'.repeat(8_001)]) {
    const problem = await expectProblem(bad(body), 'validation-failed')
    expect(problem.errors[0]?.path).toBe('body')
  }
  await expectProblem(bad('x'.repeat(1_100_000)), 'too-large')
  await expect(bad('x'.repeat(8_000))).resolves.toMatchObject({ kind: 'text' })
})

test('only the author edits; the author and who leads the group delete; a tombstone keeps the place', async () => {
  const { alice, bob, carol } = await world()
  const group = await alice.create({ kind: 'group', memberIds: [bob.user.id, carol.user.id] })
  const message = await bob.send(group.id, 'draft').sent
  await expectProblem(alice.edit(message.id, 'hijacked'), 'forbidden')
  await expectProblem(carol.remove(message.id), 'forbidden')
  const edited = await bob.edit(message.id, 'final')
  expect(edited).toMatchObject({ body: 'final', seq: message.seq })
  expect(edited.rev).toBeGreaterThan(message.rev)
  expect(edited.editedAt).not.toBeNull()
  const gone = await alice.remove(message.id)
  expect(gone).toMatchObject({ body: '', seq: message.seq })
  await expectProblem(bob.edit(message.id, 'back'), 'already-deleted')
})

test('an unknown conversation and somebody else’s answer alike', async () => {
  const { alice, bob, carol } = await world()
  const secret = await alice.create({ kind: 'group', memberIds: [bob.user.id] })
  const message = await alice.send(secret.id, 'secret').sent
  const strange = '01a1fcd8-34b0-7b33-8fa9-b799dc7ce96c'
  for (const conversationId of [secret.id, strange]) {
    const input = { conversationId, body: 'hi', clientId: randomUUID() }
    await expectProblem(carol.call(send, input), 'not-found')
    await expectProblem(carol.call(page, { conversationId }), 'not-found')
    await expectProblem(
      carol.call('GET /api/conversations/:conversationId/changes', { conversationId, since: 0 }),
      'not-found',
    )
  }
  await expectProblem(carol.edit(message.id, 'x'), 'not-found')
  await expectProblem(carol.remove(message.id), 'not-found')
  const lobby = carol.lobbyId
  const quoting = { conversationId: lobby, body: 'see', clientId: randomUUID(), replyTo: message.id }
  await expectProblem(carol.call(send, quoting), 'not-found')
})

test('who is added to a group sees what comes after, and nothing of what was before, in any way', async () => {
  const { alice, bob, carol } = await world()
  const group = await alice.create({ kind: 'group', memberIds: [bob.user.id] })
  const before = await alice.send(group.id, 'before carol').sent
  await alice.addMembers(group.id, [carol.user.id])
  await carol.until(({ conversations }) => conversations.has(group.id))
  await carol.open(group.id)
  await alice.send(group.id, 'answering', before.id).sent
  await alice.edit(before.id, 'before carol, edited')
  await carol.until(() => carol.bodies(group.id).includes('answering'))
  await carol.until(
    ({ conversations }) => conversations.get(group.id)?.head === alice.state.conversations.get(group.id)?.head,
  )
  expect(JSON.stringify([...carol.state.timelines.values(), ...carol.state.conversations.values()])).not.toContain(
    'before carol',
  )
  const fetched = await carol.call(page, { conversationId: group.id })
  const changed = await carol.call('GET /api/conversations/:conversationId/changes', {
    conversationId: group.id,
    since: 0,
  })
  expect(JSON.stringify([fetched, changed])).not.toContain('before carol')
  expect(fetched.hasBefore).toBe(false)
})

test('unread counts what others wrote since, forgets what they deleted, and is the same on every device', async () => {
  const { alice, bob, device } = await world()
  const direct = await alice.directWith(bob.user.id)
  const phone = await device('bob')
  const first = await alice.send(direct.id, 'one').sent
  await alice.send(direct.id, 'two').sent
  const third = await alice.send(direct.id, 'three').sent
  const unread = (count: number) => (state: typeof bob.state) => state.conversations.get(direct.id)?.unread === count
  for (const client of [bob, phone]) await client.until(unread(3), '3 unread')
  await alice.remove(third.id)
  for (const client of [bob, phone]) await client.until(unread(2), '2 unread')
  bob.markRead(direct.id, first.seq)
  for (const client of [bob, phone]) await client.until(unread(1), '1 unread')
  const { lastReadSeq } = await bob.call('PUT /api/conversations/:conversationId/read', {
    conversationId: direct.id,
    seq: 0,
  })
  expect(lastReadSeq).toBe(first.seq)
})

test('a message is refused without a session, and a flood is slowed down', async () => {
  const { app, person, visitor } = await emptyWorld()
  const alice = await person('alice')
  app.ctx.limiter = new Limiter(1, () => 0)
  const conversationId = alice.lobbyId
  const input = (): { conversationId: string; body: string; clientId: string } => ({
    conversationId,
    body: 'hi',
    clientId: randomUUID(),
  })
  await expectProblem(visitor().call(send, input()), 'unauthenticated')
  const outcomes = await Promise.allSettled(Array.from({ length: 40 }, () => alice.call(send, input())))
  const refused = outcomes.filter(({ status }) => status === 'rejected')
  expect(refused.length).toBeGreaterThan(10)
  const problem = await expectProblem(alice.call(send, input()), 'rate-limited')
  expect(problem.retryAfterSeconds).toBeGreaterThan(0)
})
