import { limits } from '@kith/protocol/limits.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import type { StoredBytes } from '../../media/store.ts'
import { Problem } from '../../problem.ts'
import { lockUpload, putRendition, renditionOf } from './upload-rows.ts'
import type { RenditionRow, UploadRow } from './upload-rows.ts'

/** Made at once: those who bring pictures wait for the same process. */
const MAKING_MAX = 8

const shape = { kind: 'jpeg', sizes: [limits.pictureSizes.view] } as const

/** By upload: whoever asks meanwhile waits for the same one. */
const making = new Map<string, Promise<RenditionRow>>()

/**
 * The `view` of a picture as JPEG, for what cannot show WebP: made when it is first asked for, then kept. It takes
 * nothing of its owner’s space, since others ask for it.
 * @throws Problem `gone` when the disk lost what it is made of, `rate-limited`, `busy`
 */
export async function jpegOf(ctx: AppContext, caller: Caller, { id }: UploadRow): Promise<RenditionRow> {
  const known = await renditionOf(ctx.db.read, id, 'jpeg')
  if (known !== undefined && (await ctx.media.has(asStored(known)))) return known
  const underWay = making.get(id)
  if (underWay !== undefined) return underWay
  if (making.size >= MAKING_MAX) throw new Problem('busy', { retryAfterSeconds: 1 })
  ctx.limiter.take('jpeg', caller.userId)
  const made = make(ctx, id).finally(() => making.delete(id))
  making.set(id, made)
  return made
}

async function make(ctx: AppContext, id: string): Promise<RenditionRow> {
  const view = await renditionOf(ctx.db.read, id, 'view')
  if (view === undefined) throw new Problem('not-found')
  const kept = await ctx.media
    .lend(asStored(view), (path) =>
      ctx.media.pictures.make(path, shape, async ([made]) => {
        if (made === undefined) throw new Error('a picture was made in no size')
        return ctx.media.keep(made.path)
      }),
    )
    .catch((error: unknown) => {
      // We made it: what cannot be read any more was harmed on the disk.
      const isHarmed = error instanceof Problem && /^(validation-failed|unsupported-media-type)$/.test(error.code)
      throw isHarmed ? new Problem('gone') : error
    })
  try {
    const { row, freed } = await ctx.db.write((tx) => put(ctx, tx, id, kept))
    await ctx.media.removeUnused(freed)
    return row
  } catch (error) {
    await ctx.media.removeUnused([kept.sha256])
    throw error
  }
}

async function put(
  ctx: AppContext,
  tx: Tx,
  id: string,
  { sha256, sizeBytes }: StoredBytes,
): Promise<{ row: RenditionRow; freed: string[] }> {
  // Deleted while it was made.
  if ((await lockUpload(tx, id)) === undefined) throw new Problem('not-found')
  const row = { upload_id: id, rendition: 'jpeg', sha256, size_bytes: sizeBytes } as const
  const before = await renditionOf(tx, id, 'jpeg')
  // The file was lost, and is there again.
  if (before?.sha256 === sha256) return { row, freed: [] }
  await ctx.media.use(tx, sha256)
  if (before !== undefined) await ctx.media.release(tx, before.sha256)
  await putRendition(tx, row)
  return { row, freed: before === undefined ? [] : [before.sha256] }
}

function asStored({ sha256, size_bytes: sizeBytes }: RenditionRow): StoredBytes {
  return { sha256, sizeBytes }
}
