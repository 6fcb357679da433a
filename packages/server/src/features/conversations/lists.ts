import type { Changes, ChannelCard, Member } from '@kith/protocol/conversations.ts'
import type { CallParsed, CallReply } from '@kith/protocol/registry.ts'
import { z } from 'zod'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { toTimestamp } from '../../timestamp.ts'
import { memberOf, membershipPage, personalHead } from '../membership/membership.ts'
import { asMessages, messagesChanged } from '../messages/messages.ts'
import { directoryPage, memberPage, membersChanged } from './conversation-rows.ts'
import { asMembers, entriesOf, entryFrom } from './entries.ts'

interface Page<T> {
  items: T[]
  nextCursor: string | null
}

const activityCursor = z.strictObject({ at: z.int(), id: z.string() })
const directoryCursor = z.strictObject({ count: z.int(), id: z.string() })
const memberCursor = z.strictObject({ rank: z.int(), name: z.string() })

/** The caller's conversations, newest activity first. */
export async function listConversations(
  ctx: AppContext,
  caller: Caller,
  { limit, cursor }: CallParsed<'GET /api/conversations'>,
): Promise<CallReply<'GET /api/conversations'>> {
  // Read first: what changes in between is told twice, never missed.
  const personalRev = await personalHead(ctx.db.read, caller.userId)
  const after = readCursor(activityCursor, cursor)
  const rows = await membershipPage(ctx.db.read, caller.userId, limit + 1, after)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: await entriesOf(ctx.db.read, caller.userId, rows.slice(0, limit)),
    nextCursor: last === undefined ? null : writeCursor({ at: last.last_activity_at, id: last.id }),
    personalRev,
  }
}

/** Public channels, most members first. */
export async function listChannels(
  ctx: AppContext,
  caller: Caller,
  { limit, cursor, q }: CallParsed<'GET /api/channels'>,
): Promise<Page<ChannelCard>> {
  const after = readCursor(directoryCursor, cursor)
  const rows = await directoryPage(ctx.db.read, caller.userId, q.trim(), limit + 1, after)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  const items = rows.slice(0, limit).map((row) => ({
    id: row.id,
    title: row.title ?? '',
    topic: row.topic,
    memberCount: row.member_count,
    isLobby: row.is_lobby === 1,
    isMember: row.is_member === 1,
    createdAt: toTimestamp(row.created_at),
  }))
  return { items, nextCursor: last === undefined ? null : writeCursor({ count: last.member_count, id: last.id }) }
}

/**
 * Who is in the conversation: owners, admins, then by name.
 * @throws Problem `not-found`
 */
export async function listMembers(
  ctx: AppContext,
  caller: Caller,
  input: CallParsed<'GET /api/conversations/:conversationId/members'>,
): Promise<Page<Member>> {
  const { limit } = input
  const own = await memberOf(ctx.db.read, caller.userId, input.conversationId)
  const after = readCursor(memberCursor, input.cursor)
  const prefix = input.q.trim().normalize('NFKC').toLowerCase()
  const rows = await memberPage(ctx.db.read, own.id, prefix, limit + 1, after)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: await asMembers(ctx.db.read, rows.slice(0, limit), own.member_count, caller.userId),
    nextCursor: last === undefined ? null : writeCursor({ rank: Number(last.rank), name: last.username_key }),
  }
}

/**
 * The present state of all that changed after `since`, by rev; complete up to `upTo`.
 * @throws Problem `not-found`
 * @see docs/decisions/0004-rev-counters.md
 */
export async function listChanges(
  ctx: AppContext,
  caller: Caller,
  { conversationId, since, limit }: CallParsed<'GET /api/conversations/:conversationId/changes'>,
): Promise<Changes> {
  // The head is read first: what comes in meanwhile has a larger rev and is left for the next question.
  const own = await memberOf(ctx.db.read, caller.userId, conversationId)
  const { db } = ctx
  const range = { since, upTo: own.head, visibleFrom: own.visible_from }
  const messages = await messagesChanged(db.read, own.id, range, limit + 1)
  const members = await membersChanged(db.read, own.id, range, limit + 1)
  const revs = [...messages, ...members].map(({ rev }) => rev).toSorted((a, b) => a - b)
  const more = revs.length > limit
  const upTo = more ? (revs[limit - 1] ?? since) : own.head
  return {
    messages: await asMessages(
      db.read,
      messages.filter(({ rev }) => rev <= upTo),
      own.visible_from,
    ),
    members: await asMembers(
      db.read,
      members.filter(({ rev }) => rev <= upTo),
      own.member_count,
      caller.userId,
    ),
    conversation: await entryFrom(db.read, own),
    head: own.head,
    upTo,
    more,
  }
}
