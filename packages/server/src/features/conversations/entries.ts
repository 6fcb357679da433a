import type { Conversation, ConversationShared, Member } from '@kith/protocol/conversations.ts'
import { limits } from '@kith/protocol/limits.ts'
import type { UserCard } from '@kith/protocol/users.ts'
import type { AppContext } from '../../context.ts'
import type { Database } from '../../database/database.ts'
import type { ConversationsTable } from '../../database/schema.ts'
import { toTimestamp, toTimestampOrNull } from '../../timestamp.ts'
import { isArchived, memberOf, membershipsAmong, notifyLevelOf } from '../membership/membership.ts'
import type { Membership } from '../membership/membership.ts'
import { asMessages, lastMessages } from '../messages/messages.ts'
import { permitting } from '../relations/relations.ts'
import { cardsOf } from '../users/users.ts'
import { countsOf, noCounts } from './counts.ts'
import { firstMembers } from './conversation-rows.ts'
import type { NewMember } from './conversation-rows.ts'

const MEMBERS_SHOWN = 8

/** Conversations as their member `userId` sees them, in the order of `rows`; seven queries however many there are. */
export async function entriesOf(
  db: Database['read'],
  userId: string,
  rows: readonly Membership[],
): Promise<Conversation[]> {
  const counts = await countsOf(db, userId, rows)
  const newest = await lastMessages(
    db,
    rows.filter((row) => row.last_seq > row.visible_from).map(({ id }) => id),
  )
  const visibleFrom = new Map(rows.map((row) => [row.id, row.visible_from]))
  const last = new Map((await asMessages(db, newest, visibleFrom)).map((message) => [message.conversationId, message]))
  const small = rows.filter(({ kind }) => kind !== 'channel').map(({ id }) => id)
  const shown = await firstMembers(db, small, MEMBERS_SHOWN)
  const cards = await cardsOf(
    db,
    shown.map((member) => member.user_id),
  )
  const members = Map.groupBy(shown, (member) => member.conversation_id)
  return rows.map((row) => ({
    ...sharedFields(row),
    members: (members.get(row.id) ?? []).flatMap((member): UserCard | UserCard[] => cards.get(member.user_id) ?? []),
    role: row.role,
    joinedAt: toTimestamp(row.joined_at),
    ...(counts.get(row.id) ?? noCounts),
    notify: { level: notifyLevelOf(row), mutedUntil: toTimestampOrNull(row.muted_until) },
    isFavourite: row.is_favourite === 1,
    isArchived: isArchived(row),
    lastReadSeq: row.last_read_seq,
    personalRev: row.personal_rev,
    lastMessage: last.get(row.id) ?? null,
    lastActivityAt: toTimestamp(row.last_activity_at),
  }))
}

/** Those of `conversationIds` that `userId` is in, in that order. */
export async function entriesAmong(
  db: Database['read'],
  userId: string,
  conversationIds: readonly string[],
): Promise<Conversation[]> {
  const rows = new Map((await membershipsAmong(db, userId, conversationIds)).map((row) => [row.id, row]))
  return entriesOf(
    db,
    userId,
    conversationIds.flatMap((id) => rows.get(id) ?? []),
  )
}

/** @throws Problem `not-found` when `userId` is not in it */
export async function entryOf(db: Database['read'], userId: string, conversationId: string): Promise<Conversation> {
  return entryFrom(db, await memberOf(db, userId, conversationId))
}

export async function entryFrom(db: Database['read'], member: Membership): Promise<Conversation> {
  const [entry] = await entriesOf(db, member.user_id, [member])
  if (entry === undefined) throw new Error('a conversation has no form')
  return entry
}

/** Sends `userId` their entry, if a device of theirs is here to hear it. */
export function tellEntry(ctx: AppContext, userId: string, conversationId: string): void {
  if (!ctx.live.isHere(userId)) return
  const told = entryOf(ctx.db.read, userId, conversationId).then((entry) =>
    ctx.live.toUser(userId, 'conversation', entry),
  )
  ctx.background.run('telling an entry', told)
}

export function sharedOf(row: ConversationsTable): ConversationShared {
  return { ...sharedFields(row), rev: row.rev }
}

/** Who may mention everybody, as the conversation has it. */
export function mentionAllOf({
  mention_all: chosen,
}: Pick<ConversationsTable, 'mention_all'>): Conversation['mentionAll'] {
  return chosen ?? 'usual'
}

function sharedFields(row: ConversationsTable) {
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    topic: row.topic,
    projectId: row.project_id,
    isMain: row.is_main === 1,
    isClosed: row.is_closed === 1,
    isLobby: row.is_lobby === 1,
    isPublic: row.is_public === 1,
    isHistoryShared: row.is_history_shared === 1,
    mentionAll: mentionAllOf(row),
    memberCount: row.member_count,
    createdAt: toTimestamp(row.created_at),
    head: row.head,
    lastSeq: row.last_seq,
  }
}

/**
 * Members as `viewerId` sees them: how far each has read and received, in a small conversation and where they show it. Null: as all
 * see them. Who has left is there with `leftAt`.
 */
export async function asMembers(
  db: Database['read'],
  rows: readonly (NewMember & { delivered_seq?: number })[],
  memberCount: number,
  viewerId: string | null,
): Promise<Member[]> {
  const ids = rows.map((row) => row.user_id)
  const cards = await cardsOf(db, ids)
  const isSmall = memberCount <= limits.smallConversationMembers
  const shown = isSmall && viewerId !== null ? await permitting(db, viewerId, ids, 'may_see_reads') : new Set<string>()
  return rows.flatMap((row) => {
    const user = cards.get(row.user_id)
    if (user === undefined) return []
    const isShown = shown.has(row.user_id) && row.left_at === null
    return {
      user,
      role: row.role,
      rev: row.rev,
      joinedAt: toTimestamp(row.joined_at),
      leftAt: toTimestampOrNull(row.left_at),
      lastReadSeq: isShown ? row.last_read_seq : null,
      deliveredSeq: isShown ? Math.max(row.last_read_seq, row.delivered_seq ?? 0) : null,
    }
  })
}
