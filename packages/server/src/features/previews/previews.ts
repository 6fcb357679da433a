import type { LinkPreview } from '@kith/protocol/messages.ts'
import type { AppContext } from '../../context.ts'
import type { Database } from '../../database/database.ts'
import { Problem } from '../../problem.ts'
import { deleteUnshown, previewBy, shownPreviews } from './preview-rows.ts'
import type { ShownPreview } from './preview-rows.ts'

export { previewOf } from './look-up.ts'
export { decidedLinks, forgetAllLinks, forgetLinks, hideLinks, insertShown, movePlace } from './preview-rows.ts'

const YEAR_S = 365 * 24 * 60 * 60
/** Longer than anything is used again without being fetched anew. */
const UNSHOWN_MS = 25 * 60 * 60 * 1000
const AT_ONCE = 200

/** By message what it shows of its links, in the order of its text. */
export async function previewsOf(
  db: Database['read'],
  messageIds: readonly string[],
): Promise<ReadonlyMap<string, LinkPreview[]>> {
  const rows = await shownPreviews(db, messageIds)
  const byMessage = Map.groupBy(rows, ({ message_id: id }) => id)
  return new Map([...byMessage].map(([id, shown]) => [id, shown.map(asPreview)] as const))
}

function asPreview({ id, url, title, description, site_name, sha256, width, height }: ShownPreview): LinkPreview {
  const image = sha256 === null ? null : { url: `/api/previews/${id}`, width, height, thumbhash: '' }
  return { url, title, description, siteName: site_name, image }
}

/** @throws Problem `not-found`, `gone` when the disk lost it */
export async function previewPicture(ctx: AppContext, id: string) {
  const sha256 = (await previewBy(ctx.db.read, id))?.sha256 ?? null
  const sizeBytes = sha256 === null ? null : await ctx.media.sizeOf(sha256)
  if (sha256 === null || sizeBytes === null) throw new Problem('not-found')
  return {
    sizeBytes,
    mediaType: 'image/webp',
    etag: sha256.slice(0, 32),
    keepSeconds: YEAR_S,
    open: (range: { start: number; end: number }) => ctx.media.open({ sha256, sizeBytes }, range),
  }
}

/** Takes away what no message shows any more. */
export async function sweepPreviews(ctx: AppContext): Promise<void> {
  for (;;) {
    const taken = await ctx.db.write(async (tx) => {
      const pictures = await deleteUnshown(tx, ctx.now() - UNSHOWN_MS, AT_ONCE)
      for (const sha256 of pictures) if (sha256 !== null) await ctx.media.release(tx, sha256)
      return pictures
    })
    await ctx.media.removeUnused(taken.filter((sha256) => sha256 !== null))
    if (taken.length < AT_ONCE) return
  }
}
