import { sql } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import { prepared } from '../../database/prepared.ts'
import type { MembershipRow } from './membership-rows.ts'

/* How far somebody has read and received, and what is left. */

type Reader = Database['read']

export type Marker = { userId: string; conversationId: string; seq: number }

const markQuery = prepared((db, { userId, conversationId, seq, personalRev }: Marker & { personalRev: number }) =>
  db
    .updateTable('members')
    .set({ last_read_seq: seq, personal_rev: personalRev })
    .where('conversation_id', '=', conversationId)
    .where('user_id', '=', userId)
    .where('last_read_seq', '<', seq),
)

export async function setReadMarker(
  tx: Tx,
  userId: string,
  conversationId: string,
  seq: number,
  personalRev: number,
): Promise<void> {
  await markQuery(tx, { userId, conversationId, seq, personalRev })
}

const deliverQuery = prepared((db, { userId, conversationId, seq, membersMax }: Marker & { membersMax: number }) =>
  db
    .updateTable('members')
    .set({ delivered_seq: seq })
    .where('conversation_id', '=', conversationId)
    .where('user_id', '=', userId)
    .where('left_at', 'is', null)
    .where('delivered_seq', '<', seq)
    .where('last_read_seq', '<', seq)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('conversations')
          .select('conversations.id')
          .where('conversations.id', '=', conversationId)
          .where('conversations.last_seq', '>=', seq)
          .where('conversations.member_count', '<=', membersMax),
      ),
    )
    .returning('delivered_seq'),
)

/** Moves how far messages have reached `userId`, forward, to a message that is there; whether it moved. */
export async function moveDelivered(tx: Tx, arrival: Marker & { membersMax: number }): Promise<boolean> {
  return (await deliverQuery(tx, arrival)).length > 0
}

/** Those of `userId` with something after their read marker, or after that of a thread they follow, by id, after `after`. */
export async function behindAmong(db: Reader, userId: string, after: string, limit: number): Promise<{ id: string }[]> {
  // Sub-queries and no joins: PostgreSQL would read the conversations, and the threads, of everybody for those.
  const { rows } = await sql<{ id: string }>`
    select members.conversation_id as id from members
    where members.user_id = ${userId} and members.left_at is null and members.conversation_id > ${after}
      and (
        members.last_read_seq < (select last_seq from conversations where id = members.conversation_id)
        or (
          select 1 from thread_follows as follows
          inner join threads on threads.id = follows.thread_id
          where follows.user_id = ${userId}
            and follows.conversation_id = members.conversation_id
            and follows.is_following = 1
            and follows.last_read_seq < threads.last_seq
          limit 1
        ) is not null
      )
    order by members.conversation_id
    limit ${limit}
  `.execute(db)
  return rows
}

/** Moves the read markers of `userId` in `ids` to the end, also those that are there; to where. */
export async function readToEnd(
  tx: Tx,
  userId: string,
  ids: readonly string[],
  personalRev: number,
): Promise<Pick<MembershipRow, 'id' | 'last_read_seq' | 'member_count'>[]> {
  const rows = await sql<Pick<MembershipRow, 'id' | 'last_read_seq' | 'member_count'>>`
    update members set last_read_seq = ends.last_seq, personal_rev = ${personalRev}
    from conversations as ends
    where ends.id = members.conversation_id
      and members.user_id = ${userId}
      and members.conversation_id in (${sql.join([...ids])})
      and members.left_at is null
    returning members.conversation_id as id, last_read_seq, (
      select member_count from conversations where conversations.id = members.conversation_id
    ) as member_count
  `.execute(tx)
  return rows.rows
}

/** Moves the read marker of `userId` back to before `seq`; forward it never goes. */
export async function setUnreadFrom(
  tx: Tx,
  userId: string,
  conversationId: string,
  seq: number,
  personalRev: number,
): Promise<void> {
  await tx
    .updateTable('members')
    .set({ last_read_seq: seq - 1, personal_rev: personalRev })
    .where('conversation_id', '=', conversationId)
    .where('user_id', '=', userId)
    .where('last_read_seq', '>=', seq)
    .execute()
}

/** Where a conversation stood, and how far somebody had read it. */
export type Standing = Pick<MembershipRow, 'id' | 'head' | 'last_seq' | 'last_read_seq' | 'visible_from' | 'joined_at'>

/**
 * Unread messages of `userId` by conversation, but for those in threads: text of others, not deleted, after the read
 * marker; counted to `max`.
 * They are counted as of each `head`, whatever came since: a client that applies what follows must not count it twice.
 * The order changes nothing but the plan: PostgreSQL would rather read the whole table in a conversation that fills it.
 */
