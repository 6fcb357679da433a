import { createHash, randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { sweepUnderWay } from '../../features/incoming-files/incoming-files.ts'
import { Problem } from '../../problem.ts'
import { bytesOf, fileOf, getFile } from '../../testing/files.ts'
import { ObjectStorage } from '../../testing/object-storage.ts'
import type { StorageCall, StorageFault } from '../../testing/object-storage.ts'
import { bring, harbour } from '../../testing/project-files.ts'
import { expectProblem, world } from '../../testing/world.ts'
import type { World, WorldOptions } from '../../testing/world.ts'

const PREFIX = 'kith'
/** So long storage that hangs is waited for: a machine that stands still for a moment must not seem to be one. */
const quick = { bucket: { quietMs: 1_500 } }

interface Place extends World {
  storage: ObjectStorage
  /** What lies in the bucket, under which name. */
  stored: (folder?: 'files' | 'incoming') => string[]
}

/** A world whose files lie in storage of its own, which may go wrong. */
async function placeInS3(options: WorldOptions = {}): Promise<Place> {
  const storage = await ObjectStorage.start({ pageSize: 3 })
  onTestFinished(async () => {
    await storage.stop()
    // Whatever else went wrong: every call was signed as it should be.
    expect(storage.refusals).toEqual([])
  })
  const settings = { S3_URL: storage.urlFor(PREFIX), ...options.settings }
  const place = await world({ ...options, settings })
  return { ...place, storage, stored: (folder = 'files') => storage.keys(`${PREFIX}/${folder}/`) }
}

/** The fault, of calls that `is` says; so often. */
function faulty(fault: StorageFault, is: (call: StorageCall) => boolean, times = Infinity) {
  let left = times
  return (call: StorageCall): StorageFault | null => (is(call) && left-- > 0 ? fault : null)
}

const puts = ({ method }: StorageCall): boolean => method === 'PUT'
const gets = ({ method, key }: StorageCall): boolean => method === 'GET' && key !== ''
const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const projectOf = (person: Place['alice']) => person.call('POST /api/projects', { name: 'Harbour' })

test('what is brought lies in the bucket by its hash, comes back whole and in part, and goes with its last use', async () => {
  const place = await placeInS3()
  const { alice, bob, stored } = place
  const { id: projectId } = await harbour(place)
  const bytes = randomBytes(300_000)
  const entry = await bring(alice, { projectId }, bytes, 'tides.bin')
  expect(stored()).toEqual([`${PREFIX}/files/${sha256Of(bytes)}`])
  expect(await readdir(join(place.app.ctx.config.DATA_DIR, 'tmp'))).toEqual([])
  expect(await bytesOf(await getFile(place, bob, entry.url))).toEqual(bytes)
  const part = await getFile(place, bob, entry.url, { range: 'bytes=1000-1999' })
  expect(part.status).toBe(206)
  expect(part.headers.get('content-range')).toBe('bytes 1000-1999/300000')
  expect(await bytesOf(part)).toEqual(bytes.subarray(1000, 2000))
  const empty = await bring(alice, { projectId }, '', 'empty.txt')
  expect((await bytesOf(await getFile(place, bob, empty.url))).length).toBe(0)
  await alice.call('POST /api/projects/:projectId/files/trash', { projectId, ids: [entry.id, empty.id] })
  await alice.call('POST /api/projects/:projectId/files/purge', { projectId, ids: [entry.id, empty.id] })
  expect(stored()).toEqual([])
})

test.each(['refuse', 'hang', 'cut', 'harm', 'deaf'] as const)(
  'storage that fails a moment (%s) costs a moment',
  async (fault) => {
    const place = await placeInS3(fault === 'hang' ? quick : {})
    const { alice, storage } = place
    const { id: projectId } = await projectOf(alice)
    const bytes = randomBytes(200_000)
    const times = fault === 'hang' ? 1 : 2
    storage.fault = faulty(fault, puts, times)
    const entry = await bring(alice, { projectId }, bytes, 'tides.bin')
    storage.fault = faulty(fault === 'harm' || fault === 'deaf' ? 'short' : fault, gets, times)
    expect(await bytesOf(await getFile(place, alice, entry.url))).toEqual(bytes)
  },
)

test.each(['refuse', 'deny', 'hang', 'harm'] as const)(
  'while storage is away (%s) nothing is half taken, people read 503, and messages go on',
  async (fault) => {
    const place = await placeInS3(fault === 'hang' ? quick : {})
    const { alice, bob, storage, stored, app } = place
    const { id: projectId } = await harbour(place)
    const before = await bring(alice, { projectId }, randomBytes(2_000), 'before.bin')
    storage.fault = faulty(fault, () => true)
    const refused = await expectProblem(bring(alice, { projectId }, randomBytes(2_000), 'tides.bin'), 'not-durable')
    expect(refused.retryAfterSeconds).toBeGreaterThan(0)
    await expectProblem(
      alice.call('POST /api/uploads', {}, { file: fileOf(randomBytes(2_000), 'notes.bin') }),
      'not-durable',
    )
    const { items } = await bob.call('GET /api/projects/:projectId/files', { projectId })
    expect(items.map(({ name }) => name)).toEqual(['before.bin'])
    expect(await app.ctx.db.read.selectFrom('uploads').select('id').execute()).toEqual([])
    if (fault !== 'harm') {
      const answer = await getFile(place, bob, before.url)
      expect(answer.status).toBe(503)
      expect(answer.headers.get('content-type')).toContain('application/problem+json')
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    }
    const { id } = await alice.directWith(bob.user.id)
    await alice.call('POST /api/conversations/:conversationId/messages', {
      conversationId: id,
      body: 'Still here?',
      clientId: crypto.randomUUID(),
    })
    storage.fault = () => null
    await bring(alice, { projectId }, randomBytes(2_000), 'tides.bin')
    expect(stored()).toHaveLength(2)
  },
)

test('what breaks off for good breaks off, and is never shorter than it says', async () => {
  const place = await placeInS3()
  const { alice, storage } = place
  const { id: projectId } = await projectOf(alice)
  const entry = await bring(alice, { projectId }, randomBytes(3_000_000), 'tides.bin')
  let answers = 0
  storage.fault = faulty('cut', (call) => gets(call) && answers++ === 0)
  const go = storage.fault
  storage.fault = (call) => go(call) ?? (gets(call) ? 'refuse' : null)
  const answer = await getFile(place, alice, entry.url)
  expect(answer.headers.get('content-length')).toBe('3000000')
  await expect(answer.arrayBuffer()).rejects.toThrow()
})

test('what the bucket lost is gone, and the check of files says so', async () => {
  const place = await placeInS3()
  const { alice, storage, app } = place
  const { id: projectId } = await projectOf(alice)
  const [lost, shorter] = await Promise.all(
    [1, 2].map((one) => bring(alice, { projectId }, randomBytes(5_000), `tides-${one}.bin`)),
  )
  storage.objects.delete(`${PREFIX}/files/${lost?.sha256}`)
  storage.objects.set(`${PREFIX}/files/${shorter?.sha256}`, { bytes: Buffer.from('less'), storedAt: Date.now() })
  for (const entry of [lost, shorter]) expect((await getFile(place, alice, entry?.url ?? null)).status).toBe(410)
  expect((await app.ctx.media.scrub(1)).map(({ fault }) => fault).toSorted()).toEqual(['missing', 'size'])
})

test('what was left in the bucket is swept, unless nothing there is ours', async () => {
  const place = await placeInS3()
  const { alice, storage, stored, app } = place
  const stray = `${PREFIX}/files/${'5'.repeat(64)}`
  storage.objects.set(stray, { bytes: Buffer.from('stray'), storedAt: 0 })
  storage.inParts.set('old', { key: stray, begunAt: 0, parts: new Map() })
  storage.inParts.set('new', { key: stray, begunAt: Date.now(), parts: new Map() })
  await app.ctx.media.sweep()
  expect(stored()).toEqual([stray])
  expect([...storage.inParts.keys()]).toEqual(['new'])
  const { id: projectId } = await projectOf(alice)
  for (let at = 0; at < 5; at++) await bring(alice, { projectId }, randomBytes(100), `tides-${at}.bin`)
  await app.ctx.media.sweep()
  expect(stored()).toHaveLength(5)
  expect(stored()).not.toContain(stray)
})

test('what cannot be taken away now is taken away by the sweep, and whoever deleted it waits for nothing', async () => {
  const place = await placeInS3()
  const { alice, storage, stored, app } = place
  const { id: projectId } = await projectOf(alice)
  const kept = await bring(alice, { projectId }, randomBytes(100), 'kept.bin')
  const { id } = await bring(alice, { projectId }, randomBytes(100), 'tides.bin')
  storage.fault = faulty('refuse', () => true)
  await alice.call('POST /api/projects/:projectId/files/trash', { projectId, ids: [id] })
  await alice.call('POST /api/projects/:projectId/files/purge', { projectId, ids: [id] })
  storage.fault = () => null
  expect(stored()).toHaveLength(2)
  await app.ctx.media.sweep()
  expect(stored()).toEqual([`${PREFIX}/files/${kept.sha256}`])
})

test('a large download is sent to the bucket by an address for a minute, to be saved and nothing else', async () => {
  const place = await placeInS3({ settings: { S3_DIRECT: 'true' } })
  const { alice, bob, stranger } = place
  const { id: projectId } = await harbour(place)
  const bytes = randomBytes(2_000_000)
  const page = await bring(alice, { projectId }, bytes, 'Öre & tides+more.html')
  const asked = (person: typeof alice, headers: Record<string, string> = {}, url: string | null = page.url) =>
    place.raw(url ?? '', { redirect: 'manual', headers: { cookie: person.api.cookies(), ...headers } })
  const sent = await asked(bob)
  expect(sent.status).toBe(302)
  expect(sent.headers.get('cache-control')).toBe('private, no-store')
  const address = new URL(sent.headers.get('location') ?? '')
  expect(Number(address.searchParams.get('X-Amz-Expires'))).toBeLessThanOrEqual(60)
  const answer = await fetch(address, { headers: { range: 'bytes=10-19' } })
  expect(answer.status).toBe(206)
  expect(await bytesOf(answer)).toEqual(bytes.subarray(10, 20))
  const own = await asked(bob, { 'sec-fetch-dest': 'empty' })
  expect(own.status).toBe(200)
  expect(await bytesOf(own)).toEqual(bytes)
  for (const name of ['content-type', 'content-disposition']) {
    expect(answer.headers.get(name), name).toBe(own.headers.get(name))
  }
  expect((await asked(stranger)).status).toBe(404)
  const small = await bring(alice, { projectId }, 'small', 'small.txt')
  expect((await asked(bob, {}, small.url)).status).toBe(200)
  const film = await alice.call('POST /api/uploads', {}, { file: fileOf(bytes, 'tides.bin') })
  expect((await asked(alice, {}, film.url)).status).toBe(302)
})

test('sweeping while storage is away is put off, and no fault of ours', async () => {
  const { app, storage } = await placeInS3()
  storage.fault = () => 'refuse'
  for (const sweep of [() => sweepUnderWay(app.ctx), () => app.ctx.media.sweep()]) {
    await expect(sweep()).rejects.toBeInstanceOf(Problem)
  }
})

test('a start with the wrong keys fails, and one while storage is away does not', async () => {
  const storage = await ObjectStorage.start()
  const S3_URL = storage.urlFor(PREFIX)
  const wrong = S3_URL.replace(/:[^:]+@/, ':wrong@')
  await expect(world({ settings: { S3_URL: wrong } })).rejects.toThrow(
    'S3_URL: the bucket cannot be used (it answers 403 SignatureDoesNotMatch).',
  )
  storage.fault = () => 'refuse'
  const { alice } = await world({ settings: { S3_URL } })
  storage.fault = () => null
  const { id: projectId } = await projectOf(alice)
  await bring(alice, { projectId }, 'here', 'tides.txt')
  await storage.stop()
})
