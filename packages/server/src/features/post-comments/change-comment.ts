import { limits } from '@kith/protocol/limits.ts'
import type { PostComment } from '@kith/protocol/post-comments.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { enqueue } from '../../jobs/jobs.ts'
import { Problem } from '../../problem.ts'
import { mayAdminister } from '../place/place.ts'
import { changeComment } from './changing-comment.ts'
import type { CommentPlace } from './changing-comment.ts'
import { countAnswer, countPinned, putNamed, updateComment } from './comment-rows.ts'
import type { PostCommentRow } from './comment-rows.ts'
import { deleteLikesOf } from './like-rows.ts'
import { nameIn } from './mentions.ts'

/** Says one's own comment otherwise. @throws Problem `not-found`, `forbidden`, `already-deleted`, `not-durable` */
export async function editComment(
  ctx: AppContext,
  caller: Caller,
  { body, ...place }: CommentPlace & { body: string },
): Promise<PostComment> {
  ctx.limiter.take('comment', caller.userId)
  return changeComment(ctx, caller, place, async ({ tx, post, row, now }) => {
    if (row.author_id !== caller.userId || post.may_comment !== 1) throw new Problem('forbidden')
    if (row.deleted_at !== null) throw new Problem('already-deleted')
    if (row.body === body) return null
    const changed = await updateComment(tx, row.id, { body, edited_at: now, rev: post.rev })
    await nameIn(tx, changed)
    await enqueue(tx, 'notify-post-comment', { commentId: row.id }, { now })
    return { row: changed, by: 0 }
  })
}

/**
 * Takes a comment away: one's own, any on one's own post, and any where one leads the place. A tombstone keeps the place
 * of what was answered.
 * @throws Problem `not-found`, `forbidden`, `not-durable`
 */
export async function deleteComment(ctx: AppContext, caller: Caller, place: CommentPlace): Promise<PostComment> {
  return changeComment(ctx, caller, place, async ({ tx, post, row, now }) => {
    const isOwn = row.author_id === caller.userId || post.author_id === caller.userId
    if (!isOwn && !mayAdminister(caller, 'remove-posts')) throw new Problem('forbidden')
    if (row.deleted_at !== null) return null
    const changed = await erase(tx, row, { rev: post.rev, now })
    await enqueue(tx, 'notify-post-comment', { commentId: row.id }, { now })
    return { row: changed, by: -1 }
  })
}

/** What is left of a comment that goes: its place. The post has taken `rev` for it. */
export async function erase(
  tx: Tx,
  { id, parent_id: rootId }: PostCommentRow,
  { rev, now }: { rev: number; now: number },
): Promise<PostCommentRow> {
  await putNamed(tx, id, [])
  await deleteLikesOf(tx, id)
  if (rootId !== null) await countAnswer(tx, rootId, -1, rev)
  return updateComment(tx, id, { body: '', edited_at: null, deleted_at: now, pinned_at: null, like_count: 0, rev })
}

/**
 * Has a comment that begins stand first, or no longer: the author of the post.
 * @throws Problem `not-found`, `forbidden` (also for an answer), `validation-failed` (as many as there may be),
 *   `not-durable`
 */
export async function pinComment(
  ctx: AppContext,
  caller: Caller,
  { isPinned, ...place }: CommentPlace & { isPinned: boolean },
): Promise<PostComment> {
  return changeComment(ctx, caller, place, async ({ tx, post, row, now }) => {
    if (post.author_id !== caller.userId || row.parent_id !== null) throw new Problem('forbidden')
    if (row.deleted_at !== null) throw new Problem('not-found')
    if ((row.pinned_at !== null) === isPinned) return null
    if (isPinned && (await countPinned(tx, post.id)) >= limits.pinnedCommentsMax) throw tooManyPinned()
    return { row: await updateComment(tx, row.id, { pinned_at: isPinned ? now : null, rev: post.rev }), by: 0 }
  })
}

function tooManyPinned(): Problem {
  const message = `at most ${limits.pinnedCommentsMax} comments stand first`
  return new Problem('validation-failed', { errors: [{ path: 'isPinned', code: 'too_big', message }] })
}
