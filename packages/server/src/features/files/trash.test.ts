import { join } from 'node:path'
import { expect, test } from 'vitest'
import { flat, getFile, storedFiles } from '../../testing/files.ts'
import { bring, counted, folderOf, harbour, namesIn, wholeList } from '../../testing/project-files.ts'
import { Ear, socketOf } from '../../testing/wire.ts'
import { expectProblem, world } from '../../testing/world.ts'
import { sweepProjects } from './files.ts'

const DAY_MS = 24 * 60 * 60 * 1000

test('a folder goes into the trash with all that is in it, and comes back with it', async () => {
  const here = await world()
  const { alice, bob, carol } = here
  const { id: projectId } = await harbour(here)
  const folder = await folderOf(alice, { projectId }, 'Plans')
  const inner = await folderOf(alice, { projectId, parentId: folder.id }, 'Old')
  const file = await bring(alice, { projectId, parentId: inner.id }, 'x', 'a.txt')
  const alone = await bring(alice, { projectId, parentId: folder.id }, 'y', 'b.txt')
  const call = (what: 'trash' | 'restore', ids: string[]) =>
    bob.call(`POST /api/projects/:projectId/files/${what}`, { projectId, ids })
  await call('trash', [alone.id])
  const ear = new Ear(socketOf(carol))
  const { items } = await call('trash', [inner.id, folder.id])
  expect(items.map(({ trashId }) => trashId)).toEqual([folder.id, folder.id])
  const told = await ear.hears('project_entries_changed', ({ rev }) => rev === items[0]?.rev)
  expect(new Set(told.entries?.map(({ id }) => id))).toEqual(new Set([folder.id, inner.id, file.id]))
  expect(new Set(told.entries?.map(({ rev }) => rev))).toEqual(new Set([told.rev]))
  expect(await namesIn(carol, { projectId })).toEqual([])
  expect(await namesIn(carol, { projectId, of: 'trash', limit: 1 })).toEqual(['Plans', 'b.txt'])
  expect(await counted(here, projectId)).toMatchObject({ said: { fileCount: 0 }, true: { fileCount: 0 } })
  // It can still be looked at, and nothing can be done to it or put into it.
  expect((await getFile(here, carol, file.url)).status).toBe(200)
  await expectProblem(bring(alice, { projectId, parentId: folder.id }, 'x', 'c.txt'), 'not-found')
  await expectProblem(call('trash', [file.id]), 'not-found')
  await expectProblem(call('restore', [file.id]), 'not-found')
  await expectProblem(
    alice.call('PATCH /api/projects/:projectId/files/:fileId', { projectId, fileId: file.id, name: 'z' }),
    'not-found',
  )
  // What was in it comes back into it, since it comes back as well.
  await call('restore', [alone.id, folder.id])
  expect(await namesIn(carol, { projectId, parentId: folder.id })).toEqual(['Old', 'b.txt'])
  expect(await namesIn(carol, { projectId, parentId: inner.id })).toEqual(['a.txt'])
  expect(await counted(here, projectId)).toMatchObject({ said: { fileCount: 2 }, true: { fileCount: 2 } })
})

test('what comes back finds its name taken, or its folder gone', async () => {
  const here = await world()
  const { alice } = here
  const { id: projectId } = await harbour(here)
  const folder = await folderOf(alice, { projectId }, 'Plans')
  const first = await bring(alice, { projectId, parentId: folder.id }, 'x', 'a.txt')
  const top = await bring(alice, { projectId }, 'x', 'b.txt')
  const call = (what: 'trash' | 'restore', ids: string[]) =>
    alice.call(`POST /api/projects/:projectId/files/${what}`, { projectId, ids })
  await call('trash', [first.id, top.id])
  // A name in the trash is free.
  expect((await bring(alice, { projectId }, 'other', 'b.txt')).id).not.toBe(top.id)
  await call('trash', [folder.id])
  const { items } = await call('restore', [first.id, top.id])
  expect(items.map(({ name, parentId }) => [name, parentId])).toEqual([
    ['a.txt', null],
    ['b (2).txt', null],
  ])
})

test('many that change at once are one event, which names none of them', async () => {
  const here = await world()
  const { alice, bob } = here
  const { id: projectId } = await harbour(here)
  const folder = await folderOf(alice, { projectId }, 'Many')
  for (let index = 0; index < 50; index++) await folderOf(alice, { projectId, parentId: folder.id }, String(index))
  const ear = new Ear(socketOf(bob))
  const trash = { projectId, ids: [folder.id] }
  const { items } = await alice.call('POST /api/projects/:projectId/files/trash', trash)
  const told = await ear.hears('project_entries_changed', ({ rev }) => rev === items[0]?.rev)
  expect(told.entries).toBeNull()
})

