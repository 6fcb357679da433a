import { createHash, randomBytes } from 'node:crypto'
import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import { limits } from '@kith/protocol/limits.ts'
import { uploadFile } from '@kith/sdk/file-upload.ts'
import { expect, test } from 'vitest'
import { bytesOf, fileOf, filesUnder, getFile, storedFiles } from '../../testing/files.ts'
import { setBackObjects } from '../../testing/object-storage.ts'
import { PATIENCE_MS } from '../../testing/patience.ts'
import type { Person } from '../../testing/person.ts'
import { expectProblem, world } from '../../testing/world.ts'
import type { EmptyWorld } from '../../testing/world.ts'
import { sweepUnderWay } from './incoming-files.ts'

const PIECE = 'application/offset+octet-stream'
const HOUR_MS = 60 * 60_000

async function projectOf(owner: Person, others: Person[] = [], memberRole: 'editor' | 'reader' = 'editor') {
  return owner.call('POST /api/projects', {
    name: 'Boat house',
    memberIds: others.map(({ user }) => user.id),
    memberRole,
  })
}

interface Tus {
  status: number
  code: string | null
  headers: Headers
}

/** A call of tus as a bare client makes it. */
async function tus(
  { raw, url }: EmptyWorld,
  person: Person,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body: Uint8Array<ArrayBuffer> | ReadableStream | null = null,
): Promise<Tus> {
  const response = await raw(path, {
    method,
    headers: {
      cookie: person.api.cookies(),
      origin: url,
      'tus-resumable': '1.0.0',
      ...(body === null ? {} : { 'content-type': PIECE }),
      ...headers,
    },
    body,
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  })
  const text = await response.text()
  const told: { code?: string } = text === '' ? {} : JSON.parse(text)
  return { status: response.status, code: told.code ?? null, headers: response.headers }
}

function metadataOf(values: Record<string, string>): string {
  return Object.entries(values)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',')
}

interface Begin {
  size: number
  metadata?: Record<string, string>
  body?: Uint8Array<ArrayBuffer>
}

function begin(place: EmptyWorld, person: Person, projectId: string, { size, metadata, body }: Begin): Promise<Tus> {
  const headers = {
    'upload-length': String(size),
    'upload-metadata': metadataOf({ filename: 'tides.bin', ...metadata }),
  }
  return tus(place, person, 'POST', `/api/projects/${projectId}/uploads`, headers, body ?? null)
}

async function begun(place: EmptyWorld, person: Person, projectId: string, what: Begin): Promise<string> {
  const { status, headers } = await begin(place, person, projectId, what)
  expect(status).toBe(201)
  return headers.get('location') ?? ''
}

function patch(
  place: EmptyWorld,
  person: Person,
  path: string,
  offset: number,
  body: Uint8Array<ArrayBuffer>,
): Promise<Tus> {
  return tus(place, person, 'PATCH', path, { 'upload-offset': String(offset) }, body)
}

async function entriesOf(person: Person, projectId: string, parentId?: string): Promise<ProjectEntry[]> {
  const folder = parentId === undefined ? {} : { parentId }
  return (await person.call('GET /api/projects/:projectId/files', { projectId, ...folder })).items
}

function someBytes(length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(randomBytes(length))
}

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Of which files pieces lie here. */
async function underWay({ app }: EmptyWorld): Promise<string[]> {
  const ids: string[] = []
  for await (const { id } of app.ctx.media.partial.list()) ids.push(id)
  return ids
}

/** As if nothing had come of anything for so long. */
async function setBack({ app }: EmptyWorld, ms: number): Promise<void> {
  const { S3_URL, DATA_DIR } = app.ctx.config
  if (S3_URL !== null) return setBackObjects(S3_URL, 'incoming/', ms)
  const then = (Date.now() - ms) / 1_000
  for (const path of await filesUnder(join(DATA_DIR, 'incoming'))) await utimes(path, then, then)
}

