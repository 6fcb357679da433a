import { limits } from '@kith/protocol/limits.ts'
import { reachOf } from '@kith/sdk/receipts.ts'
import { expect, test } from 'vitest'
import type { Person } from '../../testing/person.ts'
import { say, socketOf } from '../../testing/wire.ts'
import { world } from '../../testing/world.ts'
import { storeDelivered } from './delivery.ts'

const memberOf = async (viewer: Person, conversationId: string, userId: string) => {
  const { items } = await viewer.call('GET /api/conversations/:conversationId/members', { conversationId })
  return items.find(({ user }) => user.id === userId)
}
const arrives = (who: Person, id: string, ofWhom: Person, seq: number): Promise<void> =>
  who.until(({ deliveredTo }) => deliveredTo.get(id)?.get(ofWhom.user.id) === seq, `that ${seq} has arrived`)

test('a message that reaches a device is delivered, and read only when it is read', async () => {
  const { alice, bob } = await world()
  const { id } = await alice.directWith(bob.user.id)
  await alice.open(id)
  await alice.send(id, 'hello').sent
  expect(reachOf(alice.state, id)).toEqual({ read: 0, delivered: 0 })
  await arrives(alice, id, bob, 1)
  expect(reachOf(alice.state, id)).toEqual({ read: 0, delivered: 1 })
  expect(await memberOf(alice, id, bob.user.id)).toMatchObject({ lastReadSeq: 0, deliveredSeq: 1 })
  bob.markRead(id, 1)
  await alice.until((state) => reachOf(state, id).read === 1, 'that bob has read')
})

test('what came while nobody was there is delivered when a device comes', async () => {
  const { alice, bob, device } = await world()
  const { id } = await alice.directWith(bob.user.id)
  await bob.until(({ conversations }) => conversations.has(id), 'the conversation')
  bob.stop()
  await alice.open(id)
  await alice.send(id, 'one').sent
  await alice.send(id, 'two').sent
  expect(await memberOf(alice, id, bob.user.id)).toMatchObject({ deliveredSeq: 0 })
  await device('bob')
  await arrives(alice, id, bob, 2)
  const fresh = await device('alice')
  await fresh.open(id)
  await fresh.until((state) => reachOf(state, id).delivered === 2, 'how far it came')
})

test('in a group a message is delivered once all who show it have it, and who leaves holds nothing up', async () => {
  const { app, alice, bob, carol } = await world()
  const { id } = await alice.create({ kind: 'group', title: 'Boats', memberIds: [bob.user.id, carol.user.id] })
  await carol.until(({ conversations }) => conversations.has(id), 'the group')
  carol.stop()
  await alice.open(id)
  await alice.until(({ deliveredTo }) => deliveredTo.has(id), 'how far the others are')
  const { seq } = await alice.send(id, 'hello').sent
  await arrives(alice, id, bob, seq)
  expect(reachOf(alice.state, id).delivered).toBeLessThan(seq)
  await alice.removeMember(id, carol.user.id)
  await alice.until((state) => reachOf(state, id).delivered >= seq, 'that all have it')
  await storeDelivered(app.ctx, [{ userId: carol.user.id, conversationId: id, seq }])
  expect(reachOf(alice.state, id).delivered).toBe(seq)
})

test('who does not show what they read does not show what they receive', async () => {
  const { app, alice, bob, carol } = await world()
  const { id } = await alice.create({ kind: 'group', title: 'Boats', memberIds: [bob.user.id, carol.user.id] })
  await bob.people.setPrivacy({ maySeeReads: 'nobody' })
  await alice.open(id)
  await alice.until(({ deliveredTo }) => deliveredTo.has(id), 'how far the others are')
  const { seq } = await alice.send(id, 'hello').sent
  await arrives(alice, id, carol, seq)
  await storeDelivered(app.ctx, [{ userId: bob.user.id, conversationId: id, seq }])
  expect(alice.state.deliveredTo.get(id)?.has(bob.user.id)).toBe(false)
  expect(await memberOf(alice, id, bob.user.id)).toMatchObject({ lastReadSeq: null, deliveredSeq: null })
})

test('it never goes back, never past the newest, and is neither told nor kept in a large conversation or by a stranger', async () => {
  const { app, alice, bob, stranger } = await world()
  const { id: conversationId } = await alice.directWith(bob.user.id)
  await alice.open(conversationId)
  for (const body of ['one', 'two', 'three']) await alice.send(conversationId, body).sent
  await arrives(alice, conversationId, bob, 3)
  const told: number[] = []
  alice.socket?.on('delivered', ({ seqs }) => told.push(...Object.values(seqs)))
  for (const seq of [1, 3, 99]) await storeDelivered(app.ctx, [{ userId: bob.user.id, conversationId, seq }])
  await storeDelivered(app.ctx, [{ userId: stranger.user.id, conversationId, seq: 3 }])
  await app.ctx.db.write((tx) =>
    tx
      .updateTable('conversations')
      .set({ member_count: limits.smallConversationMembers + 1 })
      .execute(),
  )
  await alice.send(conversationId, 'four').sent
  await storeDelivered(app.ctx, [{ userId: bob.user.id, conversationId, seq: 4 }])
  const row = await app.ctx.db.read
    .selectFrom('members')
    .select('delivered_seq')
    .where('user_id', '=', bob.user.id)
    .where('conversation_id', '=', conversationId)
    .executeTakeFirst()
  expect([row?.delivered_seq, told]).toEqual([3, []])
  const answer = await say(socketOf(stranger), 'received', { seqs: { [conversationId]: 4 } })
  expect(answer.ok).toBe(true)
  const tooMany = Object.fromEntries(Array.from({ length: limits.receivedMax + 1 }, () => [crypto.randomUUID(), 1]))
  expect((await say(socketOf(stranger), 'received', { seqs: tooMany })).problem?.code).toBe('validation-failed')
})
