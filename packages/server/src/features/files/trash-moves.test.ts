import { expect, test } from 'vitest'
import { bring, counted, folderOf, harbour, manyFiles, namesIn, wholeList } from '../../testing/project-files.ts'
import { Ear, socketOf } from '../../testing/wire.ts'
import { expectProblem, world } from '../../testing/world.ts'
import type { World } from '../../testing/world.ts'
import { projectTaking } from '../project-access/project-access.ts'
import type { Changing } from './change-entries.ts'
import { entryIn } from './entry-rows.ts'
import { sweepProjects } from './files.ts'
import { unmarkTrashed } from './trash-move-rows.ts'
import { beginRestoring, beginTrashing } from './trash-moves.ts'

/** More than one transaction moves. */
const MANY = 1_100

interface Hall extends World {
  projectId: string
  /** With `inner` and very many files in it; there `deep` lies. */
  bigId: string
  innerId: string
  deepId: string
}

async function hall(): Promise<Hall> {
  const here = await world()
  const { alice } = here
  const { id: projectId } = await harbour(here)
  const { id: bigId } = await folderOf(alice, { projectId }, 'Big')
  const { id: innerId } = await folderOf(alice, { projectId, parentId: bigId }, 'Inner')
  const { id: deepId } = await bring(alice, { projectId, parentId: innerId }, 'deep', 'deep.txt')
  await alice.call('PATCH /api/projects/:projectId/files/:fileId', { projectId, fileId: deepId, isPinned: true })
  await manyFiles(here, { projectId, parentId: bigId }, MANY)
  return { ...here, projectId, bigId, innerId, deepId }
}

const call = ({ alice, projectId }: Hall, what: 'trash' | 'restore', ids: string[]) =>
  alice.call(`POST /api/projects/:projectId/files/${what}`, { projectId, ids })

/** What a process that was killed after the first transaction of many left. */
async function breakOff({ alice, app, projectId }: Hall, work: (changing: Changing) => Promise<void>): Promise<void> {
  const { id: userId } = alice.user
  await app.ctx.db.write(async (tx) => {
    const now = app.ctx.now()
    const project = await projectTaking(tx, userId, projectId, { revs: 1, action: 'write-files', now })
    await work({ tx, project, rev: project.head, now, userId })
  })
}

/** All of the large folder is in the trash for whoever looks, by whichever way. */
async function expectAllTrashed(here: Hall): Promise<void> {
  const { alice, bob, projectId, bigId, innerId, deepId } = here
  const deep = { projectId, fileId: deepId }
  expect(await namesIn(bob, { projectId })).toEqual([])
  expect(await namesIn(bob, { projectId, q: 'deep' })).toEqual([])
  expect(await namesIn(bob, { projectId, of: 'pinned' })).toEqual([])
  expect(await namesIn(bob, { projectId, of: 'trash' })).toEqual(['Big'])
  await expectProblem(namesIn(bob, { projectId, parentId: innerId }), 'not-found')
  await expectProblem(bring(bob, { projectId, parentId: innerId }, 'x', 'x.txt'), 'not-found')
  const { entry } = await bob.call('GET /api/projects/:projectId/files/:fileId', deep)
  expect(entry.trashId).toBe(bigId)
  await expectProblem(call(here, 'trash', [deepId]), 'not-found')
  await expectProblem(
    bob.call('POST /api/projects/:projectId/files/move', { projectId, ids: [deepId], parentId: null }),
    'not-found',
  )
  await expectProblem(
    bob.call('POST /api/projects/:projectId/files/:fileId/comments', {
      ...deep,
      body: 'so',
      clientId: crypto.randomUUID(),
    }),
    'not-found',
  )
  const { items } = await alice.call('GET /api/shared-files', { ids: deepId })
  expect(items).toMatchObject([{ state: 'gone' }])
  const found = await alice.call('GET /api/search', { q: 'deep', type: 'file' })
  expect(found.items).toEqual([])
  expect((await counted(here, projectId)).said.fileCount).toBe(0)
}

