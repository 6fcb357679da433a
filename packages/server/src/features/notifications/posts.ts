import { hasHiddenWord } from '@kith/protocol/hidden-words.ts'
import type { AppContext } from '../../context.ts'
import type { Database, Tx } from '../../database/database.ts'
import type { JobPayloads, NoticeTarget } from '../../jobs/job.ts'
import type { AfterCommit } from '../membership/membership.ts'
import { viewersAmong } from '../post-access/post-access.ts'
import { commentById, namedInComments } from '../post-comments/post-comments.ts'
import type { PostCommentRow } from '../post-comments/post-comments.ts'
import { postById } from '../posts/posts.ts'
import { notify, tellUnreadToAll } from './notify.ts'
import { hiddenWordsOf, namedInPost, toldOfComment, toldOfPost } from './post-target-rows.ts'
import { preferencesOf } from './preferences.ts'

interface Wanted {
  userId: string
  kind: 'post-comment' | 'post-mention'
}

interface Said {
  actorId: string
  text: string
  target: NoticeTarget & { postId: string }
}

/** Tells whom the caption of a post names, once each; and whoever was told of it, when it was changed. */
export async function notifyOfPost(ctx: AppContext, { postId }: JobPayloads['notify-post']): Promise<void> {
  const { read } = ctx.db
  const post = await postById(read, postId)
  if (post === undefined) return
  const known = await toldOfPost(read, postId)
  if (known.size > 0) tellUnreadToAll(ctx, [...known])
  const said = { actorId: post.author_id, text: post.caption, target: { postId } }
  for (const userId of await namedInPost(read, postId)) {
    if (!known.has(userId)) await tellOne(ctx, said, { userId, kind: 'post-mention' })
  }
}

/** Tells those who were told of a post that went how much is unread. */
export async function recountNotices(ctx: AppContext, { userIds }: JobPayloads['recount-notices']): Promise<void> {
  tellUnreadToAll(ctx, userIds)
}

/**
 * Tells whom a comment on a post names or answers, and whose post it is, once each; and whoever was told of it, when it
 * was changed or taken away.
 */
export async function notifyOfPostComment(
  ctx: AppContext,
  { commentId, answeredId }: JobPayloads['notify-post-comment'],
): Promise<void> {
  const { read } = ctx.db
  const row = await commentById(read, commentId)
  if (row === undefined) return
  const known = await toldOfComment(read, commentId)
  if (known.size > 0) tellUnreadToAll(ctx, [...known])
  if (row.deleted_at !== null) return
  const said = { actorId: row.author_id, text: row.body, target: { postId: row.post_id, commentId } }
  for (const wanted of await wantedBy(read, row, answeredId)) {
    if (!known.has(wanted.userId)) await tellOne(ctx, said, wanted)
  }
}

async function tellOne(ctx: AppContext, said: Said, wanted: Wanted): Promise<void> {
  const tell = await ctx.db.write((tx) => notifyOne(ctx, tx, said, wanted))
  tell()
}

/** Of what somebody may not see, or wants to read nothing, they are not told. */
async function notifyOne(
  ctx: AppContext,
  tx: Tx,
  { actorId, text, target }: Said,
  { userId, kind }: Wanted,
): Promise<AfterCommit> {
  const viewers = await viewersAmong(tx, target.postId, [userId])
  if (!viewers.has(userId) || hasHiddenWord(text, await hiddenWordsOf(tx, userId))) return () => undefined
  return notify(ctx, tx, { userId, kind, actorId, target })
}

/** Who is named is not also answered. */
async function wantedBy(db: Database['read'], row: PostCommentRow, answeredId: string | undefined): Promise<Wanted[]> {
  const wanted = new Map<string, Wanted['kind']>()
  const post = await postById(db, row.post_id)
  if (post !== undefined) wanted.set(post.author_id, 'post-comment')
  for (const id of new Set([row.parent_id, answeredId ?? null])) {
    const answered = id === null ? undefined : await commentById(db, id)
    if (answered !== undefined && answered.deleted_at === null) wanted.set(answered.author_id, 'post-comment')
  }
  for (const { user_id: userId } of await namedInComments(db, [row.id])) {
    // Whoever wants no mentions may still want the rest.
    const hasBoth = wanted.has(userId)
    if (!hasBoth || !(await preferencesOf(db, userId)).kindsOff.includes('post-mention')) {
      wanted.set(userId, 'post-mention')
    }
  }
  wanted.delete(row.author_id)
  return [...wanted].map(([userId, kind]) => ({ userId, kind }))
}
