import type { Post, PostAudience, PostMark, PostMedia, PostState } from '@kith/protocol/posts.ts'
import { tagsIn } from '@kith/protocol/tags.ts'
import type { UserCard } from '@kith/protocol/users.ts'
import type { Database } from '../../database/database.ts'
import type { PostLevel } from '../../database/schema-posts.ts'
import { toTimestamp, toTimestampOrNull } from '../../timestamp.ts'
import { attachmentFor } from '../attachments/attachments.ts'
import { postFor, postsSeen } from '../post-access/post-access.ts'
import type { PostRow, SeenPost } from '../post-access/post-access.ts'
import { cardsOf } from '../users/users.ts'
import { likedAmong, mediaOf, namedIn, savedAmong } from './post-rows.ts'
import type { MediaRow } from './post-rows.ts'

const audiences: readonly PostAudience[] = ['everyone', 'followers', 'friends']

/** The posts of `ids` that `viewerId` may see, in that order; others are left out. */
export async function seenPosts(db: Database['read'], viewerId: string, ids: readonly string[]): Promise<Post[]> {
  const rows = new Map((await postsSeen(db, viewerId, ids)).map((row) => [row.id, row]))
  return postViews(
    db,
    viewerId,
    ids.flatMap((id) => rows.get(id) ?? []),
  )
}

/** A post as `viewerId` has it. @throws Problem `not-found` */
export async function postView(db: Database['read'], viewerId: string, postId: string): Promise<Post> {
  const [view] = await postViews(db, viewerId, [await postFor(db, viewerId, postId)])
  if (view === undefined) throw new Error('one post was seen as none')
  return view
}

/** Posts as `viewerId`, who may see them, has them, in the order of `rows`. */
export async function postViews(db: Database['read'], viewerId: string, rows: readonly SeenPost[]): Promise<Post[]> {
  const ids = rows.map(({ id }) => id)
  const media = Map.groupBy(await mediaOf(db, ids), (row) => row.post_id)
  const mentions = await namedIn(
    db,
    rows.filter(({ caption }) => caption.includes('@')).map(({ id }) => id),
  )
  const cards = await cardsOf(db, [...rows.map(({ author_id: id }) => id), ...mentions.map(({ user_id: id }) => id)])
  const cardFor = (id: string): UserCard => cards.get(id) ?? { id, username: '', displayName: '', avatarUrl: null }
  const named = Map.groupBy(mentions, ({ post_id: id }) => id)
  const liked = await likedAmong(db, viewerId, ids)
  const saved = await savedAmong(db, viewerId, ids)
  return rows.map((row) => ({
    id: row.id,
    author: cardFor(row.author_id),
    caption: row.caption,
    mentions: Object.fromEntries(
      (named.get(row.id) ?? []).map(({ written_as: name, user_id: id }) => [name, cardFor(id)]),
    ),
    tags: tagsIn(row.caption),
    media: (media.get(row.id) ?? []).map(mediaView),
    warning: row.warning,
    audience: audienceOf(row.level),
    commentsFrom: row.comments_from,
    createdAt: toTimestamp(row.created_at),
    editedAt: toTimestampOrNull(row.edited_at),
    state: stateOf(row),
    isLiked: liked.has(row.id),
    isSaved: saved.has(row.id),
    mayComment: row.may_comment === 1,
  }))
}

export function mediaView(row: Omit<MediaRow, 'post_id'>): PostMedia {
  const shown = attachmentFor(row)
  return {
    ...shown,
    alt: row.alt,
    jpegUrl: row.kind === 'image' ? `/api/files/${row.id}/jpeg` : null,
    posterUrl: row.poster_id === null ? null : `/api/files/${row.poster_id}/view`,
  }
}

/** What of a post moves. */
export function stateOf(row: PostRow): PostState {
  return {
    postId: row.id,
    rev: row.rev,
    contentRev: row.content_rev,
    commentsRev: row.comments_rev,
    likeCount: row.like_count,
    commentCount: row.comment_count,
  }
}

export function audienceOf(level: PostLevel): PostAudience {
  return audiences[level] ?? 'friends'
}

export function levelOf(audience: PostAudience): PostLevel {
  return audience === 'everyone' ? 0 : audience === 'followers' ? 1 : 2
}

/** What `viewerId` has on a post, by a change that took `personalRev`. */
export async function markOf(
  db: Database['read'],
  viewerId: string,
  postId: string,
  personalRev: number,
): Promise<PostMark> {
  const liked = await likedAmong(db, viewerId, [postId])
  const saved = await savedAmong(db, viewerId, [postId])
  return { postId, isLiked: liked.has(postId), isSaved: saved.has(postId), personalRev }
}
