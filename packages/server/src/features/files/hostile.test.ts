import { truncate } from 'node:fs/promises'
import { request } from 'node:http'
import { limits } from '@kith/protocol/limits.ts'
import { expect, test } from 'vitest'
import { bytesOf, filesUnder, flat, getFile, storedFiles } from '../../testing/files.ts'
import { bring, folderOf, harbour, namesIn } from '../../testing/project-files.ts'
import { Ear, socketOf } from '../../testing/wire.ts'
import { expectProblem, world } from '../../testing/world.ts'
import { fittingName } from './files.ts'

const script = '<script>document.title="ran"</script>'

test('bytes decide what a file is, and none is ever shown as a page', async () => {
  const here = await world()
  const { alice } = here
  const { id: projectId } = await harbour(here)
  const latin = (text: string): Buffer => Buffer.from(text, 'latin1')
  const gif = latin('GIF89a\x01\0\x01\0\0\0\0;')
  const cases: [string, Buffer, string, string][] = [
    ['photo.jpg', Buffer.from(`<!doctype html>${script}`), 'text', 'text/plain'],
    ['page.html', Buffer.from(script), 'code', 'text/plain'],
    ['drawing.svg', Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`), 'code', 'text/plain'],
    ['sheet.xml', Buffer.from('<?xml version="1.0" encoding="UTF-7"?><x/>'), 'code', 'text/plain'],
    ['notes.md', Buffer.from('# tides'), 'markdown', 'text/plain'],
    ['table.CSV', Buffer.from('a,b\r\n'), 'csv', 'text/plain'],
    ['letter.txt', Buffer.from('\u00e9tang'), 'text', 'text/plain'],
    ['not-text.txt', latin('\xe9tang'), 'file', 'application/octet-stream'],
    ['control.txt', latin('a\0b'), 'file', 'application/octet-stream'],
    ['report.txt', latin(`%PDF-1.7\n${script}`), 'pdf', 'application/pdf'],
    ['script.js', Buffer.concat([gif, latin('/*'), latin(script)]), 'image', 'image/gif'],
    ['photo.png', await flat(8, 8).jpeg().toBuffer(), 'image', 'image/jpeg'],
    ['archive.txt', latin('PK\x03\x04\x14\0'), 'archive', 'application/octet-stream'],
    ['letter.docx', latin('PK\x03\x04\x14\0'), 'file', 'application/octet-stream'],
    ['notes.tar', Buffer.concat([Buffer.alloc(257), latin('ustar')]), 'archive', 'application/octet-stream'],
    ['sound.jpg', latin('ID3\x03\0\0'), 'audio', 'audio/mpeg'],
    ['film.exe', latin('\0\0\0\x20ftypisom\0\0\x02\0moov vide soun'), 'video', 'video/mp4'],
    ['empty.bin', Buffer.alloc(0), 'text', 'text/plain'],
  ]
  for (const [name, bytes, kind, mimeType] of cases) {
    const file = await bring(alice, { projectId }, bytes, name)
    expect(file, name).toMatchObject({ name, kind, mimeType, size: bytes.length })
    const response = await getFile(here, alice, file.url)
    const { headers } = response
    expect((await bytesOf(response)).equals(bytes), name).toBe(true)
    expect(headers.get('content-type')).toBe(mimeType === 'text/plain' ? 'text/plain; charset=utf-8' : mimeType)
    expect(headers.get('content-disposition')?.startsWith('attachment; filename='), name).toBe(true)
    expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'; frame-ancestors 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-site')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cache-control')).toBe('private, max-age=2, immutable')
  }
})

test('a name is for people: nothing of it leads anywhere', async () => {
  const here = await world()
  const { alice } = here
  const { id: projectId } = await harbour(here)
  const names: [string, string][] = [
    ['../../x.txt', 'x.txt'],
    ['/etc/passwd', 'passwd'],
    ['C:\\boot\\evil.txt', 'evil.txt'],
    ['..', 'file'],
    ['.gitignore', '.gitignore'],
    [`${'é'.repeat(300)}.txt`, `${'é'.repeat(196)}.txt`],
    ['gpj.\u202Eexe', 'gpj.exe'],
    ["it's (a) *\u{1F6A2}*.txt", "it's (a) *\u{1F6A2}*.txt"],
  ]
  for (const [sent, name] of names) {
    const file = await bring(alice, { projectId }, sent, sent)
    expect(file.name).toBe(name)
    const disposition = (await getFile(here, alice, file.url)).headers.get('content-disposition') ?? ''
    expect(disposition).toMatch(/^attachment; filename="[\w.\- ]*"; filename\*=UTF-8''[\w.\-~!%]*$/)
  }
  for (const [sent, name] of [
    ['two\r\nlines"; filename=x', 'twolines"; filename=x'],
    ['nul\u0000l.txt', 'null.txt'],
    ['\ud800half', '\ufffdhalf'],
    [' . ', 'file'],
    ['', 'file'],
    ['x'.repeat(1_000_000), 'x'.repeat(200)],
  ] as const) {
    expect(fittingName(sent)).toBe(name)
  }
  for (const path of await filesUnder(here.app.ctx.config.DATA_DIR)) expect(path).not.toMatch(/passwd|evil|gitignore/)
})

test('who is not in a project finds nothing of it; who only reads writes nothing', async () => {
  const here = await world()
  const { alice, bob, carol, stranger, raw } = here
  const { id: projectId } = await harbour(here)
  const folder = await folderOf(alice, { projectId }, 'Plans')
  const file = await bring(alice, { projectId }, 'secret tides', 'a.txt')
  const picture = await bring(alice, { projectId }, await flat(9, 9).png().toBuffer(), 'p.png')
  const other = await stranger.call('POST /api/projects', { name: 'Mine' })
  const nobody = '0190aaaa-0000-7000-8000-000000000001'
  const at = (project: string, id: string, path: string): string =>
    path.replace(':p', project).replace(':f', id).replace(':d', folder.id)
  const form = (): FormData => {
    const made = new FormData()
    made.set('file', new Blob(['x']), 'x.txt')
    return made
  }
  const reads = ['/files', '/files?of=trash', '/files/:f', '/files/:f/versions', '/files/:f/versions/1/original']
  const more = ['/files/:f/versions/1/view', '/files/:f/versions/1/thumbnail', '/zip', '/zip?ids=:f']
  const writes: [string, string, unknown][] = [
    ['POST', '/files', null],
    ['POST', '/folders', { name: 'x' }],
    ['PATCH', '/files/:f', { name: 'x' }],
    ['POST', '/files/move', { ids: [file.id], parentId: folder.id }],
    ['POST', '/files/trash', { ids: [file.id] }],
    ['POST', '/files/restore', { ids: [file.id] }],
    ['POST', '/files/purge', { ids: [file.id] }],
    ['POST', '/files/:f/versions/1/restore', {}],
  ]
  const ask = async (person: typeof bob, method: string, path: string, body: unknown, headers = {}) => {
    const sent = body === null ? form() : JSON.stringify(body)
    const isRead = method === 'GET' || method === 'HEAD'
    const response = await raw(path, {
      method,
      headers: {
        cookie: person.api.cookies(),
        origin: here.url,
        ...(isRead || body === null ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(isRead ? {} : { body: sent }),
    })
    const text = (await response.text()).replace(/"requestId":"[^"]*"/, '')
    return { status: response.status, text, type: response.headers.get('content-type') }
  }
  for (const path of [...reads, ...more]) {
    const here404 = await ask(stranger, 'GET', at(projectId, file.id, `/api/projects/:p${path}`), {})
    expect(here404.status, path).toBe(404)
    // Exactly as if there were no such project.
    expect(here404).toEqual(await ask(stranger, 'GET', at(nobody, file.id, `/api/projects/:p${path}`), {}))
    // Nor by way of a project of one's own.
    if (path.includes(':f')) {
      const byOwn = await ask(stranger, 'GET', at(other.id, file.id, `/api/projects/:p${path}`), {})
      expect(byOwn, path).toEqual(await ask(stranger, 'GET', at(other.id, nobody, `/api/projects/:p${path}`), {}))
      expect(byOwn.status).toBe(404)
    }
    expect((await ask(stranger, 'HEAD', at(projectId, file.id, `/api/projects/:p${path}`), {})).status).toBe(404)
    const ranged = await ask(
      stranger,
      'GET',
      at(projectId, file.id, `/api/projects/:p${path}`),
      {},
      {
        range: 'bytes=0-1',
      },
    )
    expect(ranged.status).toBe(404)
    expect((await raw(at(projectId, file.id, `/api/projects/:p${path}`))).status).toBe(401)
  }
  for (const [method, path, body] of writes) {
    const outside = await ask(stranger, method, at(projectId, file.id, `/api/projects/:p${path}`), body)
    expect(outside.status, path).toBe(404)
    expect(outside).toEqual(await ask(stranger, method, at(nobody, file.id, `/api/projects/:p${path}`), body))
    // Carol is a reader.
    const reading = await ask(carol, method, at(projectId, file.id, `/api/projects/:p${path}`), body)
    expect([path, reading.status]).toEqual([path, 403])
  }
  expect(await namesIn(carol, { projectId })).toEqual(['Plans', 'a.txt', 'p.png'])
  // Bob is taken out: at once there is nothing for him any more, and nothing is told to him.
  await alice.call('DELETE /api/projects/:projectId/members/:userId', { projectId, userId: bob.user.id })
  const ear = new Ear(socketOf(bob))
  for (const path of [...reads, ...more]) {
    const answer = await ask(bob, 'GET', at(projectId, picture.id, `/api/projects/:p${path}`), {})
    expect([path, answer.status]).toEqual([path, 404])
  }
  for (const [method, path, body] of writes) {
    const answer = await ask(bob, method, at(projectId, file.id, `/api/projects/:p${path}`), body)
    expect([path, answer.status]).toEqual([path, 404])
  }
  await bring(alice, { projectId }, 'later', 'later.txt')
  // Something that bob does hear, after it.
  await alice.send(alice.lobbyId, 'hello all').sent
  await ear.hears('message')
  expect(ear.text()).not.toContain('later.txt')
})

test('twenty who bring at once never take more than the space there is, of a project or of a person', async () => {
  for (const [name, kept] of [
    ['PROJECT_QUOTA_BYTES', 10],
    ['PROJECT_PERSON_QUOTA_BYTES', 5],
  ] as const) {
    const here = await world({ settings: { [name]: name === 'PROJECT_QUOTA_BYTES' ? '10500' : '5500' } })
    const { alice, bob, app } = here
    const { id: projectId } = await harbour(here)
    const second = await alice.call('POST /api/projects', { name: 'Second' })
    const place = (index: number): string => (name === 'PROJECT_QUOTA_BYTES' || index % 2 === 0 ? projectId : second.id)
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        bring(alice, { projectId: place(index) }, String(index).padEnd(1_000, '.'), `${index}.txt`),
      ),
    )
    expect(
      outcomes.filter(({ status }) => status === 'fulfilled'),
      name,
    ).toHaveLength(kept)
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'quota-exceeded' })
    }
    expect(await storedFiles(here)).toHaveLength(kept)
    const used = await app.ctx.db.read.selectFrom('projects').select('used_bytes').execute()
    expect(used.reduce((sum, row) => sum + row.used_bytes, 0)).toBe(kept * 1_000)
    // The same bytes again are no more than they were, and what goes for good makes room.
    const index = outcomes.findIndex(({ status }) => status === 'fulfilled')
    const text = String(index).padEnd(1_000, '.')
    const again = await bring(alice, { projectId: place(index) }, text, 'again.txt')
    await expectProblem(bring(alice, { projectId: place(index) }, 'z'.repeat(1_000), 'z.txt'), 'quota-exceeded')
    const ids = (await alice.call('GET /api/projects/:projectId/files', { projectId: place(index) })).items
      .filter(({ sha256 }) => sha256 === again.sha256)
      .map(({ id }) => id)
    const at = { projectId: place(index), ids }
    await alice.call('POST /api/projects/:projectId/files/trash', at)
    await expectProblem(bring(alice, { projectId: place(index) }, 'z'.repeat(1_000), 'z.txt'), 'quota-exceeded')
    await alice.call('POST /api/projects/:projectId/files/purge', at)
    await bring(alice, { projectId: place(index) }, 'z'.repeat(1_000), 'z.txt')
    // What somebody else brings to a project is charged to them.
    if (name === 'PROJECT_PERSON_QUOTA_BYTES') await bring(bob, { projectId }, 'b'.repeat(1_000), 'bobs.txt')
  }
})

test('a project has so many files at most', async () => {
  const here = await world()
  const { alice, app } = here
  const { id: projectId } = await harbour(here)
  const first = await bring(alice, { projectId }, 'x', 'a.txt')
  const set = (count: number) =>
    app.ctx.db.write((tx) =>
      tx.updateTable('projects').set({ file_count: count }).where('id', '=', projectId).execute(),
    )
  await set(limits.projectFilesMax)
  await expectProblem(bring(alice, { projectId }, 'y', 'b.txt'), 'quota-exceeded')
  // Another version is no other file.
  expect(await bring(alice, { projectId }, 'y', 'a.txt')).toMatchObject({ id: first.id, version: 2 })
})

test('what was announced and is on its way counts as used', async () => {
  const here = await world({ settings: { PROJECT_QUOTA_BYTES: '1000' } })
  const { alice, bob, app } = here
  const { id: projectId } = await harbour(here)
  const upload = { id: 'one', project_id: projectId, user_id: bob.user.id, parent_id: '', name: 'x', created_at: 0 }
  await app.ctx.db.write((tx) =>
    tx
      .insertInto('project_uploads')
      .values({ ...upload, size_bytes: 600 })
      .execute(),
  )
  await expectProblem(bring(alice, { projectId }, 'x'.repeat(401), 'a.txt'), 'quota-exceeded')
  await bring(alice, { projectId }, 'x'.repeat(400), 'a.txt')
})

test('a file too large, too short or broken off leaves nothing behind', async () => {
  const here = await world({ settings: { PROJECT_FILE_MAX_BYTES: '100000' } })
  const { alice, app } = here
  const { id: projectId } = await harbour(here)
  await expectProblem(bring(alice, { projectId }, 'x'.repeat(100_001), 'a.txt'), 'too-large')
  await expectProblem(bring(alice, { projectId }, 'x'.repeat(400_000), 'a.txt'), 'too-large')
  const url = new URL(`${here.url}/api/projects/${projectId}/files`)
  const head = {
    cookie: alice.api.cookies(),
    origin: here.url,
    'content-type': 'multipart/form-data; boundary=cut',
    'content-length': '90000',
  }
  const part = '--cut\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
  const closed = Promise.withResolvers<void>()
  const call = request(url, { method: 'POST', headers: head })
  call.on('error', () => undefined)
  call.on('close', () => closed.resolve())
  call.write(part + 'x'.repeat(30_000))
  await until(async () => (await filesUnder(app.ctx.media.temporaryFolder)).length === 1)
  call.destroy()
  await closed.promise
  await until(async () => (await filesUnder(app.ctx.media.temporaryFolder)).length === 0)
  expect(await namesIn(alice, { projectId })).toEqual([])
  expect(await storedFiles(here)).toEqual([])
  expect(await alice.call('GET /api/projects/:projectId', { projectId })).toMatchObject({ fileCount: 0, usedBytes: 0 })
})

test('whoever may bring nothing is told so before a byte of it has come', async () => {
  const here = await world()
  const { carol, stranger, app } = here
  const { id: projectId } = await harbour(here)
  const statusFor = async (person: typeof carol, at: string): Promise<number | undefined> => {
    const status = Promise.withResolvers<number | undefined>()
    const call = request(`${here.url}/api/projects/${at}/files`, {
      method: 'POST',
      headers: {
        cookie: person.api.cookies(),
        origin: here.url,
        'content-type': 'multipart/form-data; boundary=cut',
        'content-length': '1000000',
      },
    })
    call.on('response', (response) => status.resolve(response.statusCode))
    call.on('error', status.reject)
    call.flushHeaders()
    return status.promise.finally(() => call.destroy())
  }
  expect(await statusFor(stranger, projectId)).toBe(404)
  expect(await statusFor(stranger, '%00')).toBe(404)
  expect(await statusFor(carol, projectId)).toBe(403)
  expect(await filesUnder(app.ctx.media.temporaryFolder)).toEqual([])
})

async function until(condition: () => Promise<boolean>): Promise<void> {
  await expect.poll(condition, { interval: 10 }).toBe(true)
}

test('files are had in parts, and what the disk cut short is told as gone', async () => {
  const here = await world()
  const { alice, app } = here
  const { id: projectId } = await harbour(here)
  const { url } = await bring(alice, { projectId }, '0123456789', 'a.txt')
  const part = await getFile(here, alice, url, { range: 'bytes=2-4' })
  expect([part.status, part.headers.get('content-range'), (await bytesOf(part)).toString()]).toEqual([
    206,
    'bytes 2-4/10',
    '234',
  ])
  expect((await getFile(here, alice, url, { range: 'bytes=20-' })).status).toBe(416)
  const etag = part.headers.get('etag') ?? ''
  expect((await getFile(here, alice, url, { 'if-none-match': etag })).status).toBe(304)
  const [path = ''] = await storedFiles(here)
  await truncate(path, 4)
  expect((await getFile(here, alice, url)).status).toBe(410)
  expect((await app.ctx.media.scrub(1_000_000)).map(({ fault }) => fault)).toEqual(['size'])
})

test('a project that is read-only takes no files, and gives them', async () => {
  const here = await world()
  const { alice, bob } = here
  const { id: projectId } = await harbour(here)
  const file = await bring(bob, { projectId }, 'x', 'a.txt')
  await alice.call('PUT /api/projects/:projectId/archived', { projectId, isArchived: true })
  await expectProblem(bring(alice, { projectId }, 'y', 'b.txt'), 'forbidden')
  const ids = [file.id]
  await expectProblem(alice.call('POST /api/projects/:projectId/files/trash', { projectId, ids }), 'forbidden')
  await expectProblem(folderOf(alice, { projectId }, 'x'), 'forbidden')
  expect((await getFile(here, bob, file.url)).status).toBe(200)
  expect(await storedFiles(here)).toHaveLength(1)
})
