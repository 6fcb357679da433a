import { expect, test } from 'vitest'
import { world } from '../../testing/world.ts'
import { memberOf, unreadCounts } from './membership.ts'

test('unread is counted as of the head it is told with, whatever came or went meanwhile', async () => {
  const { app, alice, bob } = await world()
  const { id } = await alice.directWith(bob.user.id)
  const first = await alice.send(id, 'one').sent
  await alice.send(id, 'two').sent
  const before = await memberOf(app.ctx.db.read, bob.user.id, id)
  await alice.send(id, 'three').sent
  await alice.remove(first.id)
  await alice.send(id, 'four').sent
  const after = await memberOf(app.ctx.db.read, bob.user.id, id)
  const unread = async (standing: typeof before): Promise<number | undefined> =>
    (await unreadCounts(app.ctx.db.read, bob.user.id, [standing], 1_000)).get(id)
  expect([await unread(before), await unread(after)]).toEqual([2, 3])
})

test('read markers set by several devices at once end at the farthest, and every answer says so', async () => {
  const { alice, bob } = await world()
  const { id: conversationId } = await alice.directWith(bob.user.id)
  for (let index = 0; index < 6; index++) await alice.send(conversationId, `m${index}`).sent
  const seqs = [2, 6, 1, 4, 3, 5]
  const marks = await Promise.all(
    seqs.map((seq) => bob.call('PUT /api/conversations/:conversationId/read', { conversationId, seq })),
  )
  for (const [index, { lastReadSeq, unread }] of marks.entries()) {
    expect(lastReadSeq).toBeGreaterThanOrEqual(seqs[index] ?? 0)
    expect(unread).toBe(6 - lastReadSeq)
  }
  const { lastReadSeq, unread } = await bob.call('GET /api/conversations/:conversationId', { conversationId })
  expect([lastReadSeq, unread]).toEqual([6, 0])
})
