import { sql } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import type { PostLikesTable, PostSavesTable } from '../../database/schema-posts.ts'

type Reader = Database['read']

/** False when they like it already. */
export async function insertLike(tx: Tx, row: PostLikesTable): Promise<boolean> {
  const result = await tx
    .insertInto('post_likes')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** False when they did not like it. */
export async function deleteLike(tx: Tx, postId: string, userId: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('post_likes')
    .where('post_id', '=', postId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** `revs`: those that this takes; none where the post has taken its own before. */
export async function addToLikes(tx: Tx, postId: string, by: number, revs = 0): Promise<void> {
  await tx
    .updateTable('posts')
    .set((eb) => ({ like_count: eb('like_count', '+', by), rev: eb('rev', '+', revs) }))
    .where('id', '=', postId)
    .execute()
}

/** Who likes a post, newest first, after `cursor`: nobody whom `viewerId` blocks or who blocks them. */
export async function likePage(
  db: Reader,
  { postId, viewerId }: { postId: string; viewerId: string },
  limit: number,
  cursor: { at: number; id: string } | null,
): Promise<PostLikesTable[]> {
  const after = cursor === null ? sql`` : sql`and (likes.created_at, likes.user_id) < (${cursor.at}, ${cursor.id})`
  const { rows } = await sql<PostLikesTable>`
    select likes.* from post_likes as likes
    inner join users on users.id = likes.user_id and users.state = 'active'
    where likes.post_id = ${postId} ${after}
      and not exists (
        select 1 from relations
        where relations.user_id = ${viewerId} and relations.other_id = likes.user_id
          and (relations.is_blocked = 1 or relations.is_blocked_by = 1)
      )
    order by likes.created_at desc, likes.user_id desc
    limit ${limit}
  `.execute(db)
  return rows
}

/** Some of the posts that `userId` likes. */
export async function likedBy(db: Reader, userId: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('post_likes')
    .select('post_id')
    .where('user_id', '=', userId)
    .orderBy('post_id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.post_id)
}

export async function insertSave(tx: Tx, row: PostSavesTable): Promise<void> {
  await tx
    .insertInto('post_saves')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function deleteSave(tx: Tx, userId: string, postId: string): Promise<void> {
  await tx.deleteFrom('post_saves').where('user_id', '=', userId).where('post_id', '=', postId).execute()
}

/** How many posts `userId` keeps. */
export async function countSaves(db: Reader, userId: string): Promise<number> {
  const row = await db
    .selectFrom('post_saves')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}
