import { crc32 } from 'node:zlib'
import type { Sharp } from 'sharp'
import { flat } from './files.ts'

/*
 * Pictures as cameras and phones write them: with where and when they were taken, the numbers of devices and a small
 * picture of themselves, in all the places where formats keep that. Each word of it begins with CANARY.
 */

export interface CameraPicture {
  bytes: Buffer
  name: string
  /** Upright, in pixels. */
  width: number
  height: number
  /** Where its red quarter is when it is upright. */
  red: Corner
}

export type Corner = 'top left' | 'top right' | 'bottom right' | 'bottom left'

const formats = ['jpeg', 'png', 'webp', 'avif', 'gif'] as const

/** Of a picture whose red quarter is stored in the top left, by orientation from 1 to 8. */
const turned: readonly Corner[] = [
  'top left',
  'top right',
  'bottom right',
  'bottom left',
  'top left',
  'top right',
  'bottom right',
  'bottom left',
]

/** The same one for a number: every format, orientation and order of bytes comes with the first forty or so. */
export async function cameraPicture(index: number): Promise<CameraPicture> {
  // Most that people bring are JPEG.
  const format = index % 2 === 0 ? 'jpeg' : (formats[Math.floor(index / 2) % formats.length] ?? 'jpeg')
  const isTurnable = format === 'jpeg' || format === 'png' || format === 'webp'
  const orientation = isTurnable ? (Math.floor(index / 2) % 8) + 1 : 1
  const isLarge = index % 8 === 0
  const [width, height] = isLarge ? [400 + index, 260] : [60 + (index % 30), 40]
  const plain = flat(width, height, '#0000ff').composite([
    {
      input: await flat(width >> 1, height >> 1, '#ff0000')
        .png()
        .toBuffer(),
      left: 0,
      top: 0,
    },
  ])
  const exif = exifOf(orientation, { isLittle: index % 3 === 0, thumbnail: await thumbnail() })
  const isOnItsSide = orientation > 4
  return {
    bytes: await written[format](plain, exif, { width, height }),
    name: `CANARYNAME-${index}.${format}`,
    width: isOnItsSide ? height : width,
    height: isOnItsSide ? width : height,
    red: turned[orientation - 1] ?? 'top left',
  }
}