test('a file comes in pieces, is what was sent, and is told to everybody when it is whole', async () => {
  const place = await world()
  const { alice, bob } = place
  const { id: projectId } = await projectOf(alice, [bob])
  const bytes = someBytes(300_000)
  const path = await begun(place, alice, projectId, { size: bytes.length })
  expect(path).toMatch(new RegExp(`^/api/projects/${projectId}/uploads/[^/]+$`))
  expect((await patch(place, alice, path, 0, bytes.slice(0, 100_000))).headers.get('upload-offset')).toBe('100000')
  expect(await entriesOf(bob, projectId)).toEqual([])
  const head = await tus(place, alice, 'HEAD', path)
  expect(head.headers.get('upload-offset')).toBe('100000')
  expect(head.headers.get('upload-length')).toBe('300000')
  expect(head.headers.get('kith-entry')).toBeNull()
  const last = await patch(place, alice, path, 100_000, bytes.slice(100_000))
  expect(last.status).toBe(204)
  const [entry] = await entriesOf(bob, projectId)
  expect(entry).toMatchObject({ name: 'tides.bin', size: 300_000, version: 1, sha256: sha256Of(bytes) })
  expect(last.headers.get('kith-entry')).toBe(entry?.id)
  expect(await bytesOf(await getFile(place, bob, entry?.url ?? null))).toEqual(Buffer.from(bytes))
  expect(await underWay(place)).toEqual([])
})

test('whoever did not hear the last answer asks again and makes no second version', async () => {
  const place = await world()
  const { alice } = place
  const { id: projectId } = await projectOf(alice)
  const bytes = someBytes(5_000)
  const metadata = { clientId: crypto.randomUUID() }
  const path = await begun(place, alice, projectId, { size: bytes.length, metadata })
  // All at once: the two ends of a connection may differ about whether it stands.
  const answers = await Promise.all([1, 2, 3].map(() => patch(place, alice, path, 0, bytes)))
  const again = await patch(place, alice, path, bytes.length, new Uint8Array())
  const head = await tus(place, alice, 'HEAD', path)
  const anew = await begin(place, alice, projectId, { size: bytes.length, metadata, body: bytes })
  const [entry, ...others] = await entriesOf(alice, projectId)
  expect(others).toEqual([])
  expect(entry).toMatchObject({ version: 1, sha256: sha256Of(bytes) })
  expect(answers.map(({ status }) => status)).toContain(204)
  expect([again, head, anew].map(({ headers }) => headers.get('kith-entry'))).toEqual([entry?.id, entry?.id, entry?.id])
  expect(anew.headers.get('location')).toBe(path)
})

test('whoever made room for a newer call is read to the end, so that its connection serves the next one', async () => {
  const place = await world()
  const { alice } = place
  const { id: projectId } = await projectOf(alice)
  // More than a connection takes in before anybody reads.
  const bytes = someBytes(400_000)
  const path = await begun(place, alice, projectId, { size: bytes.length })
  const answers = await Promise.all([1, 2, 3].map(() => patch(place, alice, path, 0, bytes)))
  for (const { status } of answers) expect([204, 409]).toContain(status)
  const heads = await Promise.all([1, 2, 3, 4].map(() => tus(place, alice, 'HEAD', path)))
  const [entry] = await entriesOf(alice, projectId)
  for (const { headers } of heads) expect(headers.get('kith-entry')).toBe(entry?.id)
})

test('a small file is there with one call; the same name again is the next version', async () => {
  const place = await world()
  const { alice } = place
  const { id: projectId } = await projectOf(alice)
  for (const version of [1, 2]) {
    const body = someBytes(1_000)
    const { status, headers } = await begin(place, alice, projectId, { size: body.length, body })
    expect(status).toBe(201)
    const [entry, ...others] = await entriesOf(alice, projectId)
    expect(others).toEqual([])
    expect(entry).toMatchObject({ id: headers.get('kith-entry'), version, sha256: sha256Of(body) })
  }
  const empty = await begin(place, alice, projectId, { size: 0, metadata: { filename: 'nothing.txt' } })
  expect(empty.headers.get('kith-entry')).not.toBeNull()
  expect(await entriesOf(alice, projectId)).toHaveLength(2)
})

test('folders on the way are made once, also when ten files arrive at once', async () => {
  const place = await world()
  const { alice } = place
  const { id: projectId } = await projectOf(alice)
  const plans = await alice.call('POST /api/projects/:projectId/folders', { projectId, name: 'Plans' })
  await Promise.all(
    Array.from({ length: 10 }, (_, at) =>
      uploadFile(alice, {
        projectId,
        parentId: plans.id,
        relativePath: `Roof/2026/${at}.txt`,
        file: fileOf(`plan ${at}`, `${at}.txt`),
      }),
    ),
  )
  const [roof, ...more] = await entriesOf(alice, projectId, plans.id)
  expect(more).toEqual([])
  const [year, ...years] = await entriesOf(alice, projectId, roof?.id)
  expect(years).toEqual([])
  const names = (await entriesOf(alice, projectId, year?.id)).map(({ name }) => name)
  expect(names).toEqual(Array.from({ length: 10 }, (_, at) => `${at}.txt`))
  for (const relativePath of ['../up.txt', 'a//b.txt', './a.txt']) {
    const metadata = { relativePath }
    expect(await begin(place, alice, projectId, { size: 1, metadata })).toMatchObject({ code: 'validation-failed' })
  }
  const taken = { relativePath: 'tides.bin/x.txt' }
  await begin(place, alice, projectId, { size: 1, body: someBytes(1) })
  expect(await begin(place, alice, projectId, { size: 1, metadata: taken })).toMatchObject({ code: 'name-taken' })
})

