import { sql } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import type { ThreadFollowsTable, ThreadsTable } from '../../database/schema-threads.ts'

/* What threads come to; who follows them is in follow-rows.ts. */

type Reader = Database['read']
export type ThreadRow = ThreadsTable

export async function threadById(db: Reader, id: string): Promise<ThreadRow | undefined> {
  return db.selectFrom('threads').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function threadsByIds(db: Reader, ids: readonly string[]): Promise<ThreadRow[]> {
  if (ids.length === 0) return []
  return db.selectFrom('threads').selectAll().where('id', 'in', ids).execute()
}

/** The thread of a message that nobody has answered yet; nothing where there is one. */
export async function insertThread(tx: Tx, row: ThreadRow): Promise<void> {
  await tx
    .insertInto('threads')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function updateThread(
  tx: Tx,
  id: string,
  change: Partial<Omit<ThreadRow, 'id' | 'conversation_id' | 'seq'>>,
): Promise<void> {
  await tx.updateTable('threads').set(change).where('id', '=', id).execute()
}

/** What is left of the replies of a thread: how many, and the newest of each of the `each` who replied last. */
export async function repliesLeft(
  db: Reader,
  id: string,
  each: number,
): Promise<{ count: number; newest: { author_id: string; created_at: number }[] }> {
  const counted = await db
    .selectFrom('messages')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('thread_id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  const { rows } = await sql<{ author_id: string; created_at: number }>`
    select author_id, created_at from (
      select author_id, created_at, seq, row_number() over (partition by author_id order by seq desc) as turn
      from messages
      where thread_id = ${id} and deleted_at is null
    ) as placed
    where turn = 1
    order by seq desc
    limit ${each}
  `.execute(db)
  return { count: Number(counted.count), newest: rows }
}

export interface ThreadCursor {
  at: number
  id: string
}

export type FollowedRow = ThreadRow &
  Pick<ThreadFollowsTable, 'is_following' | 'last_read_seq' | 'personal_rev'> & { last_reply_id: string | null }

/** The threads that `userId` follows and may see, newest reply first, after `cursor`. */
export async function threadPage(
  db: Reader,
  userId: string,
  { isUnread, cursor, limit }: { isUnread: boolean; cursor: ThreadCursor | null; limit: number },
): Promise<FollowedRow[]> {
  const after = cursor === null ? sql`` : sql`and (threads.last_reply_at, threads.id) < (${cursor.at}, ${cursor.id})`
  const unread = isUnread
    ? sql`and exists (
        select 1 from messages
        where messages.thread_id = threads.id
          and messages.seq > follows.last_read_seq
          and messages.deleted_at is null
          and messages.author_id <> ${userId}
      )`
    : sql``
  const { rows } = await sql<FollowedRow>`
    select threads.*, follows.is_following, follows.last_read_seq, follows.personal_rev, (
      select messages.id from messages
      where messages.thread_id = threads.id and messages.deleted_at is null
      order by messages.seq desc
      limit 1
    ) as last_reply_id
    from thread_follows as follows
    inner join threads on threads.id = follows.thread_id
    inner join members
      on members.conversation_id = follows.conversation_id and members.user_id = follows.user_id
    where follows.user_id = ${userId}
      and follows.is_following = 1
      and members.left_at is null
      and threads.seq > members.visible_from
      and threads.last_seq > threads.seq
      ${unread} ${after}
    order by threads.last_reply_at desc, threads.id desc
    limit ${limit}
  `.execute(db)
  return rows
}
