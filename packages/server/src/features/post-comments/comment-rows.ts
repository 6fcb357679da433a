import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import type { PostCommentMentionsTable, PostCommentsTable } from '../../database/schema-posts.ts'
import { Problem } from '../../problem.ts'

type Reader = Database['read']
export type PostCommentRow = PostCommentsTable

/**
 * Whether no block stands between `viewerId` and who wrote the row of `post_comments`, or what it answers: an answer is
 * not seen without that. Who may see the post is asked for before.
 */
export function isHeardBy(viewerId: string): RawBuilder<boolean> {
  return sql<boolean>`not exists (
    select 1 from relations
    where relations.user_id = ${viewerId}
      and relations.other_id in (post_comments.author_id, coalesce(
        (select roots.author_id from post_comments as roots where roots.id = post_comments.parent_id), ''
      ))
      and (relations.is_blocked = 1 or relations.is_blocked_by = 1)
  )`
}

export async function insertComment(tx: Tx, row: PostCommentRow): Promise<void> {
  await tx.insertInto('post_comments').values(row).execute()
}

export async function updateComment(
  tx: Tx,
  id: string,
  change: Partial<Omit<PostCommentRow, 'id' | 'post_id' | 'parent_id' | 'author_id' | 'client_id' | 'created_at'>>,
): Promise<PostCommentRow> {
  return tx.updateTable('post_comments').set(change).where('id', '=', id).returningAll().executeTakeFirstOrThrow()
}

/** One answer more or less to `rootId`, which is a change of it at `rev`. */
export async function countAnswer(tx: Tx, rootId: string, by: 1 | -1, rev: number): Promise<void> {
  await tx
    .updateTable('post_comments')
    .set((eb) => ({ reply_count: eb('reply_count', '+', by), rev }))
    .where('id', '=', rootId)
    .execute()
}

/** What a post keeps of its comments, after a change at `rev`. */
export async function countComment(tx: Tx, postId: string, by: 1 | 0 | -1, rev: number): Promise<void> {
  await tx
    .updateTable('posts')
    .set((eb) => ({ comment_count: eb('comment_count', '+', by), comments_rev: rev }))
    .where('id', '=', postId)
    .execute()
}

/** Locks a post for nobody and has it take its next `rev`; undefined where it is gone. */
export async function takePostRev(tx: Tx, postId: string): Promise<number | undefined> {
  const row = await tx
    .updateTable('posts')
    .set((eb) => ({ rev: eb('rev', '+', 1) }))
    .where('id', '=', postId)
    .returning('rev')
    .executeTakeFirst()
  return row?.rev
}

export async function commentById(db: Reader, id: string): Promise<PostCommentRow | undefined> {
  return db.selectFrom('post_comments').selectAll().where('id', '=', id).executeTakeFirst()
}

/**
 * A comment on a post that `viewerId` may see, deleted ones too.
 * @throws Problem `not-found`, also for one that a block keeps from them
 */
export async function commentOn(
  db: Reader,
  viewerId: string,
  { postId, commentId }: { postId: string; commentId: string },
): Promise<PostCommentRow> {
  const row = await db
    .selectFrom('post_comments')
    .selectAll()
    .where('id', '=', commentId)
    .where('post_id', '=', postId)
    .where(isHeardBy(viewerId))
    .executeTakeFirst()
  if (row === undefined) throw new Problem('not-found')
  return row
}

export async function commentByClientId(
  db: Reader,
  authorId: string,
  clientId: string,
): Promise<PostCommentRow | undefined> {
  return db
    .selectFrom('post_comments')
    .selectAll()
    .where('author_id', '=', authorId)
    .where('client_id', '=', clientId)
    .executeTakeFirst()
}

/** Where a page of pinned comments goes on. */
export interface PinnedPlace {
  at: number
  id: string
}

interface Begun {
  viewerId: string
  postId: string
  limit: number
}

/** Pinned comments, in the order in which they were pinned. */
export async function pinnedPage(
  db: Reader,
  { viewerId, postId, limit }: Begun,
  after: PinnedPlace | null,
): Promise<PostCommentRow[]> {
  const { at, id } = after ?? { at: -1, id: '' }
  return db
    .selectFrom('post_comments')
    .selectAll()
    .where('post_id', '=', postId)
    .where('pinned_at', 'is not', null)
    .where(sql<boolean>`(pinned_at, id) > (${at}, ${id})`)
    .where(isHeardBy(viewerId))
    .orderBy('pinned_at')
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** Comments that begin and are not pinned, oldest first; of those that were deleted the ones that have answers. */
export async function begunPage(
  db: Reader,
  { viewerId, postId, limit }: Begun,
  after: string,
): Promise<PostCommentRow[]> {
  return db
    .selectFrom('post_comments')
    .selectAll()
    .where('post_id', '=', postId)
    .where('parent_id', 'is', null)
    .where('pinned_at', 'is', null)
    .where('id', '>', after)
    .where((eb) => eb.or([eb('deleted_at', 'is', null), eb('reply_count', '>', 0)]))
    .where(isHeardBy(viewerId))
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** What answers one, oldest first, without what was deleted. */
export async function answersPage(
  db: Reader,
  { viewerId, rootId, limit }: { viewerId: string; rootId: string; limit: number },
  after: string,
): Promise<PostCommentRow[]> {
  return db
    .selectFrom('post_comments')
    .selectAll()
    .where('parent_id', '=', rootId)
    .where('deleted_at', 'is', null)
    .where('id', '>', after)
    .where(isHeardBy(viewerId))
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** Ascending by rev: what was said or changed in (`since`, `upTo`], tombstones too. */
export async function commentsChanged(
  db: Reader,
  { viewerId, postId, limit }: Begun,
  { since, upTo }: { since: number; upTo: number },
): Promise<PostCommentRow[]> {
  return db
    .selectFrom('post_comments')
    .selectAll()
    .where('post_id', '=', postId)
    .where('rev', '>', since)
    .where('rev', '<=', upTo)
    .where(isHeardBy(viewerId))
    .orderBy('rev')
    .orderBy('id')
    .limit(limit)
    .execute()
}

export async function countPinned(db: Reader, postId: string): Promise<number> {
  const row = await db
    .selectFrom('post_comments')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('post_id', '=', postId)
    .where('pinned_at', 'is not', null)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** What `userId` said and did not take away, oldest first. */
export async function commentsBy(db: Reader, userId: string, limit: number): Promise<PostCommentRow[]> {
  return db
    .selectFrom('post_comments')
    .selectAll()
    .where('author_id', '=', userId)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .limit(limit)
    .execute()
}

export async function namedInComments(db: Reader, ids: readonly string[]): Promise<PostCommentMentionsTable[]> {
  if (ids.length === 0) return []
  return db
    .selectFrom('post_comment_mentions')
    .selectAll()
    .where('comment_id', 'in', ids)
    .orderBy('comment_id')
    .orderBy('written_as')
    .execute()
}

/** Writes down anew whom a comment names. */
export async function putNamed(tx: Tx, commentId: string, rows: readonly PostCommentMentionsTable[]): Promise<void> {
  await tx.deleteFrom('post_comment_mentions').where('comment_id', '=', commentId).execute()
  if (rows.length > 0) await tx.insertInto('post_comment_mentions').values(rows).execute()
}