test('what is not what its sender said is refused, and nothing is left of it', async () => {
  const place = await world()
  const { alice } = place
  const { id: projectId } = await projectOf(alice)
  const bytes = someBytes(2_000)
  const right = { sha256: sha256Of(bytes), filename: 'right.bin' }
  expect((await begin(place, alice, projectId, { size: bytes.length, body: bytes, metadata: right })).status).toBe(201)
  const wrong = { sha256: sha256Of(someBytes(1)) }
  const path = await begun(place, alice, projectId, { size: bytes.length, metadata: wrong })
  expect(await patch(place, alice, path, 0, bytes)).toMatchObject({ status: 422, code: 'validation-failed' })
  expect((await entriesOf(alice, projectId)).map(({ name }) => name)).toEqual(['right.bin'])
  expect((await tus(place, alice, 'HEAD', path)).status).toBe(404)
  expect(await underWay(place)).toEqual([])
  expect(await storedFiles(place)).toHaveLength(1)
})

test('only whoever began it goes on with it, and only while they may bring files', async () => {
  const place = await world()
  const { alice, bob, carol, stranger } = place
  const { id: projectId } = await projectOf(alice, [bob, carol])
  const path = await begun(place, bob, projectId, { size: 10 })
  const nowhere = path.replace(/[^/]+$/, crypto.randomUUID())
  const { id: otherId } = await projectOf(bob)
  for (const who of [alice, carol, stranger]) {
    for (const method of ['HEAD', 'DELETE']) expect((await tus(place, who, method, path)).status, method).toBe(404)
    expect(await patch(place, who, path, 0, someBytes(1))).toMatchObject({ code: 'not-found' })
  }
  expect((await patch(place, bob, nowhere, 0, someBytes(1))).code).toBe('not-found')
  expect((await patch(place, bob, path.replace(projectId, otherId), 0, someBytes(1))).code).toBe('not-found')
  expect((await begin(place, stranger, projectId, { size: 1 })).code).toBe('not-found')
  const anonymous = await place.raw(path, { method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } })
  expect(anonymous.status).toBe(401)
  expect((await patch(place, bob, path, 0, someBytes(4))).status).toBe(204)
  await alice.call('PATCH /api/projects/:projectId/members/:userId', { projectId, userId: bob.user.id, role: 'reader' })
  // Also before the last one, after which the rights are asked once more.
  expect((await patch(place, bob, path, 4, someBytes(2))).code).toBe('forbidden')
  expect((await begin(place, bob, projectId, { size: 1 })).code).toBe('forbidden')
  await alice.call('DELETE /api/projects/:projectId/members/:userId', { projectId, userId: bob.user.id })
  expect((await patch(place, bob, path, 4, someBytes(2))).code).toBe('not-found')
  expect((await tus(place, bob, 'HEAD', path)).status).toBe(404)
  expect(await entriesOf(alice, projectId)).toEqual([])
})

test('a browser of another site brings nothing, and a token only with the scope', async () => {
  const place = await world()
  const { alice, raw } = place
  const { id: projectId } = await projectOf(alice)
  const path = `/api/projects/${projectId}/uploads`
  const headers = { 'tus-resumable': '1.0.0', 'upload-length': '1', 'upload-metadata': metadataOf({ filename: 'a' }) }
  const foreign = { ...headers, cookie: alice.api.cookies(), origin: 'https://evil.example' }
  expect((await raw(path, { method: 'POST', headers: foreign })).status).toBe(403)
  const { token } = await alice.call('POST /api/auth/tokens', { name: 'reader', scopes: ['read'] })
  const reading = { ...headers, authorization: `Bearer ${token}` }
  expect((await raw(path, { method: 'POST', headers: reading })).status).toBe(403)
})

