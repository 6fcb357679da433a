import { sql } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import type { CommentMentionsTable, FileCommentsTable, ProjectEntriesTable } from '../../database/schema-projects.ts'

type Reader = Database['read']
export type CommentRow = FileCommentsTable

export async function insertComment(tx: Tx, row: CommentRow): Promise<void> {
  await tx.insertInto('file_comments').values(row).execute()
}

export async function updateComment(
  tx: Tx,
  id: string,
  change: Partial<
    Pick<CommentRow, 'body' | 'anchor' | 'edited_at' | 'deleted_at' | 'resolved_at' | 'resolved_by' | 'rev'>
  >,
): Promise<CommentRow> {
  return tx.updateTable('file_comments').set(change).where('id', '=', id).returningAll().executeTakeFirstOrThrow()
}

export async function commentById(db: Reader, id: string): Promise<CommentRow | undefined> {
  return db.selectFrom('file_comments').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function commentByClientId(
  db: Reader,
  authorId: string,
  clientId: string,
): Promise<CommentRow | undefined> {
  return db
    .selectFrom('file_comments')
    .selectAll()
    .where('author_id', '=', authorId)
    .where('client_id', '=', clientId)
    .executeTakeFirst()
}

/** Comments that begin, oldest first; of those that were deleted the ones that have answers. */
export async function rootPage(
  db: Reader,
  fileId: string,
  { state, limit, after }: { state: 'open' | 'resolved' | 'all'; limit: number; after: string },
): Promise<CommentRow[]> {
  return db
    .selectFrom('file_comments')
    .selectAll()
    .where('file_id', '=', fileId)
    .where('parent_id', 'is', null)
    .where('id', '>', after)
    .$if(state === 'open', (query) => query.where('resolved_at', 'is', null))
    .$if(state === 'resolved', (query) => query.where('resolved_at', 'is not', null))
    .where((eb) =>
      eb.or([
        eb('deleted_at', 'is', null),
        eb.exists(
          eb
            .selectFrom('file_comments as replies')
            .select('replies.id')
            .whereRef('replies.parent_id', '=', 'file_comments.id')
            .where('replies.deleted_at', 'is', null),
        ),
      ]),
    )
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** What answers these, oldest first, without what was deleted. */
export async function repliesTo(db: Reader, rootIds: readonly string[]): Promise<CommentRow[]> {
  if (rootIds.length === 0) return []
  return db
    .selectFrom('file_comments')
    .selectAll()
    .where('parent_id', 'in', rootIds)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .execute()
}

/** How many answers a comment ever had. */
export async function countReplies(db: Reader, rootId: string): Promise<number> {
  const row = await db
    .selectFrom('file_comments')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('parent_id', '=', rootId)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** Ascending by rev: what was said or changed in (`since`, `upTo`], tombstones too. */
export async function commentsChanged(
  db: Reader,
  projectId: string,
  range: { since: number; upTo: number },
  limit: number,
): Promise<CommentRow[]> {
  return db
    .selectFrom('file_comments')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('rev', '>', range.since)
    .where('rev', '<=', range.upTo)
    .orderBy('rev')
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** Counts anew what is open of a file, and makes that a change of it at `rev`. */
export async function recountOpen(tx: Tx, fileId: string, rev: number): Promise<ProjectEntriesTable> {
  const open = sql<number>`(
    select count(*) from file_comments
    left join file_comments as roots on roots.id = file_comments.parent_id
    where file_comments.file_id = ${fileId} and file_comments.deleted_at is null
      and coalesce(roots.resolved_at, file_comments.resolved_at) is null
  )`
  return tx
    .updateTable('project_entries')
    .set({ open_comments: open, rev })
    .where('id', '=', fileId)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** What `userId` said and did not take away, oldest first. */
export async function commentsBy(db: Reader, userId: string, limit: number): Promise<CommentRow[]> {
  return db
    .selectFrom('file_comments')
    .selectAll()
    .where('author_id', '=', userId)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .limit(limit)
    .execute()
}

export async function namedInComments(db: Reader, ids: readonly string[]): Promise<CommentMentionsTable[]> {
  if (ids.length === 0) return []
  return db
    .selectFrom('comment_mentions')
    .selectAll()
    .where('comment_id', 'in', ids)
    .orderBy('comment_id')
    .orderBy('written_as')
    .execute()
}

/** Writes down anew whom a comment names. */
export async function putNamed(tx: Tx, commentId: string, rows: readonly CommentMentionsTable[]): Promise<void> {
  await tx.deleteFrom('comment_mentions').where('comment_id', '=', commentId).execute()
  if (rows.length > 0) await tx.insertInto('comment_mentions').values(rows).execute()
}

/** Who talks in the thread that begins with `rootId`. */
export async function talkersIn(db: Reader, rootId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('file_comments')
    .select('author_id')
    .distinct()
    .where((eb) => eb.or([eb('id', '=', rootId), eb('parent_id', '=', rootId)]))
    .where('deleted_at', 'is', null)
    .execute()
  return rows.map((row) => row.author_id)
}
