import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { stripVideo } from './video-metadata.ts'

const latin = (text: string): Buffer => Buffer.from(text, 'latin1')
const word = (...values: number[]): Buffer =>
  Buffer.concat(
    values.map((value) => {
      const bytes = Buffer.alloc(4)
      bytes.writeUInt32BE(value)
      return bytes
    }),
  )

const box = (type: string, ...parts: Buffer[]): Buffer => {
  const payload = Buffer.concat(parts)
  return Buffer.concat([word(payload.length + 8), latin(type), payload])
}

const longBox = (type: string, ...parts: Buffer[]): Buffer => {
  const payload = Buffer.concat(parts)
  return Buffer.concat([word(1), latin(type), word(0, payload.length + 16), payload])
}

/** An element of Matroska, by its id in hexadecimal; `size` where it says another length than it has. */
const element = (id: string, payload: Buffer, size: Buffer = word(0x10000000 | payload.length)): Buffer =>
  Buffer.concat([Buffer.from(id, 'hex'), size, payload])

async function stripped(bytes: Buffer, mediaType: string): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'kith-video-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, 'film')
  await writeFile(path, bytes)
  await stripVideo(path, mediaType)
  const after = await readFile(path)
  expect(after.length).toBe(bytes.length)
  return after
}

const place = latin('SECRET +48.8577+002.295/')
const handler = (type: string): Buffer => box('hdlr', word(0, 0), latin(type), Buffer.alloc(13))
const dates = (type: string, version: 0 | 1): Buffer =>
  box(type, word(version << 24), latin('SECRET12'.repeat(version + 1)), latin('what plays'))

/** A track whose samples lie at `chunks`, each of two samples of 12 bytes. */
const track = (kind: string, chunks: readonly number[], { isLong = false } = {}): Buffer =>
  box(
    'trak',
    dates('tkhd', 0),
    box(
      'mdia',
      dates('mdhd', 1),
      handler(kind),
      box(
        'minf',
        box(
          'stbl',
          box('stsz', word(0, 0, chunks.length * 2), ...chunks.flatMap(() => [word(12), word(12)])),
          box('stsc', word(0, 1, 1, 2, 1)),
          isLong
            ? box('co64', word(0, chunks.length), ...chunks.map((at) => word(0, at)))
            : box('stco', word(0, chunks.length), ...chunks.map((at) => word(at))),
        ),
      ),
    ),
    box('udta', box('name', place)),
    box('meta', word(0), place),
    box('uuid', place),
  )

test('an MP4 loses what a camera wrote, wherever it may stand, and nothing that is seen or heard', async () => {
  const head = box('ftyp', latin('isom'), word(512), latin('isom'))
  const picture = latin('picture.'.repeat(12))
  const data = longBox('mdat', picture, place, picture, place, picture)
  const first = head.length + 16 + picture.length
  const second = first + place.length + picture.length
  const film = (isLong: boolean): Buffer =>
    Buffer.concat([
      head,
      data,
      box(
        'moov',
        dates('mvhd', 0),
        track('vide', [head.length + 16]),
        track('soun', [head.length + 16 + 24]),
        track('meta', [first, second], { isLong }),
        box('udta', box('\xa9xyz', place)),
        box('meta', word(0), place),
        box('Xtra', place),
      ),
      box('free', place),
      box('uuid', place),
      box('skip', place),
      Buffer.concat([word(0), latin('meta'), place]),
    ])
  for (const isLong of [false, true]) {
    const before = film(isLong)
    expect(before.toString('latin1').split('SECRET').length).toBeGreaterThan(20)
    const after = await stripped(before, isLong ? 'video/quicktime' : 'video/mp4')
    expect(after.includes('SECRET')).toBe(false)
    expect(after.toString('latin1').split(picture.toString('latin1'))).toHaveLength(4)
    // Every box is where it was; what was taken is free space.
    expect(after.subarray(0, head.length)).toEqual(head)
    expect(after.toString('latin1').match(/vide|soun/g)).toEqual(['vide', 'soun'])
    expect(after.toString('latin1').match(/what plays/g)).toHaveLength(5)
    // Once more changes nothing.
    expect(await stripped(after, 'video/mp4')).toEqual(after)
  }
})

test('a film in pieces loses it in each of them', async () => {
  const piece = Buffer.concat([
    box('moof', box('mfhd', word(0, 1)), box('traf', box('tfhd', word(0)), box('udta', place)), box('meta', place)),
    box('mdat', latin('picture')),
  ])
  const film = Buffer.concat([box('ftyp', latin('iso5')), ...Array.from({ length: 200 }, () => piece)])
  const after = await stripped(film, 'video/mp4')
  expect(after.includes('SECRET')).toBe(false)
  expect(after.toString('latin1').match(/picture/g)).toHaveLength(200)
})

