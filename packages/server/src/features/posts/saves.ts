import { limits } from '@kith/protocol/limits.ts'
import type { PostMark } from '@kith/protocol/posts.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { takePersonalRev } from '../membership/membership.ts'
import { postFor } from '../post-access/post-access.ts'
import { countSaves, deleteSave, insertSave } from './mark-rows.ts'
import { lockPost } from './post-rows.ts'
import { markOf } from './post-view.ts'

/**
 * Keeps a post for the caller; their other devices hear of it.
 * @throws Problem `not-found`, `validation-failed` past the bound
 */
export async function savePost(ctx: AppContext, { userId }: Caller, postId: string): Promise<PostMark> {
  const mark = await ctx.db.write(async (tx) => {
    // First the post, as for a like, so that it is not deleted in between and two of these never wait for each other.
    await lockPost(tx, postId)
    await postFor(tx, userId, postId)
    // That locks the person's row, so that two at once do not pass the bound together.
    const personalRev = await takePersonalRev(tx, userId)
    await insertSave(tx, { user_id: userId, post_id: postId, created_at: ctx.now() })
    if ((await countSaves(tx, userId)) > limits.savesMax) {
      const message = `keeps ${limits.savesMax} posts already`
      throw new Problem('validation-failed', { errors: [{ path: 'postId', code: 'too-many', message }] })
    }
    return markOf(tx, userId, postId, personalRev)
  })
  ctx.live.toUser(userId, 'post_mark', mark)
  return mark
}

/** Keeps a post no longer, whether or not it may still be seen. */
export async function unsavePost(ctx: AppContext, { userId }: Caller, postId: string): Promise<PostMark> {
  const mark = await ctx.db.write(async (tx) => {
    const personalRev = await takePersonalRev(tx, userId)
    await deleteSave(tx, userId, postId)
    return markOf(tx, userId, postId, personalRev)
  })
  ctx.live.toUser(userId, 'post_mark', mark)
  return mark
}
