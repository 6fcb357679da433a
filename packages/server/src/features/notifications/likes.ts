import type { NotificationKind } from '@kith/protocol/notification-kinds.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import type { JobPayloads, NoticeTarget } from '../../jobs/job.ts'
import type { AfterCommit } from '../membership/membership.ts'
import { postsSeen } from '../post-access/post-access.ts'
import { commentById, isLiking } from '../post-comments/post-comments.ts'
import { notify, tellUnread } from './notify.ts'
import { isPostLiked } from './post-target-rows.ts'

interface Like {
  /** Who is told. */
  userId: string
  actorId: string
  kind: NotificationKind
  target: NoticeTarget & { postId: string }
  isThere: boolean
}

/** Tells the author of a post that somebody likes it, or that what they were told of was taken back. */
export async function notifyOfPostLike(
  ctx: AppContext,
  { postId, userId: actorId }: JobPayloads['notify-post-like'],
): Promise<void> {
  const tell = await ctx.db.write(async (tx) => {
    const [post] = await postsSeen(tx, actorId, [postId])
    if (post === undefined) return () => undefined
    const isThere = await isPostLiked(tx, postId, actorId)
    return tellOfLike(ctx, tx, { userId: post.author_id, actorId, kind: 'post-like', target: { postId }, isThere })
  })
  tell()
}

/** The same of a comment, for who wrote it. */
export async function notifyOfCommentLike(
  ctx: AppContext,
  { commentId, userId: actorId }: JobPayloads['notify-comment-like'],
): Promise<void> {
  const tell = await ctx.db.write(async (tx) => {
    const row = await commentById(tx, commentId)
    if (row === undefined || row.deleted_at !== null) return () => undefined
    const target = { postId: row.post_id, commentId }
    const isThere = await isLiking(tx, commentId, actorId)
    return tellOfLike(ctx, tx, { userId: row.author_id, actorId, kind: 'comment-like', target, isThere })
  })
  tell()
}

async function tellOfLike(
  ctx: AppContext,
  tx: Tx,
  { userId, actorId, kind, target, isThere }: Like,
): Promise<AfterCommit> {
  if (!isThere) return () => tellUnread(ctx, userId)
  const [post] = await postsSeen(tx, userId, [target.postId])
  return post === undefined ? () => undefined : notify(ctx, tx, { userId, kind, actorId, target })
}