test('only owners empty the trash; with the last version go the bytes', async () => {
  const here = await world()
  const { alice, bob } = here
  const { id: projectId } = await harbour(here)
  const other = await alice.call('POST /api/projects', { name: 'Other' })
  const file = await bring(bob, { projectId }, 'one', 'a.txt')
  await bring(bob, { projectId }, 'two', 'a.txt')
  await bring(alice, { projectId: other.id }, 'one', 'mine.txt')
  const kept = await bring(bob, { projectId }, 'three', 'kept.txt')
  expect(await storedFiles(here)).toHaveLength(3)
  const purge = (person: typeof bob, ids?: string[]) =>
    person.call('POST /api/projects/:projectId/files/purge', { projectId, ...(ids === undefined ? {} : { ids }) })
  await expectProblem(purge(alice, [file.id]), 'not-found')
  await bob.call('POST /api/projects/:projectId/files/trash', { projectId, ids: [file.id, kept.id] })
  await expectProblem(purge(bob, [file.id]), 'forbidden')
  await expectProblem(purge(bob), 'forbidden')
  const ear = new Ear(socketOf(bob))
  expect(await purge(alice, [file.id])).toEqual({ count: 1 })
  const told = await ear.hears('project_entries_changed', ({ entries }) => entries?.[0]?.isGone === true)
  expect(told.entries).toMatchObject([{ id: file.id, isGone: true, name: '', url: null, sha256: null }])
  // The other project has one of the two.
  expect(await storedFiles(here)).toHaveLength(2)
  expect((await getFile(here, bob, file.url)).status).toBe(404)
  expect(await counted(here, projectId)).toMatchObject({ said: { usedBytes: 5 }, true: { usedBytes: 5 } })
  expect(await purge(alice)).toEqual({ count: 1 })
  expect(await purge(alice)).toEqual({ count: 0 })
  const { items: done } = await bob.call('GET /api/projects/:projectId/activity', { projectId })
  expect(done[0]).toMatchObject({ kind: 'purged', actor: { id: alice.user.id }, count: 2, entry: null })
  expect(await namesIn(alice, { projectId, of: 'trash' })).toEqual([])
  expect(await storedFiles(here)).toHaveLength(1)
})

test('pictures of a file are had like the file, and go when no project has its bytes any more', async () => {
  const here = await world()
  const { alice, bob, stranger, app } = here
  const { db, media } = app.ctx
  const { id: projectId } = await harbour(here)
  const other = await alice.call('POST /api/projects', { name: 'Other' })
  const drawing = await flat(20, 20).png().toBuffer()
  const file = await bring(bob, { projectId }, drawing, 'a.png')
  const same = await bring(alice, { projectId: other.id }, drawing, 'b.png')
  await app.ctx.background.idle()
  const path = join(media.temporaryFolder, 'made')
  await flat(10, 10).webp().toFile(path)
  const made = await media.keep(path)
  await db.write(async (tx) => {
    const rendition = { source_sha256: file.sha256 ?? '', sha256: made.sha256, size_bytes: made.sizeBytes }
    for (const name of ['view', 'thumbnail'] as const) {
      await media.use(tx, made.sha256)
      await tx.deleteFrom('file_renditions').where('rendition', '=', name).execute()
      await tx
        .insertInto('file_renditions')
        .values({ ...rendition, rendition: name })
        .execute()
    }
    await tx.updateTable('file_looks').set({ state: 'ready', width: 20, height: 20, thumbhash: 'aa' }).execute()
  })
  const [listed] = await wholeList(bob, { projectId })
  expect(listed).toMatchObject({ width: 20, height: 20, thumbhash: 'aa' })
  for (const url of [listed?.previewUrl ?? null, listed?.thumbnailUrl ?? null]) {
    const response = await getFile(here, bob, url)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/webp'])
    expect(response.headers.get('content-disposition')).toBe('inline')
    expect((await getFile(here, stranger, url)).status).toBe(404)
  }
  const take = async (id: string, fileId: string): Promise<void> => {
    await alice.call('POST /api/projects/:projectId/files/trash', { projectId: id, ids: [fileId] })
    await alice.call('POST /api/projects/:projectId/files/purge', { projectId: id })
  }
  await take(projectId, file.id)
  expect((await getFile(here, bob, listed?.thumbnailUrl ?? null)).status).toBe(404)
  expect((await getFile(here, alice, `${same.url?.replace('original', 'view')}`)).status).toBe(200)
  await take(other.id, same.id)
  await app.ctx.media.sweep()
  const looks = await db.read.selectFrom('file_looks').selectAll().execute()
  expect([looks, await db.read.selectFrom('file_renditions').selectAll().execute()]).toEqual([[], []])
  const blobs = await db.read
    .selectFrom('blobs')
    .select('sha256')
    .where('sha256', 'in', [made.sha256, file.sha256 ?? ''])
    .execute()
  expect(blobs).toEqual([])
})

