import { limits } from '@kith/protocol/limits.ts'
import sharp from 'sharp'
import { rgbaToThumbHash } from 'thumbhash'
import { answerWork } from './answer-work.ts'
import { pathOfMade } from './picture-work.ts'
import type { MadePicture, MadePictures, PictureAnswer, PictureFault, PictureWork } from './picture-work.ts'

/*
 * A process of its own, since decoders of pictures are written in C: one that crashes, hangs or grows takes nothing
 * with it but the picture. It is told one picture at a time.
 */

const MEMORY_MAX_BYTES = 700 * 1024 * 1024
const CPU_MAX_MS = 10_000
/** Of all frames together: a minute of a small picture, made anew in some seconds. */
const MOVING_PIXELS_MAX = 30_000_000
const THUMBHASH_SIDE = 96

// Whatever the first bytes seem to say, no other loader of the library can be reached.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegFile',
    'VipsForeignLoadPngFile',
    'VipsForeignLoadWebpFile',
    'VipsForeignLoadNsgifFile',
    'VipsForeignLoadHeifFile',
  ],
})
sharp.cache(false)
sharp.concurrency(1)

class Refused extends Error {
  readonly fault: PictureFault

  constructor(fault: PictureFault) {
    super(fault)
    this.fault = fault
  }
}

answerWork({ memoryMaxBytes: MEMORY_MAX_BYTES, cpuMaxMs: CPU_MAX_MS }, answer)

async function answer(work: PictureWork): Promise<PictureAnswer> {
  try {
    return { id: work.id, ...(await make(work)) }
  } catch (error) {
    return { id: work.id, fault: error instanceof Refused ? error.fault : 'broken' }
  }
}

async function make(work: PictureWork): Promise<MadePictures> {
  const { path, shape } = work
  const options = { limitInputPixels: limits.picturePixelsMax, failOn: 'error', sequentialRead: true } as const
  const head = await sharp(path, { ...options, limitInputPixels: false }).metadata()
  const frames = head.pages ?? 1
  const pixels = head.width * (head.pageHeight ?? head.height)
  if (frames > limits.pictureFramesMax) throw new Refused('frames')
  if (pixels > limits.picturePixelsMax) throw new Refused('pixels')
  const isMoving = frames > 1 && shape.kind === 'within' && shape.mayMove === true
  if (isMoving && pixels * frames > MOVING_PIXELS_MAX) throw new Refused('moving')
  const bySize = new Map<number, MadePicture>()
  const smallest = Math.min(...shape.sizes)
  let before: MadePicture | null = null
  for (const size of shape.sizes.toSorted((a, b) => b - a)) {
    const moves: boolean = isMoving && size !== smallest
    const isSame =
      before !== null &&
      shape.kind !== 'square' &&
      (moves || (!isMoving && Math.max(before.width, before.height) <= size))
    const made: MadePicture = isSame && before !== null ? before : await one(size, moves, before)
    bySize.set(size, made)
    before = made
  }
  return {
    made: shape.sizes.flatMap((size) => bySize.get(size) ?? []),
    width: head.autoOrient.width,
    height: head.autoOrient.height,
    thumbhash: await thumbhashOf(bySize.get(smallest)?.path ?? path),
  }

  async function one(size: number, moves: boolean, larger: MadePicture | null): Promise<MadePicture> {
    // The next smaller one is made of the one before: a large picture is decoded once.
    const source = shape.kind !== 'square' && !isMoving && larger !== null ? larger.path : path
    const target = pathOfMade(work, size)
    const fit =
      shape.kind === 'square'
        ? ({ fit: 'cover', position: 'centre' } as const)
        : ({ fit: 'inside', withoutEnlargement: true } as const)
    // Metadata is dropped unless it is asked for; the turning that it told of is done first.
    const picture = sharp(source, { ...options, animated: moves })
      .autoOrient()
      .resize(size, size, fit)
      .toColourspace('srgb')
    const encoded =
      shape.kind === 'jpeg'
        ? picture.flatten({ background: '#ffffff' }).jpeg({ quality: 82 })
        : picture.webp(moves ? { quality: 75, effort: 1 } : { quality: 82, effort: shape.kind === 'square' ? 4 : 2 })
    const { width, height, pageHeight } = await encoded.toFile(target)
    return { path: target, width, height: pageHeight ?? height }
  }
}

async function thumbhashOf(path: string): Promise<string> {
  const { data, info } = await sharp(path)
    .resize(THUMBHASH_SIDE, THUMBHASH_SIDE, { fit: 'inside' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64')
}