export async function unreadCounts(
  db: Reader,
  userId: string,
  standings: readonly Standing[],
  max: number,
): Promise<Map<string, number>> {
  if (standings.length === 0) return new Map()
  const values = standings.map(
    ({ id, head, last_seq: lastSeq, last_read_seq: lastReadSeq, visible_from: visibleFrom }) =>
      sql`(${id}, cast(${head} as bigint), cast(${lastSeq} as bigint), cast(${lastReadSeq} as bigint),
        cast(${visibleFrom} as bigint))`,
  )
  const rows = await sql<{ conversation_id: string; unread: number }>`
    with mine (conversation_id, head, last_seq, last_read_seq, visible_from) as (values ${sql.join(values)})
    select mine.conversation_id, (
      select count(*) from (
        select 1 from messages
        where messages.conversation_id = mine.conversation_id
          and messages.seq > mine.last_read_seq
          and messages.seq <= mine.last_seq
          and messages.kind = 'text'
          and (messages.deleted_at is null or messages.rev > mine.head)
          and messages.author_id <> ${userId}
          and (messages.thread_seq is null or messages.thread_seq <= mine.visible_from)
        order by messages.seq
        limit ${max}
      ) as unread_rows
    ) as unread
    from mine
  `.execute(db)
  return new Map(rows.rows.map((row) => [row.conversation_id, Number(row.unread)]))
}

/**
 * Unread messages that name `userId`, alone or among many, by conversation and in the threads that they follow there,
 * counted to `max`. Not those of people who are blocked either way
 * or muted. What is edited or deleted after a `head` is counted as it is now: clients ask again after such a change.
 */
export async function unreadMentions(
  db: Reader,
  userId: string,
  standings: readonly Standing[],
  max: number,
): Promise<Map<string, number>> {
  if (standings.length === 0) return new Map()
  const values = standings.map(
    ({ id, last_seq: lastSeq, last_read_seq: lastReadSeq, visible_from: visibleFrom, joined_at: joinedAt }) =>
      sql`(${id}, cast(${lastSeq} as bigint), cast(${lastReadSeq} as bigint), cast(${visibleFrom} as bigint),
        cast(${joinedAt} as bigint))`,
  )
  const heard = (named: 'mentions' | 'wide') => sql`
    not exists (
      select 1 from relations
      where relations.user_id = ${userId} and relations.other_id = ${sql.ref(`${named}.author_id`)}
        and (relations.is_blocked = 1 or relations.is_muted = 1)
    )
    and not exists (
      select 1 from relations
      where relations.user_id = ${sql.ref(`${named}.author_id`)} and relations.other_id = ${userId}
        and relations.is_blocked = 1
    )`
  const rows = await sql<{ conversation_id: string; mentions: number }>`
    with mine (conversation_id, last_seq, last_read_seq, visible_from, joined_at) as (values ${sql.join(values)})
    select mine.conversation_id, (
      select count(*) from (
        select mentions.seq from mentions
        inner join messages on messages.id = mentions.message_id
        where mentions.user_id = ${userId}
          and mentions.conversation_id = mine.conversation_id
          and mentions.seq > mine.last_read_seq
          and mentions.seq <= mine.last_seq
          and (messages.thread_seq is null or messages.thread_seq <= mine.visible_from)
          and ${heard('mentions')}
        union
        select mentions.seq from thread_follows as follows
        inner join threads on threads.id = follows.thread_id
        inner join messages on messages.thread_id = follows.thread_id and messages.seq > follows.last_read_seq
        inner join mentions on mentions.message_id = messages.id and mentions.user_id = ${userId}
        where follows.user_id = ${userId}
          and follows.conversation_id = mine.conversation_id
          and follows.is_following = 1
          and follows.last_read_seq < threads.last_seq
          and threads.seq > mine.visible_from
          and mentions.seq <= mine.last_seq
          and ${heard('mentions')}
        union
        select wide.seq from wide_mentions as wide
        where wide.conversation_id = mine.conversation_id
          and wide.seq > mine.last_read_seq
          and wide.seq <= mine.last_seq
          and wide.author_id <> ${userId}
          and ((wide.kind = 'all' and wide.created_at >= mine.joined_at) or wide.user_ids like ${`%${userId}%`})
          and ${heard('wide')}
        limit ${max}
      ) as unread_rows
    ) as mentions
    from mine
  `.execute(db)
  return new Map(rows.rows.map((row) => [row.conversation_id, Number(row.mentions)]))
}
