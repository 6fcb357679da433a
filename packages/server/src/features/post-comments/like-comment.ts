import type { PostComment } from '@kith/protocol/post-comments.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { enqueue } from '../../jobs/jobs.ts'
import { Problem } from '../../problem.ts'
import { changeComment } from './changing-comment.ts'
import type { CommentPlace } from './changing-comment.ts'
import { updateComment } from './comment-rows.ts'
import { deleteLike, insertLike } from './like-rows.ts'

/** Puts the like of the caller on a comment, or takes it off. @throws Problem `not-found`, `rate-limited`, `not-durable` */
export async function likeComment(
  ctx: AppContext,
  caller: Caller,
  { isLiked, ...place }: CommentPlace & { isLiked: boolean },
): Promise<PostComment> {
  ctx.limiter.take('like', caller.userId)
  return changeComment(ctx, caller, place, async ({ tx, post, row, now }) => {
    if (row.deleted_at !== null) throw new Problem('not-found')
    const like = { comment_id: row.id, user_id: caller.userId, created_at: now }
    const isOther = isLiked ? await insertLike(tx, like) : await deleteLike(tx, row.id, caller.userId)
    if (!isOther) return null
    await enqueue(tx, 'notify-comment-like', { commentId: row.id, userId: caller.userId }, { now })
    const count = row.like_count + (isLiked ? 1 : -1)
    return { row: await updateComment(tx, row.id, { like_count: count, rev: post.rev }), by: 0 }
  })
}
