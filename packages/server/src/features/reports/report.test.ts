import { expect, test } from 'vitest'
import { posted } from '../../testing/posts.ts'
import { relate } from '../../testing/relate.ts'
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
  for (const row of rows) expect(row.subject_id).toBe(alice.user.id)
  expect(rows.map(({ excerpt }) => excerpt)).toEqual(['buy this', ''])
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

test('a post and a comment are reported as they were, by whoever sees them', async () => {
  const place = await world()
  const { alice, bob, carol, stranger, app } = place
  await relate(place, carol, bob, { friendship: 'friends' })
  await relate(place, bob, carol, { friendship: 'friends' })
  const postId = await posted(bob, { audience: 'friends', caption: 'buy   this' })
  const said = { postId, body: 'and this', clientId: crypto.randomUUID() }
  const { id: commentId } = await bob.call('POST /api/posts/:postId/comments', said)
  const of = (targetKind: 'post' | 'comment', targetId: string) => ({ targetKind, targetId, reason: 'spam' }) as const
  await carol.call('POST /api/reports', of('post', postId))
  await carol.call('POST /api/reports', of('comment', commentId))
  const changed = { postId, commentId, body: 'nothing at all' }
  await bob.call('PATCH /api/posts/:postId/comments/:commentId', changed)
  await carol.call('POST /api/reports', of('comment', commentId))
  const rows = await app.ctx.db.read.selectFrom('reports').selectAll().orderBy('id').execute()
  expect(rows).toMatchObject([
    { target_kind: 'post', target_id: postId, subject_id: bob.user.id, excerpt: 'buy this' },
    { target_kind: 'comment', target_id: commentId, subject_id: bob.user.id, excerpt: 'and this' },
  ])
  // Not even who leads the place reports what they do not see.
  for (const who of [stranger, alice]) {
    await expectProblem(who.call('POST /api/reports', of('post', postId)), 'not-found')
    await expectProblem(who.call('POST /api/reports', of('comment', commentId)), 'not-found')
  }
  await expectProblem(carol.call('POST /api/reports', of('comment', 'nothing')), 'not-found')
  await expectProblem(carol.call('POST /api/reports', of('comment', postId)), 'not-found')
  await bob.call('DELETE /api/posts/:postId/comments/:commentId', { postId, commentId })
  await expectProblem(carol.call('POST /api/reports', of('comment', commentId)), 'not-found')
})
