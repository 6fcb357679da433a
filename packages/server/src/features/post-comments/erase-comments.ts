import type { AppContext } from '../../context.ts'
import { tellPost } from '../posts/posts.ts'
import { erase } from './change-comment.ts'
import { commentById, commentsBy, countComment, takePostRev, updateComment } from './comment-rows.ts'
import { deleteLike, likedBy } from './like-rows.ts'

const AT_ONCE = 100

/** Makes tombstones of all that `userId` said about posts, some at a time. */
export async function erasePostComments(ctx: AppContext, userId: string): Promise<void> {
  for (;;) {
    const some = await commentsBy(ctx.db.read, userId, AT_ONCE)
    for (const { id, post_id: postId } of some) {
      await ctx.db.write(async (tx) => {
        const rev = await takePostRev(tx, postId)
        const row = await commentById(tx, id)
        if (rev === undefined || row === undefined || row.deleted_at !== null) return
        await erase(tx, row, { rev, now: ctx.now() })
        await countComment(tx, postId, -1, rev)
      })
      tellPost(ctx, postId)
    }
    if (some.length < AT_ONCE) return
  }
}

/** Takes all likes of `userId` off comments, some at a time. */
export async function takeCommentLikesBack(ctx: AppContext, userId: string): Promise<void> {
  for (;;) {
    const some = await likedBy(ctx.db.read, userId, AT_ONCE)
    for (const { comment_id: commentId, post_id: postId } of some) {
      await ctx.db.write(async (tx) => {
        const rev = await takePostRev(tx, postId)
        const row = await commentById(tx, commentId)
        if (rev === undefined || row === undefined || !(await deleteLike(tx, commentId, userId))) return
        await updateComment(tx, commentId, { like_count: row.like_count - 1, rev })
        await countComment(tx, postId, 0, rev)
      })
      tellPost(ctx, postId)
    }
    if (some.length < AT_ONCE) return
  }
}
