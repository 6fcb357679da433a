import { sql } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import { prepared } from '../../database/prepared.ts'
import type { ConversationsTable, MembersTable } from '../../database/schema.ts'

type Reader = Database['read']

export type MembershipRow = ConversationsTable &
  Pick<MembersTable, 'user_id' | 'role' | 'visible_from' | 'joined_at' | 'last_read_seq' | 'personal_rev'>

function memberships(db: Reader) {
  return db
    .selectFrom('members')
    .innerJoin('conversations', 'conversations.id', 'members.conversation_id')
    .selectAll('conversations')
    .select([
      'members.user_id',
      'members.role',
      'members.visible_from',
      'members.joined_at',
      'members.last_read_seq',
      'members.personal_rev',
    ])
    .where('members.left_at', 'is', null)
}

const membershipQuery = prepared((db, at: { userId: string; conversationId: string }) =>
  memberships(db).where('members.user_id', '=', at.userId).where('members.conversation_id', '=', at.conversationId),
)

export async function membershipRow(
  db: Reader,
  userId: string,
  conversationId: string,
): Promise<MembershipRow | undefined> {
  return (await membershipQuery(db, { userId, conversationId }))[0]
}

export interface ActivityCursor {
  at: number
  id: string
}

/** The conversations of `userId`, newest activity first, `limit` at most, after `cursor`. */
export async function membershipPage(
  db: Reader,
  userId: string,
  limit: number,
  cursor: ActivityCursor | null,
): Promise<MembershipRow[]> {
  return memberships(db)
    .where('members.user_id', '=', userId)
    .$if(cursor !== null, (query) =>
      query.where((eb) =>
        eb.or([
          eb('conversations.last_activity_at', '<', cursor?.at ?? 0),
          eb.and([
            eb('conversations.last_activity_at', '=', cursor?.at ?? 0),
            eb('conversations.id', '<', cursor?.id ?? ''),
          ]),
        ]),
      ),
    )
    .orderBy('conversations.last_activity_at', 'desc')
    .orderBy('conversations.id', 'desc')
    .limit(limit)
    .execute()
}

export interface HeadRow {
  id: string
  head: number
  last_seq: number
  visible_from: number
  personal_rev: number
}

const headsQuery = prepared((db, { userId }: { userId: string }) =>
  db
    .selectFrom('members')
    .innerJoin('conversations', 'conversations.id', 'members.conversation_id')
    .select([
      'conversations.id',
      'conversations.head',
      'conversations.last_seq',
      'members.visible_from',
      'members.personal_rev',
    ])
    .where('members.user_id', '=', userId)
    .where('members.left_at', 'is', null),
)

/** Where each conversation of `userId` stands, in one query. */
export async function headsOf(db: Reader, userId: string): Promise<HeadRow[]> {
  return headsQuery(db, { userId })
}

type Taken = { conversationId: string; revs: number; seqs: number; now: number }

const takeQuery = prepared((db, { conversationId, revs, seqs, now }: Taken) =>
  db
    .updateTable('conversations')
    .set((eb) => ({
      head: eb('head', '+', revs),
      last_seq: eb('last_seq', '+', seqs),
      last_activity_at: now,
    }))
    .where('id', '=', conversationId)
    .returning('id'),
)

const takeRevsQuery = prepared((db, { conversationId, revs }: Pick<Taken, 'conversationId' | 'revs'>) =>
  db
    .updateTable('conversations')
    .set((eb) => ({ head: eb('head', '+', revs) }))
    .where('id', '=', conversationId)
    .returning('id'),
)

/** Adds to both counters and thereby locks the row until the transaction ends. False when there is no such row. */
export async function takeCounters(
  tx: Tx,
  conversationId: string,
  { revs, seqs, now }: { revs: number; seqs: number; now: number },
): Promise<boolean> {
  // What takes no place in the conversation is no activity.
  const rows =
    seqs > 0
      ? await takeQuery(tx, { conversationId, revs, seqs, now })
      : await takeRevsQuery(tx, { conversationId, revs })
  return rows.length > 0
}

/** The next value of the person's own counter. */
export async function takePersonalRev(tx: Tx, userId: string): Promise<number> {
  const row = await tx
    .updateTable('users')
    .set((eb) => ({ personal_head: eb('personal_head', '+', 1) }))
    .where('id', '=', userId)
    .returning('personal_head')
    .executeTakeFirstOrThrow()
  return row.personal_head
}

const personalHeadQuery = prepared((db, { userId }: { userId: string }) =>
  db.selectFrom('users').select('personal_head').where('id', '=', userId),
)

export async function personalHead(db: Reader, userId: string): Promise<number> {
  return (await personalHeadQuery(db, { userId }))[0]?.personal_head ?? 0
}

/** What a send takes of its conversation, and what it may see there. */
export type SendPlace = Pick<MembershipRow, 'id' | 'head' | 'last_seq' | 'visible_from'>

const takeForSendQuery = prepared((db, { conversationId, now }: { conversationId: string; now: number }) =>
  db
    .updateTable('conversations')
    .set((eb) => ({ head: eb('head', '+', 1), last_seq: eb('last_seq', '+', 1), last_activity_at: now }))
    .where('id', '=', conversationId)
    .returning(['id', 'head', 'last_seq']),
)

const readOwnSendQuery = prepared((db, { userId, conversationId, seq }: Marker) =>
  db
    .updateTable('members')
    .set({ last_read_seq: seq })
    .where('conversation_id', '=', conversationId)
    .where('user_id', '=', userId)
    .where('left_at', 'is', null)
    .returning('visible_from'),
)

/**
 * The next place in a conversation, which its sender has thereby read; undefined unless they are a member. The row of
 * the conversation is locked first, so that whoever was removed a moment before finds nothing.
 */
export async function takeSendPlace(
  tx: Tx,
  userId: string,
  conversationId: string,
  now: number,
): Promise<SendPlace | undefined> {
  const [taken] = await takeForSendQuery(tx, { conversationId, now })
  if (taken === undefined) return undefined
  const [member] = await readOwnSendQuery(tx, { userId, conversationId, seq: taken.last_seq })
  return member === undefined ? undefined : { ...taken, visible_from: member.visible_from }
}

type Marker = { userId: string; conversationId: string; seq: number }

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

/** Where a conversation stood, and how far somebody had read it. */
export type Standing = Pick<MembershipRow, 'id' | 'head' | 'last_seq' | 'last_read_seq'>

/**
 * Unread messages of `userId` by conversation: text of others, not deleted, after the read marker; counted to `max`.
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
    ({ id, head, last_seq: lastSeq, last_read_seq: lastReadSeq }) =>
      sql`(${id}, cast(${head} as bigint), cast(${lastSeq} as bigint), cast(${lastReadSeq} as bigint))`,
  )
  const rows = await sql<{ conversation_id: string; unread: number }>`
    with mine (conversation_id, head, last_seq, last_read_seq) as (values ${sql.join(values)})
    select mine.conversation_id, (
      select count(*) from (
        select 1 from messages
        where messages.conversation_id = mine.conversation_id
          and messages.seq > mine.last_read_seq
          and messages.seq <= mine.last_seq
          and messages.kind = 'text'
          and (messages.deleted_at is null or messages.rev > mine.head)
          and messages.author_id <> ${userId}
        order by messages.seq
        limit ${max}
      ) as unread_rows
    ) as unread
    from mine
  `.execute(db)
  return new Map(rows.rows.map((row) => [row.conversation_id, Number(row.unread)]))
}