test('a WebM loses its tags, its files and when it was made, also where it does not say how long it is', async () => {
  const unknown = Buffer.from('01ffffffffffffff', 'hex')
  const block = element('a3', latin('picture'), Buffer.from([0x87]))
  const about = element(
    '1549a966',
    Buffer.concat([
      element('bf', latin('CRC4'), Buffer.from([0x84])),
      element('2ad7b1', latin('scale'), Buffer.from([0x85])),
      element('4461', latin('SECRET12'), Buffer.from([0x88])),
      element('7ba9', place),
      element('7384', latin('SECRET'), Buffer.from([0x86])),
    ]),
  )
  const parts = (clusterSize?: Buffer): Buffer =>
    Buffer.concat([
      about,
      element('1654ae6b', latin('tracks')),
      element('1f43b675', Buffer.concat([element('e7', latin('0')), block, block]), clusterSize),
      element('1254c367', place),
      element('1254c367', Buffer.alloc(0), Buffer.from([0x80])),
      element('1f43b675', Buffer.concat([element('e7', latin('0')), block]), clusterSize),
      element('1941a469', place),
      element('ec', place),
    ])
  const head = element('1a45dfa3', latin('webm'))
  for (const film of [element('18538067', parts()), element('18538067', parts(unknown), unknown)]) {
    const after = await stripped(Buffer.concat([head, film]), 'video/webm')
    expect(after.includes('SECRET')).toBe(false)
    expect(after.toString('latin1').match(/picture|tracks|scale/g)).toEqual([
      'scale',
      'tracks',
      'picture',
      'picture',
      'picture',
    ])
    expect(await stripped(after, 'video/webm')).toEqual(after)
  }
})

test('what is no orderly film is left as it is, however it lies about its lengths', async () => {
  const huge = word(0xffffffff)
  const cases: Buffer[] = [
    Buffer.alloc(0),
    latin('\0\0\0'),
    latin('\0\0\0\x20ftypisom\0\0\x02\0moov vide'),
    Buffer.concat([word(4), latin('moov')]),
    Buffer.concat([word(1), latin('moov')]),
    Buffer.concat([word(1), latin('moov'), word(0xffffffff, 0xffffffff)]),
    Buffer.concat([word(1), latin('moov'), word(0, 3)]),
    Buffer.concat([huge, latin('moov'), huge, latin('trak'), huge, latin('mdia'), huge, latin('hdlr')]),
    Buffer.concat([box('moov', box('trak', box('mdia', handler('meta').subarray(0, 14))))]),
  ]
  const webm = ['1a45dfa300', '1853806702ffffffffffff', 'ffff', '01', '1254c367', '1254c36701'].map((hex) =>
    Buffer.from(hex, 'hex'),
  )
  for (const bytes of cases) expect(await stripped(bytes, 'video/mp4'), bytes.toString('latin1')).toEqual(bytes)
  for (const bytes of webm) expect(await stripped(bytes, 'video/webm'), bytes.toString('hex')).toEqual(bytes)
  for (const bytes of [...cases, ...webm]) expect(await stripped(bytes, 'video/ogg')).toEqual(bytes)
  // What says that it goes on behind the end of the file ends there.
  const cut = await stripped(Buffer.concat([huge, latin('udta'), place]), 'video/mp4')
  expect(cut.includes('SECRET')).toBe(false)
})

test('places of samples that lie outside of what is played, overlap or never end write nowhere else', async () => {
  const data = box('mdat', latin('picture'.repeat(10)))
  const at = (...chunks: number[]): Buffer => track('camm', chunks)
  const lying = Buffer.concat([
    box('ftyp', latin('isom')),
    data,
    box('moov', dates('mvhd', 0), at(0, 4, 8, 0xffffffff, 12 + data.length), at(), track('vide', [20])),
  ])
  const after = await stripped(lying, 'video/mp4')
  expect(after.subarray(0, 12)).toEqual(lying.subarray(0, 12))
  expect(after.toString('latin1').match(/picture/g)).toHaveLength(10)
  const rows = (count: number): Buffer => Buffer.concat(Array.from({ length: count }, () => word(20)))
  const endless = box(
    'trak',
    box(
      'mdia',
      handler('camm'),
      box(
        'minf',
        box(
          'stbl',
          box('stsz', word(0, 0xffffffff, 0xffffffff)),
          box('stsc', word(0, 0xffffffff, 1, 0xffffffff, 1, 1, 0xffffffff, 1)),
          box('stco', word(0, 0xffffffff), rows(100_000)),
        ),
      ),
    ),
  )
  const film = Buffer.concat([box('ftyp', latin('isom')), data, box('moov', endless)])
  await stripped(film, 'video/mp4')
})

test('a film that was made to ask for endless work is given up', async () => {
  const head = box('ftyp', latin('isom'))
  const boxes = Buffer.concat(Array.from({ length: 60_000 }, () => box('uuid', latin('x'))))
  const flat = await stripped(Buffer.concat([head, box('moov', boxes)]), 'video/mp4')
  expect([flat.subarray(28, 29), flat.subarray(-1)].map(String)).toEqual(['\0', 'x'])
  const nested = (depth: number): Buffer => (depth === 0 ? latin('x') : box('trak', nested(depth - 1)))
  const deep = await stripped(Buffer.concat([head, box('moov', nested(2_000))]), 'video/mp4')
  expect(String(deep.subarray(-1))).toBe('\0')
  const space = Buffer.concat(Array.from({ length: 60_000 }, () => element('ec', latin('x'), Buffer.from([0x81]))))
  const film = Buffer.concat([element('1a45dfa3', latin('webm')), element('18538067', space)])
  const long = await stripped(film, 'video/webm')
  expect([long.subarray(22, 23), long.subarray(-1)].map(String)).toEqual(['\0', 'x'])
})
