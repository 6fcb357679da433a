import type { ProjectActivity, ProjectChanges } from '@kith/protocol/project-activity.ts'
import { expect, test } from 'vitest'
import type { Person } from '../../testing/person.ts'
import { bring } from '../../testing/project-files.ts'
import { expectProblem, world } from '../../testing/world.ts'
import type { World } from '../../testing/world.ts'

/** A project of alice's with bob as an editor. */
async function yard(options: Parameters<typeof world>[0] = {}): Promise<World & { projectId: string }> {
  const place = await world(options)
  const { alice, bob } = place
  const { id: projectId } = await alice.call('POST /api/projects', { name: 'Yard', memberIds: [bob.user.id] })
  return { ...place, projectId }
}

function changes(person: Person, projectId: string, since: number, limit?: number): Promise<ProjectChanges> {
  const asked = { projectId, since, ...(limit === undefined ? {} : { limit }) }
  return person.call('GET /api/projects/:projectId/changes', asked)
}

async function activity(person: Person, projectId: string, since?: number): Promise<ProjectActivity[]> {
  const asked = { projectId, ...(since === undefined ? {} : { since }) }
  return (await person.call('GET /api/projects/:projectId/activity', asked)).items
}

test('whoever was away is told all that changed, in order, and then nothing', async () => {
  const place = await yard()
  const { alice, bob, carol, projectId } = place
  const before = await changes(alice, projectId, 0)
  expect(before).toMatchObject({ more: false, isTooMuch: false, project: { name: 'Yard' } })
  expect(before.members.map(({ user }) => user.username).toSorted()).toEqual(['alice', 'bob'])
  const file = await bring(bob, { projectId }, 'hull.txt', 'hull.txt')
  const added = { projectId, userIds: [carol.user.id] }
  await alice.call('POST /api/projects/:projectId/members', added)
  const said = await carol.call('POST /api/projects/:projectId/files/:fileId/comments', {
    projectId,
    fileId: file.id,
    body: 'fine',
    clientId: crypto.randomUUID(),
  })
  await alice.call('DELETE /api/projects/:projectId/members/:userId', { projectId, userId: carol.user.id })
  const after = await changes(alice, projectId, before.head)
  expect(after.entries).toMatchObject([{ id: file.id, openComments: 1, rev: said.rev }])
  expect(after.comments).toEqual([said])
  expect(after.members).toMatchObject([{ user: { username: 'carol' }, leftAt: expect.any(String) }])
  expect(after).toMatchObject({ head: after.project.head, upTo: after.head, more: false })
  expect(await changes(alice, projectId, after.head)).toMatchObject({ entries: [], comments: [], members: [] })
  await expectProblem(changes(carol, projectId, 0), 'not-found')
})

test('what changed together is told together, wherever a page ends', async () => {
  const place = await yard()
  const { alice, bob, projectId, app } = place
  const names = Array.from({ length: 12 }, (_, at) => `plank ${at}.txt`)
  for (const name of names) await bring(bob, { projectId }, name, name)
  const { head } = await changes(alice, projectId, 0)
  // Seven of them changed together, as those in a folder do that is put into the trash.
  await app.ctx.db.write(async (tx) => {
    const some = await tx.selectFrom('project_entries').select('id').orderBy('rev').limit(7).execute()
    const ids = some.map(({ id }) => id)
    await tx
      .updateTable('project_entries')
      .set({ rev: head + 1 })
      .where('id', 'in', ids)
      .execute()
    await tx
      .updateTable('projects')
      .set({ head: head + 1 })
      .execute()
  })
  for (const limit of [1, 3, 5, 6, 8, 100]) {
    const told: ProjectChanges['entries'] = []
    for (let since = 0; ;) {
      const page = await changes(bob, projectId, since, limit)
      expect(page.upTo).toBeGreaterThan(since)
      for (const rev of new Set(page.entries.map((entry) => entry.rev))) {
        expect(page.entries.filter((entry) => entry.rev === rev)).toHaveLength(rev === head + 1 ? 7 : 1)
      }
      told.push(...page.entries)
      if (!page.more) break
      since = page.upTo
    }
    expect(told.map(({ name }) => name).toSorted()).toEqual(names.toSorted())
  }
})

test('of more than anybody wants to be told, only that it is so', async () => {
  const place = await yard()
  const { alice, bob, projectId, app } = place
  const { id } = await bring(bob, { projectId }, 'one.txt', 'one.txt')
  const { head } = await changes(alice, projectId, 0)
  await app.ctx.db.write(async (tx) => {
    const row = await tx.selectFrom('project_entries').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    const many = Array.from({ length: 2_100 }, (_, at) => ({
      ...row,
      id: `${id}-${at}`,
      name_key: `${row.name_key} ${at}`,
      rev: head + 1,
    }))
    for (let at = 0; at < many.length; at += 100) {
      await tx
        .insertInto('project_entries')
        .values(many.slice(at, at + 100))
        .execute()
    }
    await tx
      .updateTable('projects')
      .set({ head: head + 1 })
      .execute()
  })
  expect(await changes(alice, projectId, head)).toMatchObject({
    entries: [],
    isTooMuch: true,
    more: false,
    upTo: head + 1,
    head: head + 1,
  })
})

test('what somebody did again and again in one sitting is told as one', async () => {
  let now = Date.now()
  const place = await yard({ now: () => now })
  const { alice, bob, carol, projectId } = place
  for (const name of ['a.txt', 'b.txt', 'c.txt']) {
    await bring(bob, { projectId }, name, name)
    now += 60_000
  }
  const mine = await bring(alice, { projectId }, 'mine.txt', 'mine.txt')
  now += 60_000
  const last = await bring(bob, { projectId }, 'd.txt', 'd.txt')
  now += 11 * 60_000
  const later = await bring(bob, { projectId }, 'e.txt', 'e.txt')
  const told = await activity(alice, projectId)
  expect(told).toMatchObject([
    { kind: 'file-added', actor: { username: 'bob' }, count: 1, entry: { id: later.id } },
    { kind: 'file-added', actor: { username: 'bob' }, count: 4, entry: { id: last.id } },
    { kind: 'file-added', actor: { username: 'alice' }, count: 1, entry: { id: mine.id } },
    { kind: 'project-made', actor: { username: 'alice' }, count: 1, entry: null },
  ])
  expect(await activity(bob, projectId, last.rev - 1)).toMatchObject([{ count: 1 }, { count: 1 }])
  const first = await alice.call('GET /api/projects/:projectId/activity', { projectId, limit: 2 })
  expect(first.items).toMatchObject([{ count: 1 }, { count: 1 }])
  const rest = { projectId, ...(first.nextCursor === null ? {} : { cursor: first.nextCursor }) }
  const second = await alice.call('GET /api/projects/:projectId/activity', rest)
  expect([...first.items, ...second.items].reduce((sum, { count }) => sum + count, 0)).toBe(7)
  await expectProblem(activity(carol, projectId), 'not-found')
  await expectProblem(
    alice.call('GET /api/projects/:projectId/activity', { projectId, cursor: 'nonsense' }),
    'validation-failed',
  )
})