test('bad calls of tus are refused in our words', async () => {
  const place = await world()
  const { alice } = place
  const { id: projectId } = await projectOf(alice)
  const at = `/api/projects/${projectId}/uploads`
  const filename = metadataOf({ filename: 'a.txt' })
  const creations: [Record<string, string>, string][] = [
    [{ 'upload-metadata': filename }, 'malformed'],
    [{ 'upload-length': '-1', 'upload-metadata': filename }, 'malformed'],
    [{ 'upload-length': '1e3', 'upload-metadata': filename }, 'malformed'],
    [{ 'upload-length': '5', 'upload-metadata': filename, 'tus-resumable': '0.9' }, 'malformed'],
    [{ 'upload-length': '5', 'upload-metadata': 'filename %%%' }, 'malformed'],
    [{ 'upload-length': '5', 'upload-metadata': '__proto__ YQ==' }, 'malformed'],
    [{ 'upload-defer-length': '1', 'upload-metadata': filename }, 'malformed'],
    [{ 'upload-length': '5', 'upload-concat': 'partial', 'upload-metadata': filename }, 'malformed'],
    [{ 'upload-length': '5' }, 'validation-failed'],
    [{ 'upload-length': '5', 'upload-metadata': metadataOf({ filename: 'a', other: 'b' }) }, 'validation-failed'],
    [{ 'upload-length': '5', 'upload-metadata': metadataOf({ filename: 'a', folder: 'b' }) }, 'not-found'],
    [{ 'upload-length': '99999999999999', 'upload-metadata': filename }, 'too-large'],
  ]
  for (const [headers, code] of creations) {
    const { status, code: told } = await tus(place, alice, 'POST', at, headers)
    expect(told, JSON.stringify(headers)).toBe(code)
    expect(status).toBeLessThan(500)
  }
  const path = await begun(place, alice, projectId, { size: 10 })
  const json = { 'upload-offset': '0', 'content-type': 'application/json' }
  expect((await tus(place, alice, 'PATCH', path, json, someBytes(2))).code).toBe('unsupported-media-type')
  expect((await tus(place, alice, 'PATCH', path, {}, someBytes(2))).code).toBe('malformed')
  expect((await patch(place, alice, path, 3, someBytes(2))).code).toBe('offset-conflict')
  expect((await patch(place, alice, path, 0, someBytes(11))).code).toBe('too-large')
  const unmeasured = new Blob([someBytes(11)]).stream()
  expect((await tus(place, alice, 'PATCH', path, { 'upload-offset': '0' }, unmeasured)).code).toBe('too-large')
  expect((await tus(place, alice, 'PUT', path)).code).toBe('method-not-allowed')
  const elsewhere = await tus(place, alice, 'POST', '/api/projects', {}, someBytes(2))
  expect(elsewhere.code).toBe('unsupported-media-type')
  expect((await tus(place, alice, 'HEAD', path)).headers.get('upload-offset')).toBe('0')
  expect(await entriesOf(alice, projectId)).toEqual([])
})

test('what is announced counts as used, until it is taken back or a file', async () => {
  const settings = { PROJECT_QUOTA_BYTES: '10000', PROJECT_PERSON_QUOTA_BYTES: '15000' }
  const place = await world({ settings })
  const { alice } = place
  const { id: projectId } = await projectOf(alice)
  const first = await begun(place, alice, projectId, { size: 6_000 })
  expect((await begin(place, alice, projectId, { size: 6_000 })).code).toBe('quota-exceeded')
  expect((await tus(place, alice, 'DELETE', first)).status).toBe(204)
  expect((await tus(place, alice, 'HEAD', first)).status).toBe(404)
  const second = await begun(place, alice, projectId, { size: 10_000 })
  expect((await patch(place, alice, second, 0, someBytes(10_000))).status).toBe(204)
  expect((await begin(place, alice, projectId, { size: 1 })).code).toBe('quota-exceeded')
  const { id: otherId } = await projectOf(alice)
  expect((await begin(place, alice, otherId, { size: 5_001 })).code).toBe('quota-exceeded')
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      begin(place, alice, otherId, { size: 1_000, metadata: { filename: `${at}` } }),
    ),
  )
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(5)
})