test('after thirty days the trash is emptied, and not before', async () => {
  let now = Date.now()
  const here = await world({ now: () => now })
  const { alice } = here
  const { id: projectId } = await harbour(here)
  const folder = await folderOf(alice, { projectId }, 'Old')
  await bring(alice, { projectId, parentId: folder.id }, 'old', 'a.txt')
  await bring(alice, { projectId }, 'kept', 'b.txt')
  await alice.call('POST /api/projects/:projectId/files/trash', { projectId, ids: [folder.id] })
  now += 30 * DAY_MS - 1
  await sweepProjects(here.app.ctx)
  // Nobody is signed in for so long without coming here.
  const later = await here.device('alice')
  expect(await namesIn(later, { projectId, of: 'trash' })).toEqual(['Old'])
  now += 1
  await sweepProjects(here.app.ctx)
  expect(await namesIn(later, { projectId, of: 'trash' })).toEqual([])
  expect(await namesIn(later, { projectId })).toEqual(['b.txt'])
  expect(await storedFiles(here)).toHaveLength(1)
})

test('a project whose time has come goes with its files and conversations, and everybody in it is told', async () => {
  let now = Date.now()
  const here = await world({ now: () => now })
  const { alice, bob, app } = here
  const { id: projectId, conversationId } = await harbour(here)
  await bob.until(({ conversations }) => conversations.has(conversationId), 'the main conversation')
  const folder = await folderOf(alice, { projectId }, 'Old')
  await bring(alice, { projectId, parentId: folder.id }, 'old', 'a.txt')
  await alice.call('DELETE /api/projects/:projectId', { projectId })
  await expectProblem(bring(bob, { projectId }, 'late', 'b.txt'), 'forbidden')
  expect(await namesIn(bob, { projectId })).toEqual(['Old'])
  now += 30 * DAY_MS - 1
  await sweepProjects(app.ctx)
  const later = await here.device('bob')
  expect(await namesIn(later, { projectId })).toEqual(['Old'])
  const ear = new Ear(socketOf(later))
  now += 1
  await sweepProjects(app.ctx)
  await ear.hears('project_gone', (gone) => gone.projectId === projectId)
  await later.until(({ conversations }) => !conversations.has(conversationId), 'the end of the main conversation')
  await expectProblem(wholeList(later, { projectId }), 'not-found')
  expect(await storedFiles(here)).toEqual([])
  for (const table of ['projects', 'project_entries', 'project_blobs', 'file_versions', 'project_members'] as const) {
    expect(await app.ctx.db.read.selectFrom(table).selectAll().execute(), table).toEqual([])
  }
})

test('what a project says that it holds is what its rows come to, whatever was done', async () => {
  const here = await world()
  const { alice, bob } = here
  const { id: projectId } = await harbour(here)
  // The same course each time: a small generator with a seed.
  let state = 20_261_121
  const some = (count: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * count)
  }
  const pick = async (of: 'folder' | 'trash'): Promise<string[]> => {
    const items = await wholeList(alice, { projectId, of })
    return items.length === 0 ? [] : [items[some(items.length)]?.id ?? '']
  }
  for (let step = 0; step < 60; step++) {
    const folders = (await wholeList(alice, { projectId })).filter(({ type }) => type === 'folder')
    const parent = folders[some(folders.length + 1)]?.id
    const place = { projectId, ...(parent === undefined ? {} : { parentId: parent }) }
    const action = some(8)
    if (action <= 2) await bring(some(2) === 0 ? alice : bob, place, 'x'.repeat(1 + some(6)), `${some(6)}.txt`)
    if (action === 3) await folderOf(alice, { projectId }, `folder ${some(4)}`)
    const ids = action === 4 || action === 7 ? await pick('folder') : await pick('trash')
    if (ids.length === 0) continue
    if (action === 4) await bob.call('POST /api/projects/:projectId/files/trash', { projectId, ids })
    if (action === 5) await bob.call('POST /api/projects/:projectId/files/restore', { projectId, ids })
    if (action === 6) await alice.call('POST /api/projects/:projectId/files/purge', { projectId, ids })
    if (action === 7) {
      const { entry } = await alice.call('GET /api/projects/:projectId/files/:fileId', {
        projectId,
        fileId: ids[0] ?? '',
      })
      if (entry.type === 'folder') continue
      const target = { projectId, fileId: entry.id, version: 1 }
      await bob.call('POST /api/projects/:projectId/files/:fileId/versions/:version/restore', target)
    }
    const { said, true: real } = await counted(here, projectId)
    expect(said, `after ${step}`).toEqual(real)
  }
})
