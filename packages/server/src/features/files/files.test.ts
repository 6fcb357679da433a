import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { bytesOf, getFile } from '../../testing/files.ts'
import { bring, folderOf, harbour, namesIn, wholeList } from '../../testing/project-files.ts'
import { Ear, socketOf } from '../../testing/wire.ts'
import { expectProblem, world } from '../../testing/world.ts'

test('a file comes into a project, and all of its people have it', async () => {
  const here = await world()
  const { alice, bob, carol } = here
  const { id: projectId } = await harbour(here)
  const ear = new Ear(socketOf(carol))
  const folder = await folderOf(alice, { projectId }, 'Plans')
  expect(folder).toMatchObject({ type: 'folder', name: 'Plans', parentId: null, size: 0, url: null, version: 0 })
  const file = await bring(bob, { projectId, parentId: folder.id }, 'low tide at four', 'Tides é.txt')
  expect(file).toMatchObject({
    type: 'file',
    name: 'Tides é.txt',
    parentId: folder.id,
    size: 16,
    kind: 'text',
    mimeType: 'text/plain',
    sha256: createHash('sha256').update('low tide at four').digest('hex'),
    version: 1,
    uploadedBy: { id: bob.user.id },
    thumbnailUrl: null,
    isGone: false,
  })
  const told = await ear.hears('project_entries_changed', ({ entries }) => entries?.[0]?.id === file.id)
  expect(told).toMatchObject({ projectId, rev: file.rev, entries: [file] })
  expect((await wholeList(carol, { projectId, parentId: folder.id }))[0]).toEqual(file)
  const shown = await carol.call('GET /api/projects/:projectId/files/:fileId', { projectId, fileId: file.id })
  expect(shown).toEqual({ entry: file, path: [{ id: folder.id, name: 'Plans' }] })
  const response = await getFile(here, carol, file.url)
  expect((await bytesOf(response)).toString()).toBe('low tide at four')
  expect(response.headers.get('content-disposition')).toBe(
    `attachment; filename="Tides _.txt"; filename*=UTF-8''Tides%20%C3%A9.txt`,
  )
  const project = await alice.call('GET /api/projects/:projectId', { projectId })
  expect(project).toMatchObject({ fileCount: 1, usedBytes: 16 })
})

test('the same name again is the next version, and every one of them stays', async () => {
  const here = await world()
  const { alice, bob } = here
  const { id: projectId } = await harbour(here)
  const first = await bring(alice, { projectId }, 'one', 'Plan.txt')
  // The same letters, put together otherwise and in another case.
  const second = await bring(bob, { projectId }, 'two two', 'PLAN.txt')
  expect(second).toMatchObject({ id: first.id, name: 'Plan.txt', version: 2, size: 7, uploadedBy: { id: bob.user.id } })
  expect(second.rev).toBe(first.rev + 1)
  const decomposed = await bring(alice, { projectId }, 'a', 'Cafe\u0301.txt')
  expect(await bring(alice, { projectId }, 'b', 'caf\u00e9.TXT')).toMatchObject({ id: decomposed.id, version: 2 })
  const at = { projectId, fileId: first.id }
  const restored = await bob.call('POST /api/projects/:projectId/files/:fileId/versions/:version/restore', {
    ...at,
    version: 1,
  })
  expect(restored).toMatchObject({ version: 3, size: 3, sha256: first.sha256 })
  const again = await bob.call('POST /api/projects/:projectId/files/:fileId/versions/:version/restore', {
    ...at,
    version: 3,
  })
  expect(again).toEqual(restored)
  const page = await alice.call('GET /api/projects/:projectId/files/:fileId/versions', { ...at, limit: 2 })
  expect(page.items.map(({ number, restoredFrom }) => [number, restoredFrom])).toEqual([
    [3, 1],
    [2, null],
  ])
  const rest = await alice.call('GET /api/projects/:projectId/files/:fileId/versions', {
    ...at,
    cursor: page.nextCursor ?? '',
  })
  expect(rest).toMatchObject({ items: [{ number: 1 }], nextCursor: null })
  const contents = await Promise.all(
    [...page.items, ...rest.items].map(async ({ url }) => (await bytesOf(await getFile(here, bob, url))).toString()),
  )
  expect(contents).toEqual(['one', 'two two', 'one'])
  await expectProblem(
    bob.call('POST /api/projects/:projectId/files/:fileId/versions/:version/restore', { ...at, version: 9 }),
    'not-found',
  )
  // Bytes that the project has already cost nothing.
  const project = await alice.call('GET /api/projects/:projectId', { projectId })
  expect(project).toMatchObject({ fileCount: 2, usedBytes: 3 + 7 + 2 })
})

