import type { Database, Tx } from '../../database/database.ts'
import { prepared } from '../../database/prepared.ts'
import type { ConversationsTable, MembersTable } from '../../database/schema.ts'
import type { Marker } from './marker-rows.ts'

type Reader = Database['read']

export type MembershipRow = ConversationsTable &
  Pick<
    MembersTable,
    | 'user_id'
    | 'role'
    | 'visible_from'
    | 'joined_at'
    | 'last_read_seq'
    | 'personal_rev'
    | 'notify_level'
    | 'muted_until'
    | 'is_favourite'
    | 'archived_seq'
  >

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
      'members.notify_level',
      'members.muted_until',
      'members.is_favourite',
      'members.archived_seq',
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

/** The memberships of `userId` in those of `conversationIds` that they are in. */
export async function membershipsAmong(
  db: Reader,
  userId: string,
  conversationIds: readonly string[],
): Promise<MembershipRow[]> {
  if (conversationIds.length === 0) return []
  return memberships(db)
    .where('members.user_id', '=', userId)
    .where('members.conversation_id', 'in', conversationIds)
    .execute()
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
export type SendPlace = Pick<
  MembershipRow,
  'id' | 'kind' | 'head' | 'last_seq' | 'member_count' | 'mention_all' | 'visible_from' | 'role' | 'is_closed'
>

const takeForSendQuery = prepared((db, { conversationId, now }: { conversationId: string; now: number }) =>
  db
    .updateTable('conversations')
    .set((eb) => ({ head: eb('head', '+', 1), last_seq: eb('last_seq', '+', 1), last_activity_at: now }))
    .where('id', '=', conversationId)
    .returning(['id', 'kind', 'head', 'last_seq', 'member_count', 'mention_all', 'is_closed']),
)

const ownReplyQuery = prepared((db, { userId, conversationId }: Omit<Marker, 'seq'>) =>
  db
    .updateTable('members')
    .set({ has_written: 1 })
    .where('conversation_id', '=', conversationId)
    .where('user_id', '=', userId)
    .where('left_at', 'is', null)
    .returning(['visible_from', 'role']),
)

const readOwnSendQuery = prepared((db, { userId, conversationId, seq }: Marker) =>
  db
    .updateTable('members')
    .set({ last_read_seq: seq, has_written: 1 })
    .where('conversation_id', '=', conversationId)
    .where('user_id', '=', userId)
    .where('left_at', 'is', null)
    .returning(['visible_from', 'role']),
)

/**
 * The next place in a conversation, which its sender has thereby read, unless it is for a thread; undefined unless they
 * are a member. The row of
 * the conversation is locked first, so that whoever was removed a moment before finds nothing.
 */
export async function takeSendPlace(
  tx: Tx,
  userId: string,
  { conversationId, isInThread, now }: { conversationId: string; isInThread: boolean; now: number },
): Promise<SendPlace | undefined> {
  const [taken] = await takeForSendQuery(tx, { conversationId, now })
  if (taken === undefined) return undefined
  const [member] = isInThread
    ? await ownReplyQuery(tx, { userId, conversationId })
    : await readOwnSendQuery(tx, { userId, conversationId, seq: taken.last_seq })
  return member === undefined ? undefined : { ...taken, ...member }
}

type OwnChoice = Pick<MembersTable, 'notify_level' | 'muted_until' | 'is_favourite' | 'archived_seq'>

/** What a member chose for themselves, by a `personalRev` that was taken for it. */
export async function setOwnChoice(
  tx: Tx,
  userId: string,
  conversationId: string,
  change: Partial<OwnChoice> & { personal_rev: number },
): Promise<void> {
  await tx
    .updateTable('members')
    .set(change)
    .where('conversation_id', '=', conversationId)
    .where('user_id', '=', userId)
    .execute()
}
