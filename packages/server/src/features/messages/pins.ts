import { limits } from '@kith/protocol/limits.ts'
import type { Message } from '@kith/protocol/messages.ts'
import type { CallParsed, CallReply } from '@kith/protocol/registry.ts'
import { z } from 'zod'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { Problem } from '../../problem.ts'
import { may, memberOf } from '../membership/membership.ts'
import { refuseUnlessHeard } from '../relations/relations.ts'
import { changeMessage } from './changing.ts'
import { messageParts } from './message-parts.ts'
import { messagesByIds } from './message-rows.ts'
import { asMessages } from './message-view.ts'
import { deletePin, insertPin, pinPage } from './pin-rows.ts'

/**
 * Pins a message for everyone in its conversation.
 * @throws Problem `not-found`, `forbidden` (in channels it is for those who lead), `not-accepting`, `already-deleted`,
 * `validation-failed` past the bound of pins
 */
export async function pinMessage(ctx: AppContext, caller: Caller, input: { messageId: string }): Promise<Message> {
  return changeMessage(ctx, caller, input.messageId, async ({ tx, row, member, now }) => {
    if (!may(member.role, 'pin', member)) throw new Problem('forbidden')
    if (row.deleted_at !== null) throw new Problem('already-deleted')
    if (member.kind === 'direct') await refuseUnlessHeard(tx, caller.userId, member.id)
    const pin = { message_id: row.id, conversation_id: member.id, seq: row.seq, pinned_at: now }
    const isNew = await insertPin(tx, pin)
    if (!isNew) return null
    const all = await pinPage(tx, member.id, { visibleFrom: 0, cursor: null, limit: limits.pinsMax + 1 })
    if (all.length > limits.pinsMax) {
      const message = `has ${limits.pinsMax} pins already`
      throw new Problem('validation-failed', { errors: [{ path: 'messageId', code: 'too-many', message }] })
    }
    return { columns: { parts: row.parts | messageParts.pinned }, hasJob: false }
  })
}

/** @throws Problem `not-found`, `forbidden` */
export async function unpinMessage(ctx: AppContext, caller: Caller, input: { messageId: string }): Promise<Message> {
  return changeMessage(ctx, caller, input.messageId, async ({ tx, row, member }) => {
    if (!may(member.role, 'pin', member)) throw new Problem('forbidden')
    if (!(await deletePin(tx, row.id))) return null
    return { columns: { parts: row.parts & ~messageParts.pinned }, hasJob: false }
  })
}

const pinCursor = z.strictObject({ at: z.int(), id: z.string() })

/**
 * What is pinned in a conversation, newest pin first.
 * @throws Problem `not-found`
 */
export async function listPins(
  ctx: AppContext,
  caller: Caller,
  { conversationId, limit, cursor }: CallParsed<'GET /api/conversations/:conversationId/pins'>,
): Promise<CallReply<'GET /api/conversations/:conversationId/pins'>> {
  const db = ctx.db.read
  // The head is read first: what is pinned in between is told again.
  const member = await memberOf(db, caller.userId, conversationId)
  const place = { visibleFrom: member.visible_from, cursor: readCursor(pinCursor, cursor) }
  const rows = await pinPage(db, member.id, { ...place, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  const found = await messagesByIds(
    db,
    shown.map((row) => row.message_id),
  )
  const messages = new Map((await asMessages(db, found, member.visible_from)).map((message) => [message.id, message]))
  return {
    items: shown.flatMap((row) => {
      const message = messages.get(row.message_id)
      // It may have been taken off, or deleted, since the pins were read.
      return message === undefined || message.pinnedAt === null ? [] : message
    }),
    nextCursor: last === undefined ? null : writeCursor({ at: last.pinned_at, id: last.message_id }),
    head: member.head,
  }
}
