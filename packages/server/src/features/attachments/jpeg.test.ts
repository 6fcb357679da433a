import { randomBytes } from 'node:crypto'
import { rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { uploadFile } from '@kith/sdk/upload.ts'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { bytesOf, fileOf, flat, getFile, storedFiles } from '../../testing/files.ts'
import { world } from '../../testing/world.ts'
import type { World } from '../../testing/world.ts'

const pathOf = async ({ app }: World, uploadId: string, rendition: 'view' | 'jpeg'): Promise<string> => {
  const { sha256 } = await app.ctx.db.read
    .selectFrom('renditions')
    .select('sha256')
    .where('upload_id', '=', uploadId)
    .where('rendition', '=', rendition)
    .executeTakeFirstOrThrow()
  return join(app.ctx.config.DATA_DIR, 'files', sha256.slice(0, 2), sha256.slice(2, 4), sha256)
}

const uses = async ({ app }: World) =>
  (await app.ctx.db.read.selectFrom('blobs').select('uses').execute()).map((row) => row.uses).toSorted((a, b) => a - b)

const bring = async ({ alice }: World, picture = flat(90, 60)) =>
  uploadFile(alice.api, fileOf(await picture.png().toBuffer(), 'tide.png'))

test('a picture is had as JPEG too: made once, for whoever asks at once, and gone with the picture', async () => {
  const here = await world()
  const { alice, app } = here
  const { id } = await bring(here)
  const url = `/api/files/${id}/jpeg`
  const answers = await Promise.all(Array.from({ length: 12 }, () => getFile(here, alice, url)))
  for (const answer of answers) {
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
    expect(await sharp(await bytesOf(answer)).metadata()).toMatchObject({ format: 'jpeg', width: 90, height: 60 })
  }
  expect(new Set(answers.map(({ headers }) => headers.get('etag'))).size).toBe(1)
  // Of this small picture the three sizes of WebP are one file.
  expect(await uses(here)).toEqual([1, 3])
  const saved = await getFile(here, alice, `${url}?download=1`)
  expect(saved.headers.get('content-disposition')).toContain('tide.jpg')
  await alice.call('DELETE /api/uploads/:uploadId', { uploadId: id })
  expect(await storedFiles(here)).toEqual([])
  expect(await app.ctx.db.read.selectFrom('renditions').selectAll().execute()).toEqual([])
})

test('what is transparent is white, and only pictures are had as JPEG, by whom they are shown to', async () => {
  const here = await world()
  const { alice, bob } = here
  const clear = sharp({ create: { width: 9, height: 9, channels: 4, background: '#00000000' } })
  const { id } = await bring(here, clear)
  expect((await getFile(here, bob, `/api/files/${id}/jpeg`)).status).toBe(404)
  const { data } = await sharp(await bytesOf(await getFile(here, alice, `/api/files/${id}/jpeg`)))
    .raw()
    .toBuffer({ resolveWithObject: true })
  expect([...data.subarray(0, 3)]).toEqual([255, 255, 255])
  const text = await uploadFile(alice.api, fileOf('words', 'words.txt'))
  expect((await getFile(here, alice, `/api/files/${text.id}/jpeg`)).status).toBe(404)
})

test('a JPEG that the disk lost is made again; one whose picture was lost or harmed is gone', async () => {
  const here = await world()
  const { alice } = here
  const { id } = await bring(here)
  const url = `/api/files/${id}/jpeg`
  const first = await bytesOf(await getFile(here, alice, url))
  await rm(await pathOf(here, id, 'jpeg'))
  expect(await bytesOf(await getFile(here, alice, url))).toEqual(first)
  await truncate(await pathOf(here, id, 'jpeg'), 10)
  expect(await bytesOf(await getFile(here, alice, url))).toEqual(first)
  expect(await uses(here)).toEqual([1, 3])
  await rm(await pathOf(here, id, 'jpeg'))
  const view = await pathOf(here, id, 'view')
  await writeFile(view, randomBytes(1_000))
  expect((await getFile(here, alice, url)).status).toBe(410)
  await here.app.ctx.db.write((tx) => tx.updateTable('renditions').set({ size_bytes: 1_000 }).execute())
  expect((await getFile(here, alice, url)).status).toBe(410)
  await rm(view)
  expect((await getFile(here, alice, url)).status).toBe(410)
})

test('whoever asks for very many is held up, and everybody else’s pictures come', async () => {
  const now = Date.now()
  const here = await world({ settings: { RATE_LIMIT_FACTOR: '1' }, now: () => now })
  const { alice, bob } = here
  const ids: string[] = []
  for (let index = 0; index < 12; index++) ids.push((await bring(here, flat(30 + index, 30))).id)
  const statuses = await Promise.all(
    ids.map(async (id) => (await getFile(here, alice, `/api/files/${id}/jpeg`)).status),
  )
  expect(new Set(statuses)).toEqual(new Set([200, 503]))
  expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(8)
  const picture = fileOf(await flat(50, 50).png().toBuffer(), 'boat.png')
  expect((await uploadFile(bob.api, picture)).kind).toBe('image')
  for (const id of ids) expect((await getFile(here, alice, `/api/files/${id}/jpeg`)).status).toBe(200)
  // Those that are there are not counted.
  expect(() => {
    for (;;) here.app.ctx.limiter.take('jpeg', alice.user.id)
  }).toThrow('rate-limited')
  expect((await getFile(here, alice, `/api/files/${ids[0]}/jpeg`)).status).toBe(200)
  const { id } = await bring(here, flat(80, 80))
  expect((await getFile(here, alice, `/api/files/${id}/jpeg`)).status).toBe(429)
})
