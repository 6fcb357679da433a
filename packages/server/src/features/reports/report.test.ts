import { expect, test } from 'vitest'
import { expectProblem, world } from '../../testing/world.ts'

test('a person or a message is reported once, however often it is sent', async () => {
  const { alice, bob, app } = await world()
  const { id } = await alice.send(alice.lobbyId, 'buy this').sent
  const input = { targetKind: 'message', targetId: id, reason: 'spam' } as const
  const first = await bob.call('POST /api/reports', { ...input, note: 'the third today' })
  expect(await bob.call('POST /api/reports', input)).toEqual(first)
  const person = { targetKind: 'user', targetId: alice.user.id, reason: 'harassment' } as const
  expect((await bob.call('POST /api/reports', person)).id).not.toBe(first.id)
  const rows = await app.ctx.db.read.selectFrom('reports').selectAll().orderBy('id').execute()
  expect(rows).toMatchObject([
    { reporter_id: bob.user.id, target_kind: 'message', target_id: id, reason: 'spam', note: 'the third today' },
    { reporter_id: bob.user.id, target_kind: 'user', target_id: alice.user.id },
  ])
})

test('what one cannot see cannot be reported', async () => {
  const { alice, bob, carol, stranger } = await world()
  const group = await alice.create({ kind: 'group', title: 'Ours', memberIds: [bob.user.id] })
  const { id } = await alice.send(group.id, 'between us').sent
  const of = (targetKind: 'user' | 'message', targetId: string) => ({ targetKind, targetId, reason: 'other' }) as const
  await expectProblem(stranger.call('POST /api/reports', of('message', id)), 'not-found')
  await expectProblem(stranger.call('POST /api/reports', of('user', 'nobody')), 'not-found')
  await expectProblem(stranger.call('POST /api/reports', of('user', stranger.user.id)), 'not-found')
  await alice.people.block(carol.user.id)
  await expectProblem(carol.call('POST /api/reports', of('user', alice.user.id)), 'not-found')
  await alice.call('POST /api/reports', of('user', carol.user.id))
})
