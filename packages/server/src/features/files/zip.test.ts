import { buffer } from 'node:stream/consumers'
import { limits } from '@kith/protocol/limits.ts'
import { expect, test } from 'vitest'
import { fromBuffer } from 'yauzl'
import type { Entry, ZipFile } from 'yauzl'
import { bytesOf, getFile } from '../../testing/files.ts'
import { bring, folderOf, harbour } from '../../testing/project-files.ts'
import { world } from '../../testing/world.ts'
import { zipPaths } from './zip-paths.ts'

/** What an archive holds, by path, as another program reads it. */
async function unpacked(bytes: Buffer): Promise<Map<string, string>> {
  const opened = Promise.withResolvers<ZipFile>()
  fromBuffer(bytes, { lazyEntries: true }, (error, file) =>
    error === null ? opened.resolve(file) : opened.reject(error),
  )
  const zip = await opened.promise
  const contents = new Map<string, string>()
  const done = Promise.withResolvers<void>()
  const read = async (entry: Entry): Promise<void> => {
    const stream = Promise.withResolvers<NodeJS.ReadableStream>()
    zip.openReadStream(entry, (error, one) => (error === null ? stream.resolve(one) : stream.reject(error)))
    contents.set(entry.fileName, entry.fileName.endsWith('/') ? '' : String(await buffer(await stream.promise)))
    zip.readEntry()
  }
  zip.on('entry', (entry: Entry) => void read(entry).catch(done.reject))
  zip.on('end', () => done.resolve())
  zip.on('error', (error: Error) => done.reject(error))
  zip.readEntry()
  await done.promise
  return contents
}

test('what was chosen comes as one archive of known length, folders and all', async () => {
  const here = await world()
  const { alice, carol } = here
  const { id: projectId } = await harbour(here)
  const folder = await folderOf(alice, { projectId }, 'Plans')
  const inner = await folderOf(alice, { projectId, parentId: folder.id }, 'Räume')
  const empty = await folderOf(alice, { projectId, parentId: folder.id }, 'Empty')
  const large = 'tide '.repeat(100_000)
  const deep = await bring(alice, { projectId, parentId: inner.id }, large, 'a.txt')
  await bring(alice, { projectId, parentId: folder.id }, '', 'nothing.txt')
  const { id: gone } = await bring(alice, { projectId, parentId: folder.id }, 'x', 'gone.txt')
  await alice.call('POST /api/projects/:projectId/files/trash', { projectId, ids: [gone] })
  const top = await bring(alice, { projectId }, 'top', 'a.txt')
  const get = (query: string, headers = {}) => getFile(here, carol, `/api/projects/${projectId}/zip${query}`, headers)
  const whole = await get('')
  const bytes = await bytesOf(whole)
  expect(whole.headers.get('content-type')).toBe('application/zip')
  expect(Number(whole.headers.get('content-length'))).toBe(bytes.length)
  expect(whole.headers.get('content-disposition')).toContain('attachment; filename="Harbour.zip"')
  expect(whole.headers.get('x-content-type-options')).toBe('nosniff')
  expect(whole.headers.get('accept-ranges')).toBe('none')
  expect(await unpacked(bytes)).toEqual(
    new Map([
      ['Plans/Empty/', ''],
      ['Plans/Räume/a.txt', large],
      ['Plans/nothing.txt', ''],
      ['a.txt', 'top'],
    ]),
  )
  // Two of one name from two places, one folder that holds the other, and an empty one.
  const some = await get(`?ids=${[deep.id, top.id, empty.id].join()}`)
  expect([...(await unpacked(await bytesOf(some))).keys()].toSorted()).toEqual(['Empty/', 'a (2).txt', 'a.txt'])
  const one = await get(`?ids=${[inner.id, folder.id].join()}`)
  expect((await unpacked(await bytesOf(one))).get('Plans/Räume/a.txt')).toBe(large)
  expect((await get(`?ids=${folder.id}`)).headers.get('content-disposition')).toContain('filename="Plans.zip"')
  // A part of it cannot be had.
  expect((await get('', { range: 'bytes=0-9' })).status).toBe(200)
  const head = await here.raw(`/api/projects/${projectId}/zip`, {
    method: 'HEAD',
    headers: { cookie: carol.api.cookies() },
  })
  expect([head.status, head.headers.get('content-length')]).toEqual([200, String(bytes.length)])
  expect((await get(`?ids=${gone}`)).status).toBe(404)
})

test('an archive whose bytes are gone breaks off, and whoever goes away leaves nothing open', async () => {
  const here = await world()
  const { alice, app } = here
  const { id: projectId } = await harbour(here)
  await bring(alice, { projectId }, 'x'.repeat(4_000_000), 'a.txt')
  const { sha256 } = await bring(alice, { projectId }, 'y'.repeat(5_000), 'b.txt')
  const leaving = new AbortController()
  const begun = await here.raw(`/api/projects/${projectId}/zip`, {
    headers: { cookie: alice.api.cookies() },
    signal: leaving.signal,
  })
  expect(begun.status).toBe(200)
  leaving.abort()
  await app.ctx.db.write((tx) => app.ctx.media.release(tx, sha256 ?? ''))
  await app.ctx.media.removeUnused([sha256 ?? ''])
  const broken = await getFile(here, alice, `/api/projects/${projectId}/zip`)
  await expect(broken.arrayBuffer()).rejects.toThrow()
})

test('no name leads out of an archive, and none stands in it twice', () => {
  const entry = (id: string, name: string, parent = '') => ({
    id,
    parent_id: parent,
    type: parent === 'folder' ? ('folder' as const) : ('file' as const),
    name,
    sha256: null,
    size_bytes: 0,
    changed_at: 0,
  })
  const names = ['..', '.', '../../etc/passwd', 'C:evil', '\\\\host\\share', 'a\u0000b', 'CON. ', 'x', 'X', 'x', '']
  const paths = [...zipPaths(names.map((name, index) => entry(String(index), name))).values()]
  expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(names.length)
  for (const path of paths) expect(path).toMatch(/^(?![A-Za-z]:)(?!\.+$)[^/\\\p{Cc}]+$/u)
  // As many as there may be, all of which come to the same.
  const alike = zipPaths(Array.from({ length: limits.zipEntriesMax }, (_, index) => entry(String(index), '?')))
  expect(new Set(alike.values()).size).toBe(limits.zipEntriesMax)
  const nested = zipPaths([entry('f', 'in', 'd'), entry('d', '..', 'folder')])
  expect(nested.get('f')).toBe('__/in')
})

test('an archive of too many is refused', async () => {
  const here = await world()
  const { alice, app } = here
  const { id: projectId } = await harbour(here)
  const folder = await folderOf(alice, { projectId }, 'one')
  const row = await app.ctx.db.read
    .selectFrom('project_entries')
    .selectAll()
    .where('id', '=', folder.id)
    .executeTakeFirstOrThrow()
  await app.ctx.db.write(async (tx) => {
    for (let at = 0; at < limits.zipEntriesMax; at += 500) {
      const rows = Array.from({ length: 500 }, (_, index) => ({
        ...row,
        id: `copy-${at + index}`,
        name_key: `copy ${at + index}`,
      }))
      await tx.insertInto('project_entries').values(rows).execute()
    }
  })
  expect((await getFile(here, alice, `/api/projects/${projectId}/zip`)).status).toBe(413)
})
