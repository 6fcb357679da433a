import type { CallParsed } from '@kith/protocol/registry.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Bytes } from '../../http/route.ts'
import { Problem } from '../../problem.ts'
import { jpegOf } from './jpeg.ts'
import { isShownTo, renditionOf, uploadById } from './upload-rows.ts'
import type { UploadRow } from './upload-rows.ts'

/** What is deleted is gone from browsers too by then. */
const KEEP_S = 60

/** Of what browsers may show in a page of ours: pictures that we made, and what only a player reads. */
const inline: ReadonlySet<UploadRow['kind']> = new Set(['image', 'video', 'audio', 'voice'])

/**
 * The bytes of an upload: for who brought it, and for all who may see a message or a post that shows it.
 * @throws Problem `not-found`, `gone` when the disk lost it, `rate-limited`, `busy`
 */
export async function fileBytes(
  ctx: AppContext,
  caller: Caller,
  { uploadId, rendition, download }: CallParsed<'GET /api/files/:uploadId/:rendition'>,
): Promise<Bytes> {
  const row = await uploadById(ctx.db.read, uploadId)
  if (row === undefined || row.loose_since === 0) throw new Problem('not-found')
  const isOwn = row.owner_id === caller.userId
  if (!isOwn && !(await isShownTo(ctx.db.read, caller.userId, uploadId))) throw new Problem('not-found')
  const isJpeg = rendition === 'jpeg' && row.kind === 'image'
  const found = isJpeg ? await jpegOf(ctx, caller, row) : await renditionOf(ctx.db.read, uploadId, rendition)
  if (found === undefined) throw new Problem('not-found')
  const { sha256, size_bytes: sizeBytes } = found
  const isSaved = download === '1' || !inline.has(row.kind)
  return {
    sizeBytes,
    mediaType: isJpeg ? 'image/jpeg' : row.mime_type,
    ...(isSaved ? { downloadName: savedName(row, isJpeg ? 'jpg' : 'webp') } : {}),
    etag: sha256.slice(0, 32),
    keepSeconds: KEEP_S,
    elsewhere: (as) => ctx.media.signedAddress({ sha256, sizeBytes }, as),
    open: (range) => ctx.media.open({ sha256, sizeBytes }, range),
  }
}

/** A picture was made anew, so its ending no longer says what it is. */
function savedName({ kind, name }: UploadRow, ending: string): string {
  return kind === 'image' ? `${name.replace(/\.[A-Za-z0-9]{1,5}$/, '')}.${ending}` : name
}
