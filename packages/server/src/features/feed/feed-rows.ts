import { sql } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import type { FeedMarksTable } from '../../database/schema-posts.ts'
import { nearness } from '../post-access/post-access.ts'

type Reader = Database['read']

/** A post that may be on a page. */
export interface Candidate {
  id: string
  author_id: string
}

/** Posts for everyone here, newest first, below `before`; whoever may see them. */
export async function forEveryone(db: Reader, before: string | null, limit: number): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select posts.id, posts.author_id from posts
    where posts.level = 0 ${before === null ? sql`` : sql`and posts.id < ${before}`}
    order by posts.id desc limit ${limit}
  `.execute(db)
  return rows
}

/** Posts with a hashtag, newest first, below `before`; whoever may see them. */
export async function tagged(db: Reader, tag: string, before: string | null, limit: number): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select posts.id, posts.author_id from post_tags cross join posts
    where post_tags.tag = ${tag} ${before === null ? sql`` : sql`and post_tags.post_id < ${before}`}
      and posts.id = post_tags.post_id
    order by post_tags.post_id desc limit ${limit}
  `.execute(db)
  return rows
}

export interface Saved extends Candidate {
  at: number
}

/** What `userId` keeps, in the order of saving, newest first, after `after`; whether or not they may still see it. */
export async function savedBy(
  db: Reader,
  userId: string,
  after: Pick<Saved, 'at' | 'id'> | null,
  limit: number,
): Promise<Saved[]> {
  const { rows } = await sql<Saved>`
    select saves.created_at as at, posts.id, posts.author_id from post_saves as saves cross join posts
    where saves.user_id = ${userId}
      ${after === null ? sql`` : sql`and (saves.created_at, saves.post_id) < (${after.at}, ${after.id})`}
      and posts.id = saves.post_id
    order by saves.created_at desc, saves.post_id desc limit ${limit}
  `.execute(db)
  return rows
}

export interface Liked extends Candidate {
  like_count: number
  comment_count: number
}

/**
 * Of the posts for everyone from `top` (null: the newest) downwards to the one above `nextTop`, those with pictures or
 * videos that somebody put something on; whoever may see them.
 */
export async function likedAmongNewest(
  db: Reader,
  top: string | null,
  scannedMax: number,
): Promise<{ top: string; nextTop: string | null; rows: Liked[] } | null> {
  const from = top === null ? sql`posts.level = 0` : sql`posts.level = 0 and posts.id <= ${top}`
  const { rows: ends } = await sql<{ top: string | null; next_top: string | null }>`
    select (select max(posts.id) from posts where ${from}) as top,
      (select posts.id from posts where ${from} order by posts.id desc limit 1 offset ${scannedMax}) as next_top
  `.execute(db)
  const [end] = ends
  if (end === undefined || end.top === null) return null
  const { rows } = await sql<Liked>`
    select posts.id, posts.author_id, posts.like_count, posts.comment_count from posts
    where posts.level = 0 and posts.id <= ${end.top} and posts.id > ${end.next_top ?? ''}
      and posts.media_count > 0 and posts.like_count + posts.comment_count > 0
  `.execute(db)
  return { top: end.top, nextTop: end.next_top, rows }
}

/** Whom of `authorIds` somebody wants to read nothing of. */
export async function mutedAmong(db: Reader, userId: string, authorIds: readonly string[]): Promise<Set<string>> {
  if (authorIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('relations')
    .select('other_id')
    .where('user_id', '=', userId)
    .where('other_id', 'in', authorIds)
    .where('is_muted', '=', 1)
    .execute()
  return new Set(rows.map((row) => row.other_id))
}

/** How near `viewerId` stands to an author, as `nearness` has it, and whether one of them blocked the other. */
export async function nearnessTo(
  db: Reader,
  viewerId: string,
  authorId: string,
): Promise<{ near: number; isApart: boolean }> {
  const { rows } = await sql<{ near: number; is_apart: number }>`
    select ${nearness(viewerId)} as near,
      coalesce(standing.is_blocked, 0) + coalesce(standing.is_blocked_by, 0) as is_apart
    from users as author
    left join relations as standing on standing.user_id = ${viewerId} and standing.other_id = author.id
    where author.id = ${authorId}
  `.execute(db)
  const [row] = rows
  return { near: row?.near ?? -1, isApart: (row?.is_apart ?? 0) > 0 }
}

/** The posts of an author up to a level, newest first, below `before`. */
export async function authorPage(
  db: Reader,
  authorId: string,
  { near, before, limit }: { near: number; before: string | null; limit: number },
): Promise<string[]> {
  const levels = [0, 1, 2].filter((level) => level <= near)
  if (levels.length === 0) return []
  const parts = levels.map(
    (level) => sql`select * from (
      select id from posts where author_id = ${authorId} and level = ${level}
        ${before === null ? sql`` : sql`and id < ${before}`}
      order by id desc limit ${limit}
    ) as part`,
  )
  const { rows } = await sql<{ id: string }>`
    select id from (${sql.join(parts, sql` union all `)}) as parts order by id desc limit ${limit}
  `.execute(db)
  return rows.map(({ id }) => id)
}

export async function markOfHome(db: Reader, userId: string): Promise<FeedMarksTable | undefined> {
  return db.selectFrom('feed_marks').selectAll().where('user_id', '=', userId).executeTakeFirst()
}

export async function putMark(tx: Tx, row: FeedMarksTable): Promise<void> {
  await tx
    .insertInto('feed_marks')
    .values(row)
    .onConflict((conflict) =>
      conflict.column('user_id').doUpdateSet({ seen_id: row.seen_id, personal_rev: row.personal_rev }),
    )
    .execute()
}
