import { sql } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import type { ThreadFollowsTable } from '../../database/schema-threads.ts'

/* Who follows which thread, how far they have read it, and what is left. */

type Reader = Database['read']
export type FollowRow = ThreadFollowsTable

export async function followRow(db: Reader, threadId: string, userId: string): Promise<FollowRow | undefined> {
  return db
    .selectFrom('thread_follows')
    .selectAll()
    .where('thread_id', '=', threadId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
}

/** Follows, or does not any more, as `row` says, whatever was before. */
export async function putFollow(tx: Tx, row: FollowRow): Promise<void> {
  await tx
    .insertInto('thread_follows')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['thread_id', 'user_id']).doUpdateSet((eb) => ({
        is_following: eb.ref('excluded.is_following'),
        last_read_seq: eb.ref('excluded.last_read_seq'),
        personal_rev: eb.ref('excluded.personal_rev'),
      })),
    )
    .execute()
}

/**
 * Has those of `userIds` follow a thread that begins at `seq`, as read up to `lastReadSeq`, who see it and never said
 * whether they want to. Who follows it now.
 */
export async function followUnasked(
  tx: Tx,
  thread: { id: string; conversationId: string; seq: number },
  userIds: readonly string[],
  lastReadSeq: number,
): Promise<string[]> {
  if (userIds.length === 0) return []
  const { rows } = await sql<{ user_id: string }>`
    insert into thread_follows (thread_id, user_id, conversation_id, is_following, last_read_seq, personal_rev)
    select ${thread.id}, members.user_id, members.conversation_id, 1, ${lastReadSeq}, 0
    from members
    where members.conversation_id = ${thread.conversationId}
      and members.user_id in (${sql.join([...userIds])})
      and members.left_at is null
      and members.visible_from < ${thread.seq}
    on conflict (thread_id, user_id) do nothing
    returning user_id
  `.execute(tx)
  return rows.map((row) => row.user_id).toSorted()
}

export async function stampFollow(tx: Tx, threadId: string, userId: string, personalRev: number): Promise<void> {
  await tx
    .updateTable('thread_follows')
    .set({ personal_rev: personalRev })
    .where('thread_id', '=', threadId)
    .where('user_id', '=', userId)
    .execute()
}

/** Moves the marker of a thread that `userId` follows forward, never back. */
export async function readThread(
  tx: Tx,
  userId: string,
  threadId: string,
  seq: number,
  personalRev: number,
): Promise<void> {
  await tx
    .updateTable('thread_follows')
    .set({ last_read_seq: seq, personal_rev: personalRev })
    .where('thread_id', '=', threadId)
    .where('user_id', '=', userId)
    .where('is_following', '=', 1)
    .where('last_read_seq', '<', seq)
    .execute()
}

/** Those who follow a thread and have not read it up to `seq`. */
export async function followersOf(db: Reader, threadId: string, seq: number): Promise<string[]> {
  const rows = await db
    .selectFrom('thread_follows')
    .select('user_id')
    .where('thread_id', '=', threadId)
    .where('is_following', '=', 1)
    .where('last_read_seq', '<', seq)
    .orderBy('user_id')
    .execute()
  return rows.map((row) => row.user_id)
}

/** The threads in a conversation that `userId` reads inline, has followed and has not read up to `seq`. */
export async function behindInline(db: Reader, userId: string, conversationId: string, seq: number): Promise<string[]> {
  const { rows } = await sql<{ thread_id: string }>`
    select follows.thread_id
    from thread_follows as follows
    inner join threads on threads.id = follows.thread_id
    inner join users on users.id = follows.user_id
    where follows.user_id = ${userId}
      and follows.conversation_id = ${conversationId}
      and follows.is_following = 1
      and follows.last_read_seq < threads.last_seq
      and follows.last_read_seq < ${seq}
      and users.threads = 'inline'
    order by follows.thread_id
  `.execute(db)
  return rows.map((row) => row.thread_id)
}

/** Moves the markers of all threads that `userId` follows in `conversationIds` to the end of the conversation; which moved. */
export async function readThreadsToEnd(
  tx: Tx,
  userId: string,
  conversationIds: readonly string[],
  personalRev: number,
): Promise<Pick<FollowRow, 'thread_id' | 'conversation_id'>[]> {
  const { rows } = await sql<Pick<FollowRow, 'thread_id' | 'conversation_id'>>`
    update thread_follows set last_read_seq = ends.last_seq, personal_rev = ${personalRev}
    from conversations as ends
    where ends.id = thread_follows.conversation_id
      and thread_follows.user_id = ${userId}
      and thread_follows.conversation_id in (${sql.join([...conversationIds])})
      and thread_follows.is_following = 1
      and thread_follows.last_read_seq < ends.last_seq
    returning thread_follows.thread_id, thread_follows.conversation_id
  `.execute(tx)
  return rows
}

/** Where a conversation stood, and from where on somebody sees it. */
export interface Standing {
  id: string
  head: number
  last_seq: number
  visible_from: number
}

export interface FollowedCount {
  conversation_id: string
  thread_id: string
  last_seq: number
  unread: number
}

/**
 * The threads that `userId` follows in these conversations, by id: those with something after their marker, and the
 * newest `shown` of each conversation. Unread are replies of others, counted to `max` and as of each `head`.
 */
export async function followedCounts(
  db: Reader,
  userId: string,
  standings: readonly Standing[],
  { max, shown }: { max: number; shown: number },
): Promise<FollowedCount[]> {
  if (standings.length === 0) return []
  const values = standings.map(
    ({ id, head, last_seq: lastSeq, visible_from: visibleFrom }) =>
      sql`(${id}, cast(${head} as bigint), cast(${lastSeq} as bigint), cast(${visibleFrom} as bigint))`,
  )
  const { rows } = await sql<FollowedCount>`
    with mine (conversation_id, head, last_seq, visible_from) as (values ${sql.join(values)}),
    followed as (
      select follows.conversation_id, follows.thread_id, follows.last_read_seq, threads.last_seq,
        mine.head, mine.last_seq as upto,
        row_number() over (partition by follows.conversation_id order by threads.last_seq desc) as place
      from mine
      inner join thread_follows as follows
        on follows.user_id = ${userId} and follows.conversation_id = mine.conversation_id
      inner join threads on threads.id = follows.thread_id
      where follows.is_following = 1 and threads.seq > mine.visible_from
    )
    select conversation_id, thread_id, last_seq, (
      select count(*) from (
        select 1 from messages
        where messages.thread_id = followed.thread_id
          and messages.seq > followed.last_read_seq
          and messages.seq <= followed.upto
          and (messages.deleted_at is null or messages.rev > followed.head)
          and messages.author_id <> ${userId}
        order by messages.seq
        limit ${max}
      ) as unread_rows
    ) as unread
    from followed
    where place <= ${shown} or last_seq > last_read_seq
    order by conversation_id, thread_id
  `.execute(db)
  return rows.map((row) => ({ ...row, unread: Number(row.unread) }))
}

/** How many replies of others lie after `lastReadSeq` in a thread, counted to `max`. */
export async function unreadReplies(
  db: Reader,
  userId: string,
  { threadId, lastReadSeq }: { threadId: string; lastReadSeq: number },
  max: number,
): Promise<number> {
  const { rows } = await sql<{ unread: number }>`
    select count(*) as unread from (
      select 1 from messages
      where thread_id = ${threadId} and seq > ${lastReadSeq} and deleted_at is null and author_id <> ${userId}
      order by seq
      limit ${max}
    ) as unread_rows
  `.execute(db)
  return Number(rows[0]?.unread ?? 0)
}
