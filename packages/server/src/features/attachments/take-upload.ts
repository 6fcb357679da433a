import { randomUUIDv7 } from 'node:crypto'
import { limits } from '@kith/protocol/limits.ts'
import type { Attachment } from '@kith/protocol/uploads.ts'
import type { CallParsed } from '@kith/protocol/registry.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { ReceivedFile } from '../../http/route.ts'
import { fileKindOf } from '../../media/file-kind.ts'
import { pictureKindOf } from '../../media/picture-kind.ts'
import { RefusedPicture } from '../../media/pictures.ts'
import { stripVideo } from '../../media/video-metadata.ts'
import { Problem } from '../../problem.ts'
import { lockUser } from '../users/users.ts'
import { asAttachment } from './attachment-view.ts'
import { cleanFileName } from './file-name.ts'
import { insertUpload, usedBytes } from './upload-rows.ts'
import type { RenditionRow, UploadRow } from './upload-rows.ts'

type Input = CallParsed<'POST /api/uploads'>
type Rendition = Omit<RenditionRow, 'upload_id'>

/** What an upload turned out to be, its bytes kept. */
interface Kept {
  row: Pick<UploadRow, 'kind' | 'mime_type' | 'size_bytes' | 'width' | 'height' | 'thumbhash'>
  renditions: Rendition[]
}

const sizes = [limits.pictureSizes.full, limits.pictureSizes.view, limits.pictureSizes.thumbnail] as const
const names = ['full', 'view', 'thumbnail'] as const

/**
 * Takes a file, to be attached to a message. Its bytes decide what it is: pictures are made anew, videos
 * lose what a camera wrote, of everything else each byte is kept.
 * @throws Problem `quota-exceeded`, `unsupported-media-type` (not what `as` says), `validation-failed` (a picture with
 *   too many pixels or frames), `busy`, `not-durable`
 */
export async function takeUpload(
  ctx: AppContext,
  caller: Caller,
  input: Input,
  file: ReceivedFile,
): Promise<Attachment> {
  ctx.limiter.take('upload', caller.userId)
  // Who has no space left is told before anything is decoded.
  await refuseUnlessRoom(ctx, await usedBytes(ctx.db.read, caller.userId), 1)
  const { row: found, renditions } = await keptAs(ctx, input, file)
  const plays = found.kind === 'video' || found.kind === 'audio' || found.kind === 'voice'
  const isVideo = found.kind === 'video'
  const now = ctx.now()
  const row: UploadRow = {
    ...found,
    id: randomUUIDv7(),
    owner_id: caller.userId,
    name: cleanFileName(file.name),
    width: isVideo ? (input.width ?? null) : found.width,
    height: isVideo ? (input.height ?? null) : found.height,
    duration_ms: plays ? (input.durationMs ?? null) : null,
    waveform: found.kind === 'voice' && (input.waveform ?? []).length > 0 ? (input.waveform ?? []).join(',') : null,
    stored_bytes: renditions.reduce((sum, { size_bytes: size }) => sum + size, 0),
    created_at: now,
    loose_since: now,
  }
  try {
    await ctx.db.write(async (tx) => {
      // One upload of a person after the other: together they never have more than their space.
      await lockUser(tx, caller.userId)
      await refuseUnlessRoom(ctx, await usedBytes(tx, caller.userId), row.stored_bytes)
      for (const { sha256 } of renditions) await ctx.media.use(tx, sha256)
      await insertUpload(tx, row, renditions)
    })
  } catch (error) {
    await ctx.media.removeUnused(renditions.map(({ sha256 }) => sha256))
    throw error
  }
  return asAttachment(row)
}

async function refuseUnlessRoom(ctx: AppContext, used: number, more: number): Promise<void> {
  if (used + more > ctx.config.UPLOAD_QUOTA_BYTES) throw new Problem('quota-exceeded')
}

async function keptAs(ctx: AppContext, { as }: Input, file: ReceivedFile): Promise<Kept> {
  const isPicture = (await pictureKindOf(file.path)) !== null
  if (as === 'photo' && !isPicture) throw new Problem('unsupported-media-type')
  if (isPicture && as !== 'voice') {
    const made = await keptPicture(ctx, file.path, as === 'photo')
    if (made !== null) return made
  }
  const { kind, mediaType } = isPicture ? plain : await fileKindOf(file.path)
  if (as === 'voice' && kind !== 'audio') throw new Problem('unsupported-media-type')
  if (kind === 'video') await stripVideo(file.path, mediaType)
  const { sha256, sizeBytes } = await ctx.media.keep(file.path)
  return {
    row: {
      kind: as === 'voice' ? 'voice' : kind,
      mime_type: mediaType,
      size_bytes: sizeBytes,
      width: null,
      height: null,
      thumbhash: null,
    },
    renditions: [{ rendition: 'original', sha256, size_bytes: sizeBytes }],
  }
}

const plain = { kind: 'file', mediaType: 'application/octet-stream' } as const

/** Null for one that cannot be made anew: it is a file like any other then, unless it must be a picture. */
async function keptPicture(ctx: AppContext, path: string, mustBe: boolean): Promise<Kept | null> {
  try {
    return await ctx.media.pictures.make(path, { kind: 'within', sizes, mayMove: true }, async (made, thumbhash) => {
      // Of a small picture several sizes are one file, which is moved only once.
      const kept = new Map<string, { sha256: string; sizeBytes: number }>()
      const renditions: Rendition[] = []
      for (const [index, one] of made.entries()) {
        const bytes = kept.get(one.path) ?? (await ctx.media.keep(one.path))
        kept.set(one.path, bytes)
        const rendition = names[index]
        if (rendition !== undefined) renditions.push({ rendition, sha256: bytes.sha256, size_bytes: bytes.sizeBytes })
      }
      const [full] = renditions
      if (full === undefined) throw new Error('a picture was made in no size')
      const { width, height } = made[0] ?? { width: null, height: null }
      const row = {
        kind: 'image',
        mime_type: 'image/webp',
        size_bytes: full.size_bytes,
        width,
        height,
        thumbhash,
      } as const
      return { row, renditions }
    })
  } catch (error) {
    if (!(error instanceof RefusedPicture) || mustBe) throw error
    // One that was made to eat up memory is no file that anybody needs.
    if (error.fault === 'pixels' || error.fault === 'frames') throw error
    return null
  }
}
