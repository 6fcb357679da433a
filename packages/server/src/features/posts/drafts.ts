import { limits } from '@kith/protocol/limits.ts'
import { commentsFrom, postAudience } from '@kith/protocol/posts.ts'
import type { PostDraft } from '@kith/protocol/posts.ts'
import type { CallParsed } from '@kith/protocol/registry.ts'
import { z } from 'zod'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Database, Tx } from '../../database/database.ts'
import { Problem } from '../../problem.ts'
import { toTimestamp } from '../../timestamp.ts'
import { dropUnshown, loosenUnshown } from '../attachments/attachments.ts'
import { lockUser } from '../users/users.ts'
import { deleteDraft, deleteDraftMedia, draftMediaOf, draftsOf, insertDraftMedia, putDraft } from './draft-rows.ts'
import type { DraftRow } from './draft-rows.ts'
import { takeMedia } from './post-media.ts'
import { mediaView } from './post-view.ts'

/** What is kept as JSON. */
const kept = z.object({ caption: z.string(), warning: z.string(), audience: postAudience, commentsFrom })

/** What the caller has begun to post, newest first. */
export async function listDrafts(ctx: AppContext, { userId }: Pick<Caller, 'userId'>): Promise<PostDraft[]> {
  return draftViews(ctx.db.read, userId, await draftsOf(ctx.db.read, userId, limits.postDraftsMax))
}

/**
 * Keeps what the caller has begun to post. What was in it before and is in nothing now is loose again.
 * @throws Problem `not-found`, `validation-failed` (an upload that cannot be posted, or too many drafts), `not-durable`
 */
export async function keepDraft(
  ctx: AppContext,
  { userId }: Caller,
  input: CallParsed<'PUT /api/post-drafts/:draftId'>,
): Promise<PostDraft> {
  const { draftId, uploadIds, alts, posters, ...content } = input
  const now = ctx.now()
  const row: DraftRow = {
    user_id: userId,
    id: draftId,
    content: JSON.stringify(kept.parse(content)),
    changed_at: now,
  }
  return ctx.db.write(async (tx) => {
    // So that two devices at once neither pass the bound together nor wait for each other.
    await lockUser(tx, userId)
    const media = await takeMedia(tx, userId, { uploadIds, alts, posters })
    await putDraft(tx, row)
    if ((await draftsOf(tx, userId, limits.postDraftsMax + 1)).length > limits.postDraftsMax) {
      const message = `has begun ${limits.postDraftsMax} posts already`
      throw new Problem('validation-failed', { errors: [{ path: 'draftId', code: 'too-many', message }] })
    }
    const before = await deleteDraftMedia(tx, userId, draftId)
    await insertDraftMedia(
      tx,
      media.map((one) => ({ ...one, user_id: userId, draft_id: draftId })),
    )
    await loosenUnshown(tx, before, now)
    const [view] = await draftViews(tx, userId, [row])
    if (view === undefined) throw new Error('one draft was seen as none')
    return view
  })
}

/** Throws a draft away, and the bytes that nothing else shows. @throws Problem `not-found`, `not-durable` */
export async function discardDraft(ctx: AppContext, { userId }: Caller, draftId: string): Promise<void> {
  const freed = await ctx.db.write(async (tx) => {
    await lockUser(tx, userId)
    return removeDraft(ctx, tx, userId, draftId)
  })
  if (freed === null) throw new Problem('not-found')
  await ctx.media.removeUnused(freed)
}

/** For `ctx.media.removeUnused` after the commit: what went with it; null when there was none. */
export async function removeDraft(ctx: AppContext, tx: Tx, userId: string, draftId: string): Promise<string[] | null> {
  const uploadIds = await deleteDraftMedia(tx, userId, draftId)
  if (!(await deleteDraft(tx, userId, draftId))) return null
  return dropUnshown(ctx, tx, uploadIds)
}

/** Throws away all that `userId` has begun. */
export async function discardDraftsOf(ctx: AppContext, userId: string): Promise<void> {
  for (const { id } of await draftsOf(ctx.db.read, userId, limits.postDraftsMax)) {
    await ctx.media.removeUnused((await ctx.db.write((tx) => removeDraft(ctx, tx, userId, id))) ?? [])
  }
}

async function draftViews(db: Database['read'], userId: string, rows: readonly DraftRow[]): Promise<PostDraft[]> {
  const ids = rows.map(({ id }) => id)
  const media = Map.groupBy(await draftMediaOf(db, userId, ids), (row) => row.draft_id)
  return rows.map((row) => ({
    ...kept.parse(JSON.parse(row.content)),
    id: row.id,
    media: (media.get(row.id) ?? []).map(mediaView),
    changedAt: toTimestamp(row.changed_at),
  }))
}
