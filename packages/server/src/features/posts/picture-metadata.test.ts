import { readFile } from 'node:fs/promises'
import { uploadFile } from '@kith/sdk/upload.ts'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { cameraPicture } from '../../testing/camera-pictures.ts'
import type { CameraPicture, Corner } from '../../testing/camera-pictures.ts'
import { bytesOf, fileOf, getFile, storedFiles } from '../../testing/files.ts'
import { world } from '../../testing/world.ts'

/** With KITH_TEST_RUNS=500 there are as many as the proof of the feed asks for. */
const RUNS = Number(process.env['KITH_TEST_RUNS'] ?? 60)

const renditions = ['full', 'view', 'thumbnail', 'jpeg'] as const

/** What a WebP or a JPEG is made of, by the names of its parts. */
function partsOf(bytes: Buffer): Set<string> {
  const parts = new Set<string>()
  if (bytes.toString('latin1', 0, 4) === 'RIFF') {
    for (let at = 12; at + 8 <= bytes.length; at += 8 + Math.ceil(bytes.readUInt32LE(at + 4) / 2) * 2) {
      parts.add(bytes.toString('latin1', at, at + 4))
    }
    return parts
  }
  for (let at = 2; at + 4 <= bytes.length;) {
    const marker = bytes.readUInt16BE(at)
    parts.add(marker.toString(16))
    // From there on there are only pixels.
    if (marker === 0xffda) break
    at += 2 + bytes.readUInt16BE(at + 2)
  }
  return parts
}

/** Pictures alone: of WebP also what says that it is transparent, of JPEG the mark of the format, tables and pixels. */
const harmless = new Set('VP8 ,VP8L,VP8X,ALPH,ffe0,ffdb,ffc0,ffc2,ffc4,ffda,ffdd'.split(','))

async function redCorner(bytes: Buffer): Promise<Corner | null> {
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const isRed = (x: number, y: number): boolean => {
    const at = (y * info.width + x) * info.channels
    return (data[at] ?? 0) > 150 && (data[at + 2] ?? 255) < 100
  }
  const corners: [Corner, number, number][] = [
    ['top left', 3, 3],
    ['top right', info.width - 4, 3],
    ['bottom right', info.width - 4, info.height - 4],
    ['bottom left', 3, info.height - 4],
  ]
  const red = corners.filter(([, x, y]) => isRed(x, y))
  return red.length === 1 ? (red[0]?.[0] ?? null) : null
}

test('of what a camera wrote into pictures nothing is in any byte that anybody can fetch, and they stand upright', async () => {
  const here = await world()
  const { alice, bob } = here
  const faults: string[] = []
  let looked = 0
  const check = async (picture: CameraPicture): Promise<void> => {
    expect(picture.bytes.includes('CANARY')).toBe(true)
    const upload = await uploadFile(alice.api, fileOf(picture.bytes, picture.name), { as: 'photo' })
    const post = { uploadIds: [upload.id], clientId: crypto.randomUUID() }
    const { media } = await alice.call('POST /api/posts', post)
    expect(media).toMatchObject([{ kind: 'image', width: picture.width, height: picture.height }])
    expect((await getFile(here, bob, `/api/files/${upload.id}/original`)).status).toBe(404)
    for (const rendition of renditions) {
      const response = await getFile(here, bob, `/api/files/${upload.id}/${rendition}`)
      const bytes = await bytesOf(response)
      const { exif, xmp, iptc, icc, orientation, width, height } = await sharp(bytes).metadata()
      const found = [
        ...[...partsOf(bytes)].filter((part) => !harmless.has(part)),
        ...Object.entries({ exif, xmp, iptc, icc, orientation }).flatMap(([key, value]) =>
          value === undefined ? [] : key,
        ),
        ...(bytes.includes('CANARY') ? ['words'] : []),
        ...((await redCorner(bytes)) === picture.red ? [] : ['turned wrongly']),
        ...(width < height === picture.width < picture.height ? [] : ['on its side']),
      ]
      looked++
      if (response.status !== 200 || found.length > 0)
        faults.push(`${rendition} of ${picture.name}: ${found.join(', ')}`)
    }
  }
  for (let index = 0; index < RUNS; index++) await check(await cameraPicture(index))
  expect(faults).toEqual([])
  expect(looked).toBe(RUNS * renditions.length)
  for (const path of await storedFiles(here)) expect((await readFile(path)).includes('CANARY'), path).toBe(false)
})

test('the pictures of this test have what they are said to have', async () => {
  const orientations = new Set<number>()
  const formats = new Set<string>()
  for (let index = 0; index < 40; index++) {
    const { bytes } = await cameraPicture(index)
    const { format, exif, xmp, orientation } = await sharp(bytes).metadata()
    if (format === 'gif') continue
    formats.add(format)
    orientations.add(orientation ?? 0)
    expect([exif?.includes('CANARYSERIAL'), xmp?.includes('CANARYXMP')], `${index} ${format}`).toEqual([true, true])
    if (format !== 'heif')
      expect([exif?.includes('CANARYTHUMBNAIL'), exif?.includes('CANARYDATUM')]).toEqual([true, true])
  }
  expect([...formats].toSorted((a, b) => a.localeCompare(b))).toEqual(['heif', 'jpeg', 'png', 'webp'])
  for (let orientation = 1; orientation <= 8; orientation++) expect(orientations).toContain(orientation)
})
