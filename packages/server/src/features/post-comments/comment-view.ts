import type { PostComment } from '@kith/protocol/post-comments.ts'
import type { UserCard } from '@kith/protocol/users.ts'
import type { Database } from '../../database/database.ts'
import { toTimestamp, toTimestampOrNull } from '../../timestamp.ts'
import { cardsOf } from '../users/users.ts'
import { namedInComments } from './comment-rows.ts'
import type { PostCommentRow } from './comment-rows.ts'
import { likedAmong } from './like-rows.ts'

/** Comments as `viewerId`, who may see them, has them, in the order of `rows`. */
export async function commentViews(
  db: Database['read'],
  viewerId: string,
  rows: readonly PostCommentRow[],
): Promise<PostComment[]> {
  const naming = rows.filter(({ body }) => body.includes('@')).map(({ id }) => id)
  const mentions = await namedInComments(db, naming)
  const cards = await cardsOf(db, [
    ...rows.map(({ author_id: id }) => id),
    ...mentions.map(({ user_id: userId }) => userId),
  ])
  const cardFor = (id: string): UserCard => cards.get(id) ?? { id, username: '', displayName: '', avatarUrl: null }
  const named = Map.groupBy(mentions, ({ comment_id: id }) => id)
  const liked = await likedAmong(
    db,
    viewerId,
    rows.flatMap(({ id, like_count: count }) => (count > 0 ? id : [])),
  )
  return rows.map((row) => ({
    id: row.id,
    postId: row.post_id,
    parentId: row.parent_id,
    author: cardFor(row.author_id),
    body: row.body,
    mentions: Object.fromEntries(
      (named.get(row.id) ?? []).map(({ written_as: name, user_id: id }) => [name, cardFor(id)]),
    ),
    createdAt: toTimestamp(row.created_at),
    editedAt: toTimestampOrNull(row.edited_at),
    deletedAt: toTimestampOrNull(row.deleted_at),
    pinnedAt: toTimestampOrNull(row.pinned_at),
    likeCount: row.like_count,
    isLiked: liked.has(row.id),
    replyCount: row.reply_count,
    rev: row.rev,
  }))
}

export async function commentView(db: Database['read'], viewerId: string, row: PostCommentRow): Promise<PostComment> {
  const [view] = await commentViews(db, viewerId, [row])
  if (view === undefined) throw new Error('one comment was seen as none')
  return view
}