const xmp = Buffer.from(
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:aux="http://ns.adobe.com/exif/1.0/aux/"
  exif:GPSLatitude="48,51.46N CANARYXMP" aux:SerialNumber="CANARYXMPSERIAL"/></rdf:RDF></x:xmpmeta>`,
)

type Write = (picture: Sharp, exif: Buffer, size: { width: number; height: number }) => Promise<Buffer>

const written: Record<(typeof formats)[number], Write> = {
  jpeg: async (picture, exif) => {
    const bytes = await picture.jpeg({ quality: 90 }).toBuffer()
    const iptc = Buffer.from(
      'Photoshop 3.0\0' + '8BIM\x04\x04\0\0\0\0\0\x13\x1c\x02\x50\0\x0eCANARYIPTCNAME\0',
      'latin1',
    )
    return Buffer.concat([
      bytes.subarray(0, 2),
      segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), exif])),
      segment(0xe1, Buffer.concat([Buffer.from('http://ns.adobe.com/xap/1.0/\0'), xmp])),
      segment(0xed, iptc),
      segment(0xfe, Buffer.from('CANARYCOMMENT')),
      bytes.subarray(2),
      Buffer.from('CANARYBEHINDTHEEND'),
    ])
  },
  png: async (picture, exif) => {
    const bytes = await picture.png().toBuffer()
    return Buffer.concat([
      bytes.subarray(0, 33),
      chunk('eXIf', exif),
      chunk('iTXt', Buffer.concat([Buffer.from('XML:com.adobe.xmp\0\0\0\0\0'), xmp])),
      chunk('tEXt', Buffer.from('Comment\0CANARYCOMMENT')),
      bytes.subarray(33),
    ])
  },
  webp: async (picture, exif, { width, height }) => {
    const bytes = await picture.webp({ quality: 90 }).toBuffer()
    const extended = Buffer.alloc(10)
    // That there are EXIF and XMP, then the size less one, in three bytes each.
    extended[0] = 0x0c
    extended.writeUIntLE(width - 1, 4, 3)
    extended.writeUIntLE(height - 1, 7, 3)
    const parts = Buffer.concat([
      Buffer.from('WEBP'),
      riff('VP8X', extended),
      bytes.subarray(12),
      riff('EXIF', exif),
      riff('XMP ', xmp),
    ])
    return riff('RIFF', parts)
  },
  avif: (picture) =>
    picture
      .avif({ quality: 80, effort: 0 })
      .withExif({
        IFD0: { Make: 'CANARYMAKE' },
        IFD2: { BodySerialNumber: 'CANARYSERIAL' },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 51/1 CANARY' },
      })
      .withXmp(xmp.toString())
      .toBuffer(),
  gif: async (picture) => {
    const bytes = await picture.gif().toBuffer()
    const text = Buffer.from('CANARYCOMMENT')
    const comment = Buffer.concat([Buffer.from([0x21, 0xfe, text.length]), text, Buffer.from([0])])
    // Before the end, which is one byte.
    return Buffer.concat([bytes.subarray(0, -1), comment, bytes.subarray(-1)])
  },
}

/** A small picture of itself, which has words of its own. */
async function thumbnail(): Promise<Buffer> {
  const bytes = await flat(16, 12, '#00ff00').jpeg().toBuffer()
  return Buffer.concat([bytes.subarray(0, 2), segment(0xfe, Buffer.from('CANARYTHUMBNAIL')), bytes.subarray(2)])
}

/** One field of EXIF: text, bytes that nobody else reads, a number of 16 or 32 bits, or fractions. */
type Field = [tag: number, value: string | Buffer | { short: number } | { long: number } | { fractions: number[] }]

function exifOf(orientation: number, { isLittle, thumbnail: small }: { isLittle: boolean; thumbnail: Buffer }): Buffer {
  const parts: Buffer[] = []
  let length = 8
  const word = (value: number): Buffer => {
    const bytes = Buffer.alloc(4)
    if (isLittle) bytes.writeUInt32LE(value)
    else bytes.writeUInt32BE(value)
    return bytes
  }
  const half = (value: number): Buffer => (isLittle ? word(value).subarray(0, 2) : word(value).subarray(2))
  const put = (bytes: Buffer): number => {
    const at = length
    parts.push(bytes)
    length += bytes.length
    return at
  }
  const encoded = (value: Field[1]): { type: number; count: number; bytes: Buffer } => {
    if (typeof value === 'string') return { type: 2, count: value.length + 1, bytes: Buffer.from(`${value}\0`) }
    if (Buffer.isBuffer(value)) return { type: 7, count: value.length, bytes: value }
    if ('short' in value) return { type: 3, count: 1, bytes: Buffer.concat([half(value.short), half(0)]) }
    if ('long' in value) return { type: 4, count: 1, bytes: word(value.long) }
    return { type: 5, count: value.fractions.length / 2, bytes: Buffer.concat(value.fractions.map(word)) }
  }
  /** What it points to comes before it; the place where it says which directory is next is in its last four bytes. */
  const directory = (fields: readonly Field[], next = 0): number => {
    const rows = fields.map(([tag, value]) => {
      const { type, count, bytes } = encoded(value)
      const inPlace = bytes.length <= 4 ? Buffer.concat([bytes, Buffer.alloc(4 - bytes.length)]) : word(put(bytes))
      return Buffer.concat([half(tag), half(type), word(count), inPlace])
    })
    return put(Buffer.concat([half(rows.length), ...rows, word(next)]))
  }
  const gps = directory([
    [1, 'N'],
    [2, { fractions: [48, 1, 51, 1, 27_738, 1_000] }],
    [3, 'E'],
    [4, { fractions: [2, 1, 17, 1, 40_182, 1_000] }],
    [18, 'CANARYDATUM'],
    [29, 'CANARY:11:22'],
  ])
  const camera = directory([
    [0x9003, 'CANARY:11:22 08:00:00'],
    [0x927c, Buffer.from('CANARYMAKERNOTE')],
    [0xa430, 'CANARYOWNER'],
    [0xa431, 'CANARYSERIAL'],
    [0xa435, 'CANARYLENSSERIAL'],
  ])
  const ofThumbnail = directory([
    [0x0103, { short: 6 }],
    [0x0201, { long: put(small) }],
    [0x0202, { long: small.length }],
  ])
  const first = directory(
    [
      [0x010f, 'CANARYMAKE'],
      [0x0110, 'CANARYMODEL'],
      [0x0112, { short: orientation }],
      [0x8769, { long: camera }],
      [0x8825, { long: gps }],
    ],
    ofThumbnail,
  )
  return Buffer.concat([Buffer.from(isLittle ? 'II' : 'MM'), half(42), word(first), ...parts])
}

function segment(marker: number, payload: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(payload.length + 2, 2)
  return Buffer.concat([head, payload])
}

function chunk(type: string, payload: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), payload])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(payload.length, 0)
  ends.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
}

function riff(type: string, payload: Buffer): Buffer {
  const head = Buffer.from(`${type}    `)
  head.writeUInt32LE(payload.length, 4)
  return Buffer.concat([head, payload, Buffer.alloc(payload.length % 2)])
}
