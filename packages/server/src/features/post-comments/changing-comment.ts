import type { PostComment } from '@kith/protocol/post-comments.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { postTaking } from '../post-access/post-access.ts'
import type { SeenPost } from '../post-access/post-access.ts'
import { tellPost } from '../posts/posts.ts'
import { commentOn, countComment } from './comment-rows.ts'
import type { PostCommentRow } from './comment-rows.ts'
import { commentView } from './comment-view.ts'

export interface CommentPlace {
  postId: string
  commentId: string
}

export interface Changing {
  tx: Tx
  /** Locked; its rev is the one that the change takes. */
  post: SeenPost
  row: PostCommentRow
  now: number
}

/** What a change comes to: the comment as it now is, and by how much the comments of the post are more or less. */
export interface Changed {
  row: PostCommentRow
  by: 0 | -1
}

/** Thrown to give back the rev that was taken: nothing changed. */
class Unchanged extends Error {
  readonly row: PostCommentRow

  constructor(row: PostCommentRow) {
    super('unchanged')
    this.row = row
  }
}

/**
 * Changes a comment as `decide` says, and tells whoever has the post before them. Null: there is nothing to change.
 * @throws Problem `not-found`, `not-durable`, and what `decide` throws
 */
export async function changeComment(
  ctx: AppContext,
  caller: Caller,
  { postId, commentId }: CommentPlace,
  decide: (changing: Changing) => Promise<Changed | null>,
): Promise<PostComment> {
  const now = ctx.now()
  try {
    const row = await ctx.db.write(async (tx) => {
      const post = await postTaking(tx, caller.userId, postId)
      const before = await commentOn(tx, caller.userId, { postId, commentId })
      const changed = await decide({ tx, post, row: before, now })
      if (changed === null) throw new Unchanged(before)
      await countComment(tx, postId, changed.by, post.rev)
      return changed.row
    })
    ctx.jobs.wake()
    tellPost(ctx, postId)
    return await commentView(ctx.db.read, caller.userId, row)
  } catch (error) {
    if (error instanceof Unchanged) return commentView(ctx.db.read, caller.userId, error.row)
    throw error
  }
}
