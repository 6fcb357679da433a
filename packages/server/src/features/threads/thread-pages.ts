import type { MessagePage } from '@kith/protocol/messages.ts'
import type { CallParsed, CallReply } from '@kith/protocol/registry.ts'
import type { ThreadPage } from '@kith/protocol/threads.ts'
import { z } from 'zod'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { limits } from '@kith/protocol/limits.ts'
import { asMessages, messagesByIds, repliesBetween, seenThread } from '../messages/messages.ts'
import type { MessageRow } from '../messages/messages.ts'
import { membershipsAmong } from '../membership/membership.ts'
import { unreadReplies } from './follow-rows.ts'
import { followOf } from './following.ts'
import { threadById, threadPage } from './thread-rows.ts'

type PageInput = CallParsed<'GET /api/messages/:messageId/thread'>

/**
 * A page of the replies in a thread, ascending by seq: before, after or around a place, or the newest.
 * @throws Problem `not-found` for a message that the caller cannot see
 */
export async function repliesPage(ctx: AppContext, caller: Caller, input: PageInput): Promise<ThreadPage> {
  const db = ctx.db.read
  // The head is read first: a reply that comes in between is in the page and is told again, never missed.
  const { member, root } = await seenThread(db, caller.userId, input.messageId)
  // As is the end of the thread: what comes after it was read is in the page, and not thought to be behind it.
  const last = (await threadById(db, root.id))?.last_seq ?? 0
  const rows = await rowsOf(ctx, root.id, input)
  const [shown] = await asMessages(db, [root], member.visible_from)
  if (shown === undefined) throw new Error('a message has no form')
  const thread = { threadId: root.id, conversationId: root.conversation_id }
  return {
    root: shown,
    items: await asMessages(db, rows, member.visible_from),
    ...(await edges(ctx, root.id, rows, { before: input.before ?? last + 1, last })),
    head: member.head,
    follow: await followOf(db, caller.userId, thread),
  }
}

/** Whether there is more on either side of a page; of an empty one, of the place where it lies. */
async function edges(
  ctx: AppContext,
  threadId: string,
  rows: readonly MessageRow[],
  { before, last }: { before: number; last: number },
): Promise<Pick<MessagePage, 'hasBefore' | 'hasAfter'>> {
  const first = rows[0]?.seq ?? before
  const older = await repliesBetween(ctx.db.read, threadId, { after: 0, before: first }, 1, true)
  return { hasBefore: older.length > 0, hasAfter: (rows.at(-1)?.seq ?? before - 1) < last }
}

async function rowsOf(ctx: AppContext, threadId: string, input: PageInput): Promise<MessageRow[]> {
  const { limit, around } = input
  const db = ctx.db.read
  if (input.after !== undefined) {
    return repliesBetween(db, threadId, { after: input.after, before: null }, limit, false)
  }
  if (around !== undefined) {
    const older = await repliesBetween(db, threadId, { after: 0, before: around }, Math.floor(limit / 2), true)
    const newer = await repliesBetween(db, threadId, { after: around - 1, before: null }, limit - older.length, false)
    return [...older, ...newer]
  }
  return repliesBetween(db, threadId, { after: 0, before: input.before ?? null }, limit, true)
}

const threadCursor = z.strictObject({ at: z.int(), id: z.string() })

/** The threads that the caller follows, newest reply first. */
export async function listThreads(
  ctx: AppContext,
  caller: Caller,
  { filter, limit, cursor }: CallParsed<'GET /api/threads'>,
): Promise<CallReply<'GET /api/threads'>> {
  const db = ctx.db.read
  const { userId } = caller
  const after = readCursor(threadCursor, cursor)
  const rows = await threadPage(db, userId, { isUnread: filter === 'unread', cursor: after, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  const members = await membershipsAmong(db, userId, [...new Set(shown.map((row) => row.conversation_id))])
  const floors = new Map(members.map((member) => [member.id, member.visible_from]))
  const ids = shown.flatMap((row) => [row.id, ...(row.last_reply_id === null ? [] : [row.last_reply_id])])
  const forms = await asMessages(db, await messagesByIds(db, ids), floors)
  const messages = new Map(forms.map((message) => [message.id, message]))
  const items: CallReply<'GET /api/threads'>['items'] = []
  for (const row of shown) {
    const root = messages.get(row.id)
    // They went, or were taken out, since the list was read.
    if (root === undefined || !floors.has(row.conversation_id)) continue
    const { id: threadId, conversation_id: conversationId, last_read_seq: lastReadSeq, personal_rev: personalRev } = row
    const unread = await unreadReplies(db, userId, { threadId, lastReadSeq }, limits.unreadMax)
    items.push({
      root,
      lastReply: messages.get(row.last_reply_id ?? '') ?? null,
      follow: { threadId, conversationId, isFollowing: true, lastReadSeq, unread, personalRev },
    })
  }
  return { items, nextCursor: last === undefined ? null : writeCursor({ at: last.last_reply_at, id: last.id }) }
}