test('ten who replace the same file at once make ten versions, one after the other, each whole', async () => {
  const here = await world()
  const { alice, bob } = here
  const { id: projectId } = await harbour(here)
  const texts = Array.from({ length: 10 }, (_, index) => `version by ${index} `.repeat(5_000 + index))
  const made = await Promise.all(
    texts.map((text, index) => bring(index % 2 === 0 ? alice : bob, { projectId }, text, 'plan.txt')),
  )
  expect(new Set(made.map(({ id }) => id)).size).toBe(1)
  expect(made.map(({ version }) => version).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  expect(new Set(made.map(({ rev }) => rev)).size).toBe(10)
  for (const [index, { url, version }] of made.entries()) {
    expect((await bytesOf(await getFile(here, bob, url))).toString(), String(version)).toBe(texts[index])
  }
  expect(await wholeList(alice, { projectId })).toMatchObject([{ version: 10 }])
})

test('folders: the same one for all who make it, as deep as they may be, and no file of their name', async () => {
  const here = await world()
  const { alice, bob } = here
  const { id: projectId } = await harbour(here)
  const made = await Promise.all(
    Array.from({ length: 6 }, (_, index) => folderOf(index % 2 === 0 ? alice : bob, { projectId }, 'Photos')),
  )
  expect(new Set(made.map(({ id }) => id)).size).toBe(1)
  await bring(alice, { projectId }, 'x', 'notes')
  await expectProblem(folderOf(alice, { projectId }, 'NOTES'), 'name-taken')
  // Nobody's file is lost because a folder has its name.
  expect(await bring(alice, { projectId }, 'x', 'photos')).toMatchObject({ name: 'photos (2)', version: 1 })
  let parentId: string | null = null
  for (let depth = 1; depth <= 32; depth++) parentId = (await folderOf(alice, { projectId, parentId }, 'deeper')).id
  await expectProblem(folderOf(alice, { projectId, parentId }, 'deeper'), 'validation-failed')
  const shown = await alice.call('GET /api/projects/:projectId/files/:fileId', { projectId, fileId: parentId ?? '' })
  expect(shown.path).toHaveLength(31)
  for (const name of ['', ' ', '.', '..', 'a/b', 'a\\b', 'a\u0000b', 'gpj.\u202Eexe', 'x'.repeat(201), '\ud800']) {
    await expectProblem(folderOf(alice, { projectId }, name), 'validation-failed')
  }
})

test('lists: folders first, in each order, page by page and nothing twice', async () => {
  const here = await world()
  const { alice } = here
  const { id: projectId } = await harbour(here)
  for (const name of ['b10', 'B2', 'á']) await folderOf(alice, { projectId }, name)
  for (const [name, size] of [
    ['file 10.txt', 10],
    ['File 9.md', 30],
    ['éclair.csv', 20],
    ['zz', 20],
    ['007.bin', 1],
  ] as const) {
    await bring(alice, { projectId }, '.'.repeat(size), name)
  }
  const byName = ['á', 'B2', 'b10', '007.bin', 'éclair.csv', 'File 9.md', 'file 10.txt', 'zz']
  expect(await namesIn(alice, { projectId })).toEqual(byName)
  expect(await namesIn(alice, { projectId, limit: 1 })).toEqual(byName)
  expect(await namesIn(alice, { projectId, limit: 3 })).toEqual(byName)
  const down = [...byName.slice(0, 3).toReversed(), ...byName.slice(3).toReversed()]
  expect(await namesIn(alice, { projectId, order: 'down', limit: 2 })).toEqual(down)
  for (const sort of ['size', 'changed', 'kind'] as const) {
    for (const order of ['up', 'down'] as const) {
      const whole = await namesIn(alice, { projectId, sort, order })
      expect(whole.toSorted(), sort).toEqual(byName.toSorted())
      expect(await namesIn(alice, { projectId, sort, order, limit: 1 }), sort).toEqual(whole)
    }
  }
  expect((await namesIn(alice, { projectId, sort: 'size', order: 'up' })).slice(3)).toEqual([
    '007.bin',
    'file 10.txt',
    'éclair.csv',
    'zz',
    'File 9.md',
  ])
  expect((await namesIn(alice, { projectId, sort: 'changed', order: 'down' })).slice(3)[0]).toBe('007.bin')
})

test('a list can be narrowed to names with something in them, in all folders below', async () => {
  const here = await world()
  const { alice } = here
  const { id: projectId } = await harbour(here)
  const outer = await folderOf(alice, { projectId }, 'Reports')
  const inner = await folderOf(alice, { projectId, parentId: outer.id }, 'Annual report 50%')
  await bring(alice, { projectId, parentId: inner.id }, 'x', 'REPORT_a.txt')
  await bring(alice, { projectId }, 'x', 'my report.txt')
  await bring(alice, { projectId }, 'x', '\u00e9clair.txt')
  const { id: gone } = await bring(alice, { projectId }, 'x', 'old report.txt')
  await alice.call('POST /api/projects/:projectId/files/trash', { projectId, ids: [gone] })
  const all = ['Annual report 50%', 'Reports', 'my report.txt', 'REPORT_a.txt']
  expect(await namesIn(alice, { projectId, q: ' RePort', limit: 1 })).toEqual(all)
  expect(await namesIn(alice, { projectId, q: 'report', parentId: outer.id })).toEqual([all[0], all[3]])
  expect(await namesIn(alice, { projectId, q: 'E\u0301CLAIR' })).toEqual(['\u00e9clair.txt'])
  expect(await namesIn(alice, { projectId, q: '%' })).toEqual(['Annual report 50%'])
  expect(await namesIn(alice, { projectId, q: 't_a' })).toEqual(['REPORT_a.txt'])
  expect(await namesIn(alice, { projectId, q: '\\' })).toEqual([])
  expect(await namesIn(alice, { projectId, of: 'trash', q: 'report' })).toEqual(['old report.txt'])
})

test('names and pins change, and a name that is taken is refused', async () => {
  const here = await world()
  const { alice, bob } = here
  const { id: projectId } = await harbour(here)
  const file = await bring(alice, { projectId }, 'x', 'a.txt')
  await bring(alice, { projectId }, 'y', 'b.txt')
  const edit = (change: { name?: string; isPinned?: boolean }) =>
    bob.call('PATCH /api/projects/:projectId/files/:fileId', { projectId, fileId: file.id, ...change })
  await expectProblem(edit({ name: 'B.TXT' }), 'name-taken')
  await expectProblem(edit({ name: '../b.txt' }), 'validation-failed')
  const renamed = await edit({ name: ' A.txt', isPinned: true })
  expect(renamed).toMatchObject({ name: 'A.txt', changedBy: { id: bob.user.id }, version: 1 })
  expect(renamed.pinnedAt).not.toBeNull()
  // What changes nothing is no change.
  expect(await edit({ name: 'A.txt', isPinned: true })).toEqual(renamed)
  expect(await namesIn(alice, { projectId, of: 'pinned' })).toEqual(['A.txt'])
  expect((await edit({ isPinned: false })).pinnedAt).toBeNull()
  expect(await namesIn(alice, { projectId, of: 'pinned' })).toEqual([])
})

test('what is moved takes along all that is in it, and never into itself', async () => {
  const here = await world()
  const { alice, bob } = here
  const { id: projectId } = await harbour(here)
  const from = await folderOf(alice, { projectId }, 'From')
  const below = await folderOf(alice, { projectId, parentId: from.id }, 'Below')
  const file = await bring(alice, { projectId, parentId: below.id }, 'x', 'Plan (2).pdf')
  const to = await folderOf(alice, { projectId }, 'To')
  await bring(alice, { projectId, parentId: to.id }, 'y', 'plan.pdf')
  await bring(alice, { projectId, parentId: to.id }, 'y', 'plan (2).pdf')
  const move = (ids: string[], parentId: string | null) =>
    bob.call('POST /api/projects/:projectId/files/move', { projectId, ids, parentId })
  for (const target of [from.id, below.id]) await expectProblem(move([to.id, from.id], target), 'validation-failed')
  await expectProblem(move([from.id], file.id), 'not-found')
  await expectProblem(move([from.id, '0190aaaa-0000-7000-8000-000000000001'], to.id), 'not-found')
  // A folder and what is in it, both named: the one within stays there.
  const { items } = await move([below.id, from.id], to.id)
  expect(items.map(({ parentId }) => parentId)).toEqual([from.id, to.id])
  expect(await namesIn(alice, { projectId, parentId: to.id })).toEqual(['From', 'plan (2).pdf', 'plan.pdf'])
  expect((await move([file.id], to.id)).items).toMatchObject([{ name: 'Plan (3).pdf', parentId: to.id }])
  expect((await move([to.id], null)).items).toMatchObject([{ rev: to.rev, parentId: null }])
  // 31 folders in each other do not fit into two.
  let parentId: string | null = null
  const chain: string[] = []
  for (let depth = 0; depth < 30; depth++) {
    parentId = (await folderOf(alice, { projectId, parentId }, `down ${depth}`)).id
    chain.push(parentId)
  }
  await expectProblem(move([chain[0] ?? ''], below.id), 'validation-failed')
  await move([chain[1] ?? ''], below.id)
})

test('two folders that are moved into each other at once do not both go', async () => {
  const here = await world()
  const { alice, bob } = here
  const { id: projectId } = await harbour(here)
  for (let round = 0; round < 5; round++) {
    const one = await folderOf(alice, { projectId }, `one ${round}`)
    const two = await folderOf(alice, { projectId }, `two ${round}`)
    const outcomes = await Promise.allSettled([
      alice.call('POST /api/projects/:projectId/files/move', { projectId, ids: [one.id], parentId: two.id }),
      bob.call('POST /api/projects/:projectId/files/move', { projectId, ids: [two.id], parentId: one.id }),
    ])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await setImmediate()
  }
})