/** All of it is there again. */
async function expectAllBack(here: Hall): Promise<void> {
  const { bob, projectId, bigId, innerId } = here
  expect(await namesIn(bob, { projectId })).toEqual(['Big'])
  expect(await namesIn(bob, { projectId, of: 'trash' })).toEqual([])
  expect(await wholeList(bob, { projectId, parentId: bigId })).toHaveLength(MANY + 1)
  expect(await namesIn(bob, { projectId, parentId: innerId })).toEqual(['deep.txt'])
  expect(await namesIn(bob, { projectId, of: 'pinned' })).toEqual(['deep.txt'])
  const { said, true: real } = await counted(here, projectId)
  expect(said).toEqual(real)
  expect(said.fileCount).toBe(MANY + 1)
}

test('a folder of very many goes into the trash at once, and comes back as a whole', async () => {
  const here = await hall()
  const { app, bob, projectId, bigId } = here
  const ear = new Ear(socketOf(bob))
  const { items } = await call(here, 'trash', [bigId])
  expect(items).toMatchObject([{ id: bigId, trashId: bigId }])
  await expectAllTrashed(here)
  await app.ctx.background.idle()
  await expectAllTrashed(here)
  const { said, true: real } = await counted(here, projectId)
  expect(said).toEqual(real)
  // Whoever was away is far enough behind to load anew, instead of asking for each.
  const told = await ear.hears('project_entries_changed', ({ rev }) => rev > (items[0]?.rev ?? 0))
  expect(told.entries).toBeNull()
  const { head } = await bob.call('GET /api/projects/:projectId', { projectId })
  expect(head - (items[0]?.rev ?? 0)).toBeGreaterThan(MANY)
  const back = await call(here, 'restore', [bigId])
  expect(back.items).toMatchObject([{ id: bigId, trashId: null, trashedAt: null }])
  await expectAllBack(here)
  const { items: done } = await bob.call('GET /api/projects/:projectId/activity', { projectId })
  expect(done.slice(0, 2).map(({ kind }) => kind)).toEqual(['restored', 'trashed'])
})

test('what was to go into the trash when the server was killed is in it, and is marked so by the next one', async () => {
  const here = await hall()
  const { app, projectId, bigId } = here
  await breakOff(here, async (changing) => {
    await beginTrashing(changing, await entryIn(changing.tx, projectId, bigId), MANY + 1)
    await changing.tx.updateTable('projects').set({ file_count: 0 }).where('id', '=', projectId).execute()
  })
  await expectAllTrashed(here)
  await sweepProjects(app.ctx)
  await expectAllTrashed(here)
  expect((await counted(here, projectId)).true.fileCount).toBe(0)
  await call(here, 'restore', [bigId])
  await expectAllBack(here)
})

test('what was to come back when the server was killed is in the trash until the next one has brought all of it', async () => {
  const here = await hall()
  const { app, projectId, bigId } = here
  await call(here, 'trash', [bigId])
  await app.ctx.background.idle()
  await breakOff(here, async (changing) => {
    const root = await entryIn(changing.tx, projectId, bigId)
    await beginRestoring(changing, root)
    const move = {
      root_id: bigId,
      project_id: projectId,
      direction: 'out',
      user_id: changing.userId,
      files: 0,
    } as const
    const some = await unmarkTrashed(changing.tx, move, { rev: changing.rev, limit: 500 })
    const files = some.filter(({ type }) => type === 'file').length
    await changing.tx.updateTable('trash_moves').set({ files }).execute()
  })
  await expectAllTrashed(here)
  await sweepProjects(app.ctx)
  await expectAllBack(here)
})

test('what is on its way into the trash can be taken out again, with what was trashed before in it', async () => {
  const here = await hall()
  const { app, alice, bob, projectId, bigId, innerId, deepId } = here
  await call(here, 'trash', [deepId])
  await call(here, 'trash', [bigId])
  // The folder comes first: what was in it goes back into it.
  await call(here, 'restore', [deepId, bigId])
  await expectAllBack(here)
  await call(here, 'trash', [bigId])
  expect(await alice.call('POST /api/projects/:projectId/files/purge', { projectId })).toEqual({ count: MANY + 3 })
  expect(await namesIn(bob, { projectId, of: 'trash' })).toEqual([])
  await expectProblem(namesIn(bob, { projectId, parentId: innerId }), 'not-found')
  await app.ctx.background.idle()
  const left = await app.ctx.db.read.selectFrom('project_entries').select('id').where('is_gone', '=', 0).execute()
  expect(left).toEqual([])
  expect((await counted(here, projectId)).said).toEqual({ fileCount: 0, usedBytes: 0, uses: {} })
})