test('one person has only so many under way', async () => {
  const place = await world()
  const { alice, bob } = place
  const { id: projectId } = await projectOf(alice, [bob])
  for (let count = 0; count < limits.uploadsUnderWay - 2; count++) await begun(place, alice, projectId, { size: 1 })
  const last = await Promise.all([1, 2, 3, 4, 5].map(() => begin(place, alice, projectId, { size: 1 })))
  expect(last.filter(({ status }) => status === 201)).toHaveLength(2)
  expect(last.filter(({ code }) => code === 'rate-limited')).toHaveLength(3)
  await begun(place, bob, projectId, { size: 1 })
})

test('what hears nothing for an hour is dropped, and what belongs to nothing is removed', async () => {
  // Begun long before what is done to the files here.
  let now = Date.now() - 2 * HOUR_MS
  const place = await world({ now: () => now })
  const { alice, app } = place
  const { id: projectId } = await projectOf(alice)
  const path = await begun(place, alice, projectId, { size: 10, body: someBytes(4) })
  const whole = await begin(place, alice, projectId, { size: 3, body: someBytes(3), metadata: { filename: 'a' } })
  await setBack(place, HOUR_MS - 10 * 60_000)
  await sweepUnderWay(app.ctx)
  expect((await tus(place, alice, 'HEAD', path)).status).toBe(200)
  // What was begun long ago stays, as long as something comes.
  await patch(place, alice, path, 4, someBytes(2))
  await sweepUnderWay(app.ctx)
  expect((await tus(place, alice, 'HEAD', path)).headers.get('upload-offset')).toBe('6')
  await setBack(place, HOUR_MS)
  expect((await tus(place, alice, 'PATCH', path, { 'upload-offset': '6' }, someBytes(1))).code).toBe('gone')
  await sweepUnderWay(app.ctx)
  expect((await tus(place, alice, 'HEAD', path)).status).toBe(404)
  expect(await underWay(place)).toEqual([])
  now += HOUR_MS
  await sweepUnderWay(app.ctx)
  expect((await tus(place, alice, 'HEAD', whole.headers.get('location') ?? '')).status).toBe(404)
  await begun(place, alice, projectId, { size: 10, body: someBytes(4) })
  await app.ctx.db.write((tx) => tx.deleteFrom('project_uploads').execute())
  await sweepUnderWay(app.ctx)
  expect(await underWay(place)).toHaveLength(1)
  await setBack(place, HOUR_MS)
  await sweepUnderWay(app.ctx)
  expect(await underWay(place)).toEqual([])
  expect(await entriesOf(alice, projectId)).toHaveLength(1)
})

test('a file whose folder went meanwhile is at the top', async () => {
  const place = await world()
  const { alice } = place
  const { id: projectId } = await projectOf(alice)
  const folder = await alice.call('POST /api/projects/:projectId/folders', { projectId, name: 'Plans' })
  const path = await begun(place, alice, projectId, { size: 4, metadata: { folder: folder.id } })
  await alice.call('POST /api/projects/:projectId/files/trash', { projectId, ids: [folder.id] })
  expect((await patch(place, alice, path, 0, someBytes(4))).status).toBe(204)
  expect(await entriesOf(alice, projectId)).toMatchObject([{ name: 'tides.bin', parentId: null }])
})

test('the SDK brings a file, tells how far it is, and takes it back when asked', async () => {
  const place = await world()
  const { alice, stranger, app } = place
  const { id: projectId } = await projectOf(alice)
  const bytes = someBytes(1_000_000)
  const told: number[] = []
  const id = await uploadFile(alice, {
    projectId,
    parentId: null,
    file: fileOf(bytes, 'tides.bin'),
    sha256: sha256Of(bytes),
    onProgress: (sent, size) => told.push(sent / size),
  })
  expect(told.at(-1)).toBe(1)
  expect(await entriesOf(alice, projectId)).toMatchObject([{ id, sha256: sha256Of(bytes) }])
  const refused = uploadFile(stranger, { projectId, parentId: null, file: fileOf(bytes, 'a') })
  await expectProblem(refused, 'not-found')
  const leaving = new AbortController()
  const underWay = async (): Promise<number> =>
    (await app.ctx.db.read.selectFrom('project_uploads').select('id').where('ended_at', 'is', null).execute()).length
  const outcome = await uploadFile(alice, {
    projectId,
    parentId: null,
    file: fileOf(someBytes(1_000_000), 'more.bin'),
    signal: leaving.signal,
    onProgress: (sent) => {
      if (sent > 0) leaving.abort()
    },
  }).catch((error: unknown) => error)
  expect(outcome).toMatchObject({ name: 'AbortError' })
  await expect.poll(underWay, { timeout: PATIENCE_MS }).toBe(0)
})
