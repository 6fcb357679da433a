import type { Message, MessagePage } from '@kith/protocol/messages.ts'
import type { CallParsed } from '@kith/protocol/registry.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { memberOf } from '../membership/membership.ts'
import type { Membership } from '../membership/membership.ts'
import { messagesBetween } from './message-rows.ts'
import type { MessageRow } from './message-rows.ts'
import { asMessages } from './message-view.ts'

type PageInput = CallParsed<'GET /api/conversations/:conversationId/messages'>

/**
 * A page of messages, ascending by seq: before, after or around a place, or the newest.
 * @throws Problem `not-found` when the caller is not a member
 */
export async function messagePage(ctx: AppContext, caller: Caller, input: PageInput): Promise<MessagePage> {
  // The head is read first: a message that comes in between is in the page and is told again, never missed.
  const member = await memberOf(ctx.db.read, caller.userId, input.conversationId)
  const rows = await rowsOf(ctx, member, input)
  const first = rows[0]?.seq ?? boundary(member, input)
  const last = rows.at(-1)?.seq ?? first - 1
  return {
    items: await asMessages(ctx.db.read, rows, member.visible_from),
    hasBefore: first > member.visible_from + 1,
    hasAfter: last < member.last_seq,
    head: member.head,
  }
}

/** Where an empty page lies: nothing is there, but there may be something on either side. */
function boundary(member: Membership, input: PageInput): number {
  if (input.before !== undefined) return Math.max(member.visible_from + 1, Math.min(input.before, member.last_seq + 1))
  return member.last_seq + 1
}

async function rowsOf(ctx: AppContext, member: Membership, input: PageInput): Promise<MessageRow[]> {
  const { limit } = input
  const floor = member.visible_from
  if (input.after !== undefined) {
    return messagesBetween(ctx.db.read, member.id, { after: Math.max(input.after, floor), before: null }, limit, false)
  }
  if (input.around !== undefined) {
    const older = await messagesBetween(
      ctx.db.read,
      member.id,
      { after: floor, before: input.around },
      Math.floor(limit / 2),
      true,
    )
    const newer = await messagesBetween(
      ctx.db.read,
      member.id,
      { after: Math.max(input.around - 1, floor), before: null },
      limit - older.length,
      false,
    )
    return [...older, ...newer]
  }
  return messagesBetween(ctx.db.read, member.id, { after: floor, before: input.before ?? null }, limit, true)
}

/** The newest `count` messages, ascending, for someone who just came in. */
export async function newestMessages(ctx: AppContext, member: Membership, count: number): Promise<Message[]> {
  const range = { after: member.visible_from, before: null }
  return asMessages(ctx.db.read, await messagesBetween(ctx.db.read, member.id, range, count, true), member.visible_from)
}
