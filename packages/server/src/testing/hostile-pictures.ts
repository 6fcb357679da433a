import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'

/** A picture of each kind that is taken: of one colour, or of noise, which gives their decoders more to do. */
export function picturesOfAllKinds({ isNoisy = false } = {}): Promise<Buffer[]> {
  const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const
  const picture = () =>
    sharp({
      create: { width: 90, height: 60, channels: 3, background: '#336699', ...(isNoisy ? { noise } : {}) },
    })
  return Promise.all([
    picture().jpeg().toBuffer(),
    picture().png().toBuffer(),
    picture().webp().toBuffer(),
    picture().gif().toBuffer(),
    picture().avif().toBuffer(),
  ])
}

/** Pictures with some of their bytes changed, some cut short: the same ones for a seed, so that a failure can be had again. */
export function* brokenPictures(originals: readonly Buffer[], seed: number): Generator<Buffer, never> {
  let state = seed
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state % below
  }
  for (let round = 0; ; round++) {
    const original = originals[round % originals.length] ?? Buffer.alloc(0)
    const mutant = Buffer.from(original.subarray(0, next(4) === 0 ? next(original.length) : original.length))
    for (let times = 1 + next(12); times > 0 && mutant.length > 0; times--) mutant[next(mutant.length)] = next(256)
    yield mutant
  }
}

/** A picture of `side` × `side` black pixels: almost nothing on the wire. */
export function pngBomb(side: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data])
    const head = Buffer.alloc(4)
    head.writeUInt32BE(data.length)
    const sum = Buffer.alloc(4)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([head, body, sum])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.writeUInt8(1, 8)
  const rows = Buffer.alloc(side * (1 + side / 8))
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts])
}
/** A photograph of very many megapixels, filled up to exactly `bytes`. */
export async function photographOf(bytes: number): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const
  const photo = await sharp({ create: { width: 6_000, height: 4_000, channels: 3, background: '#336699', noise } })
    .jpeg({ quality: 88 })
    .toBuffer()
  return Buffer.concat([photo, Buffer.alloc(bytes - photo.length)])
}
