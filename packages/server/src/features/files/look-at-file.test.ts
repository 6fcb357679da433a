import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { bytesOf, fileOf, flat, getFile, storedFiles } from '../../testing/files.ts'
import { pngBomb } from '../../testing/hostile-pictures.ts'
import { PATIENCE_MS } from '../../testing/patience.ts'
import type { Person } from '../../testing/person.ts'
import { Ear, socketOf } from '../../testing/wire.ts'
import { world } from '../../testing/world.ts'

async function projectOf(owner: Person, others: Person[] = []): Promise<string> {
  const memberIds = others.map(({ user }) => user.id)
  return (await owner.call('POST /api/projects', { name: 'Boat house', memberIds })).id
}

function bring(person: Person, projectId: string, bytes: Uint8Array, name: string): Promise<ProjectEntry> {
  return person.call('POST /api/projects/:projectId/files', { projectId }, { file: fileOf(bytes, name) })
}

async function entry(person: Person, projectId: string, fileId: string): Promise<ProjectEntry> {
  return (await person.call('GET /api/projects/:projectId/files/:fileId', { projectId, fileId })).entry
}

test('pictures get smaller ones, and all who have the bytes are told', async () => {
  const place = await world()
  const { alice, bob } = place
  const first = await projectOf(alice, [bob])
  const second = await projectOf(bob)
  const ear = new Ear(socketOf(bob))
  const photo = await flat(3_000, 2_000).jpeg().toBuffer()
  const brought = await bring(alice, first, photo, 'roof.jpg')
  const told = await ear.hears(
    'project_entries_changed',
    ({ entries }) => typeof entries?.[0]?.thumbnailUrl === 'string',
  )
  expect(told.projectId).toBe(first)
  expect(told.rev).toBeGreaterThan(brought.rev)
  const seen = await entry(bob, first, brought.id)
  expect(seen).toEqual(told.entries?.[0])
  expect(seen).toMatchObject({ width: 3_000, height: 2_000, rev: told.rev })
  expect(seen.thumbhash).toMatch(/^[\w+/]+=*$/)
  for (const [url, side] of [
    [seen.previewUrl, 1_280],
    [seen.thumbnailUrl, 320],
  ] as const) {
    const response = await getFile(place, bob, url)
    expect(response.headers.get('content-type')).toBe('image/webp')
    expect((await sharp(await bytesOf(response)).metadata()).width).toBe(side)
    expect((await getFile(place, place.stranger, url)).status).toBe(404)
  }
  // The same bytes are known elsewhere at once.
  expect((await bring(bob, second, photo, 'again.jpg')).thumbnailUrl).not.toBeNull()
})

test('what cannot be drawn has no pictures, is tried once, and leaves nothing behind', async () => {
  const place = await world()
  const { alice, app } = place
  const projectId = await projectOf(alice)
  const photo = await flat(600, 400).jpeg().toBuffer()
  const broken = photo.subarray(0, 200)
  const bomb = pngBomb(20_000)
  const files = [
    await bring(alice, projectId, broken, 'broken.jpg'),
    await bring(alice, projectId, bomb, 'bomb.png'),
    await bring(alice, projectId, new TextEncoder().encode('%PDF-1.7 nothing'), 'plan.pdf'),
  ]
  const jobs = () => app.ctx.db.read.selectFrom('jobs').select('attempts').where('kind', '=', 'look-at-file').execute()
  await expect.poll(jobs, { timeout: PATIENCE_MS }).toEqual([])
  const looks = await app.ctx.db.read.selectFrom('file_looks').select('state').execute()
  expect(looks).toEqual([{ state: 'none' }, { state: 'none' }, { state: 'none' }])
  for (const { id } of files) expect((await entry(alice, projectId, id)).previewUrl).toBeNull()
  expect(await storedFiles(place)).toHaveLength(3)
})

test('pictures go with the last file that they are of', async () => {
  const place = await world()
  const { alice } = place
  const projectId = await projectOf(alice)
  const ear = new Ear(socketOf(alice))
  const brought = await bring(alice, projectId, await flat(60, 40).png().toBuffer(), 'roof.png')
  await ear.hears('project_entries_changed', ({ entries }) => typeof entries?.[0]?.thumbnailUrl === 'string')
  // Of so small a picture both sizes are the same bytes.
  expect(await storedFiles(place)).toHaveLength(2)
  await alice.call('POST /api/projects/:projectId/files/trash', { projectId, ids: [brought.id] })
  await alice.call('POST /api/projects/:projectId/files/purge', { projectId, ids: [brought.id] })
  expect(await storedFiles(place)).toEqual([])
})
