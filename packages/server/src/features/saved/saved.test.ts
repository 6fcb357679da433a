import { limits } from '@kith/protocol/limits.ts'
import { expect, test } from 'vitest'
import type { Person } from '../../testing/person.ts'
import { expectProblem, world } from '../../testing/world.ts'

const saved = (who: Person, input: object = {}) => who.call('GET /api/me/saved', input)
const bodies = async (who: Person): Promise<string[]> => (await saved(who)).items.map(({ message }) => message.body)

test('what one saves is one’s own, on every device, newest first, page by page', async () => {
  const place = await world()
  const { alice, bob } = place
  const other = await place.device('bob')
  for (const one of [bob, other]) await one.marks.start()
  const messages = []
  for (const body of ['one', 'two', 'three']) messages.push(await alice.send(alice.lobbyId, body).sent)
  for (const { id } of messages) await bob.marks.save(id)
  await other.until(({ saved: kept }) => kept?.ids.size === 3, 'all three')
  const first = await saved(bob, { limit: 2 })
  const rest = await saved(bob, { limit: 2, cursor: first.nextCursor ?? '' })
  expect([...first.items, ...rest.items].map(({ message }) => message.body).toSorted()).toEqual(['one', 'three', 'two'])
  expect([first.items.length, rest.nextCursor]).toEqual([2, null])
  expect(await bodies(alice)).toEqual([])
  await bob.marks.unsave(messages[1]?.id ?? '')
  await other.until(({ saved: kept }) => kept?.ids.size === 2, 'two')
  expect(await bodies(bob)).toHaveLength(2)
})

test('what was deleted, or is not one’s to see any more, is not among what one saved', async () => {
  const { alice, bob, stranger } = await world()
  const group = await alice.create({ kind: 'group', title: 'All', memberIds: [bob.user.id] })
  const kept = await alice.send(group.id, 'kept').sent
  const gone = await alice.send(group.id, 'gone').sent
  await bob.marks.save(kept.id)
  await bob.marks.save(gone.id)
  await alice.remove(gone.id)
  expect(await bodies(bob)).toEqual(['kept'])
  await bob.leave(group.id)
  expect(await bodies(bob)).toEqual([])
  await expectProblem(stranger.marks.save(kept.id), 'not-found')
  await expectProblem(bob.marks.save(kept.id), 'not-found')
  await bob.marks.unsave(kept.id)
  expect((await bob.call('GET /api/me/saved/ids', {})).ids).toEqual([])
})

test('one may save so many and no more', async () => {
  const { alice, app } = await world()
  const { id } = await alice.send(alice.lobbyId, 'last').sent
  await app.ctx.db.write(async (tx) => {
    const own = await tx.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    for (let at = 0; at < limits.savesMax; at++) {
      const copy = { ...own, id: `copy-${at}`, seq: 10_000 + at, rev: 10_000 + at, client_id: `copy-${at}` }
      await tx.insertInto('messages').values(copy).execute()
      await tx.insertInto('saves').values({ user_id: alice.user.id, message_id: copy.id, saved_at: at }).execute()
    }
  })
  const problem = await expectProblem(alice.marks.save(id), 'validation-failed')
  expect(problem.errors).toMatchObject([{ code: 'too-many' }])
})
