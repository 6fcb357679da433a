import { sql } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import type { PostCommentLikesTable } from '../../database/schema-posts.ts'

type Reader = Database['read']

/** False when it was there before. */
export async function insertLike(tx: Tx, row: PostCommentLikesTable): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('post_comment_likes')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return Number(numInsertedOrUpdatedRows ?? 0) > 0
}

/** False when there was none. */
export async function deleteLike(tx: Tx, commentId: string, userId: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('post_comment_likes')
    .where('comment_id', '=', commentId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return Number(numDeletedRows) > 0
}

export async function deleteLikesOf(tx: Tx, commentId: string): Promise<void> {
  await tx.deleteFrom('post_comment_likes').where('comment_id', '=', commentId).execute()
}

export async function isLiking(db: Reader, commentId: string, userId: string): Promise<boolean> {
  return (await likedAmong(db, userId, [commentId])).has(commentId)
}

export async function likedAmong(db: Reader, userId: string, commentIds: readonly string[]): Promise<Set<string>> {
  if (commentIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('post_comment_likes')
    .select('comment_id')
    .where('user_id', '=', userId)
    .where('comment_id', 'in', commentIds)
    .execute()
  return new Set(rows.map((row) => row.comment_id))
}

export interface LikePlace {
  at: number
  id: string
}

/** Who likes a comment, newest first, without those whom a block keeps from `viewerId`. */
export async function likesPage(
  db: Reader,
  { viewerId, commentId, limit }: { viewerId: string; commentId: string; limit: number },
  after: LikePlace | null,
): Promise<PostCommentLikesTable[]> {
  const { at, id } = after ?? { at: Number.MAX_SAFE_INTEGER, id: '' }
  return db
    .selectFrom('post_comment_likes')
    .innerJoin('users', 'users.id', 'post_comment_likes.user_id')
    .selectAll('post_comment_likes')
    .where('post_comment_likes.comment_id', '=', commentId)
    .where('users.state', '=', 'active')
    .where(sql<boolean>`(post_comment_likes.created_at, post_comment_likes.user_id) < (${at}, ${id})`)
    .where(
      sql<boolean>`not exists (
        select 1 from relations
        where relations.user_id = ${viewerId} and relations.other_id = post_comment_likes.user_id
          and (relations.is_blocked = 1 or relations.is_blocked_by = 1)
      )`,
    )
    .orderBy('post_comment_likes.created_at', 'desc')
    .orderBy('post_comment_likes.user_id', 'desc')
    .limit(limit)
    .execute()
}

/** Comments that `userId` likes, with the posts that they are on. */
export async function likedBy(
  db: Reader,
  userId: string,
  limit: number,
): Promise<{ comment_id: string; post_id: string }[]> {
  return db
    .selectFrom('post_comment_likes')
    .innerJoin('post_comments', 'post_comments.id', 'post_comment_likes.comment_id')
    .select(['post_comment_likes.comment_id', 'post_comments.post_id'])
    .where('post_comment_likes.user_id', '=', userId)
    .orderBy('post_comment_likes.comment_id')
    .limit(limit)
    .execute()
}
