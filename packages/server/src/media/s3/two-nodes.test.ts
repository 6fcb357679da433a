import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ProblemError } from '@kith/sdk/problem-error.ts'
import { expect, onTestFinished, test } from 'vitest'
import { buildApp } from '../../app.ts'
import { ErrorLog } from '../../testing/error-log.ts'
import { bytesOf, getFile } from '../../testing/files.ts'
import { testDialect } from '../../testing/fresh-place.ts'
import { ObjectStorage } from '../../testing/object-storage.ts'
import { passwordOf, Person } from '../../testing/person.ts'
import { bring } from '../../testing/project-files.ts'
import { emptyWorld } from '../../testing/world.ts'

const PREFIX = 'place'
const PIECE = 'application/offset+octet-stream'
const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** One place of two servers, with a folder each and nothing in common but PostgreSQL and a bucket. */
async function twoNodes() {
  const storage = await ObjectStorage.start()
  onTestFinished(() => storage.stop())
  const here = await emptyWorld({ settings: { S3_URL: storage.urlFor(PREFIX) } })
  const alice = await here.person('alice')
  const folder = await mkdtemp(join(tmpdir(), 'kith-node-'))
  const errors = new ErrorLog()
  const { config } = here.app.ctx
  const app = await buildApp({ ...config, DATA_DIR: folder }, { log: errors.logger })
  const url = await app.listen()
  const there = { app, url, raw: (path: string, init?: RequestInit) => fetch(url + path, init) }
  const elsewhere = new Person({ baseUrl: url, keepsCookies: true })
  await elsewhere.login('alice', passwordOf('alice'))
  onTestFinished(async () => {
    elsewhere.stop()
    await app.close()
    await rm(folder, { recursive: true, force: true })
    expect(errors.lines).toEqual([])
    expect(storage.refusals).toEqual([])
  })
  const { id: projectId } = await alice.call('POST /api/projects', { name: 'Harbour' })
  return { storage, here, there, alice, elsewhere, projectId }
}

/** Bytes that are taken away at the very moment are refused with a 503, and brought again. */
async function untilTaken<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== 'not-durable') throw error
    }
  }
}

const onTwo = test.runIf(testDialect === 'postgres')

onTwo('a file that comes in pieces goes on at whichever node, and two at one place spoil nothing', async () => {
  const { storage, here, there, alice, elsewhere, projectId } = await twoNodes()
  const bytes = new Uint8Array(randomBytes(400_000))
  const call = async (
    at: 'here' | 'there',
    method: string,
    path: string,
    more: Record<string, string>,
    body?: Uint8Array<ArrayBuffer>,
  ) => {
    const [node, person] = at === 'here' ? [here, alice] : [there, elsewhere]
    const type: Record<string, string> = body === undefined ? {} : { 'content-type': PIECE }
    const headers = { cookie: person.api.cookies(), origin: node.url, 'tus-resumable': '1.0.0', ...type, ...more }
    return node.raw(path, { method, headers, ...(body === undefined ? {} : { body }) })
  }
  const begun = await call('here', 'POST', `/api/projects/${projectId}/uploads`, {
    'upload-length': String(bytes.length),
    'upload-metadata': `filename ${Buffer.from('tides.bin').toString('base64')},sha256 ${Buffer.from(sha256Of(bytes)).toString('base64')}`,
  })
  const path = begun.headers.get('location') ?? ''
  const piece = (at: 'here' | 'there', start: number, end: number) =>
    call(at, 'PATCH', path, { 'upload-offset': String(start) }, bytes.slice(start, end))
  expect((await piece('here', 0, 100_000)).status).toBe(204)
  expect((await call('there', 'HEAD', path, {})).headers.get('upload-offset')).toBe('100000')
  const both = await Promise.all([piece('here', 100_000, 250_000), piece('there', 100_000, 200_000)])
  for (const { status } of both) expect([204, 409]).toContain(status)
  const offset = Number((await call('there', 'HEAD', path, {})).headers.get('upload-offset'))
  expect(offset).toBeGreaterThanOrEqual(200_000)
  await Promise.all([piece('there', offset, bytes.length), piece('here', offset, bytes.length)])
  const heads = await Promise.all([call('here', 'HEAD', path, {}), call('there', 'HEAD', path, {})])
  const { items } = await alice.call('GET /api/projects/:projectId/files', { projectId })
  expect(items).toMatchObject([{ name: 'tides.bin', version: 1, sha256: sha256Of(bytes) }])
  expect(heads.map(({ headers }) => headers.get('kith-entry'))).toEqual([items[0]?.id, items[0]?.id])
  expect(await bytesOf(await getFile(there, elsewhere, items[0]?.url ?? null))).toEqual(Buffer.from(bytes))
  expect(storage.keys(`${PREFIX}/incoming/`)).toEqual([])
})

onTwo('what one node takes away while the other brings it again is there in the end, time after time', async () => {
  const { storage, here, there, alice, elsewhere, projectId } = await twoNodes()
  const { id: otherId } = await elsewhere.call('POST /api/projects', { name: 'Boat house' })
  const bytes = randomBytes(20_000)
  for (let round = 0; round < 12; round++) {
    const { id } = await bring(alice, { projectId }, bytes, 'tides.bin')
    await alice.call('POST /api/projects/:projectId/files/trash', { projectId, ids: [id] })
    const [again] = await Promise.all([
      untilTaken(() => bring(elsewhere, { projectId: otherId }, bytes, `tides-${round}.bin`)),
      alice.call('POST /api/projects/:projectId/files/purge', { projectId, ids: [id] }),
    ])
    const [, sweeping] = await Promise.all([here.app.ctx.media.sweep(), there.app.ctx.media.sweep()])
    expect(sweeping).toBeUndefined()
    expect(await bytesOf(await getFile(here, alice, again.url))).toEqual(bytes)
    await elsewhere.call('POST /api/projects/:projectId/files/trash', { projectId: otherId, ids: [again.id] })
    await elsewhere.call('POST /api/projects/:projectId/files/purge', { projectId: otherId, ids: [again.id] })
    expect(storage.keys(`${PREFIX}/files/`)).toEqual([])
  }
})
