import type { Draft } from '@kith/protocol/drafts.ts'
import { limits } from '@kith/protocol/limits.ts'
import type { CallParsed, CallReply } from '@kith/protocol/registry.ts'
import { z } from 'zod'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import type { DraftsTable } from '../../database/schema-order.ts'
import { Problem } from '../../problem.ts'
import { toTimestamp } from '../../timestamp.ts'
import { memberOf, personalHead, takePersonalRev } from '../membership/membership.ts'
import { messageById } from '../messages/messages.ts'
import { deleteDraft, deleteOldest, draftAt, draftPage, putDraft } from './draft-rows.ts'

export { draftPage } from './draft-rows.ts'

const revCursor = z.strictObject({ rev: z.int() })

/**
 * Keeps what the caller has begun to write in a conversation or in a thread of it, and tells their devices. The last one
 * to come stays: which of two is worth keeping is for the device to say that knows both.
 * @throws Problem `not-found`
 */
export async function keepDraft(
  ctx: AppContext,
  caller: Caller,
  input: CallParsed<'PUT /api/conversations/:conversationId/draft'>,
): Promise<Draft> {
  const { conversationId, threadId = null, body, replyTo = null } = input
  const { userId } = caller
  const place = { user_id: userId, conversation_id: conversationId, thread_id: threadId ?? '' }
  await refuseUnlessThere(ctx, userId, conversationId, threadId)
  const known = await draftAt(ctx.db.read, place)
  if ((known?.body ?? '') === body && (known?.reply_to_id ?? null) === replyTo) {
    const rev = known?.rev ?? (await personalHead(ctx.db.read, userId))
    return asDraft(known ?? { ...place, body, reply_to_id: replyTo, updated_at: ctx.now(), rev })
  }
  const row = await ctx.db.write(async (tx) => {
    const rev = await takePersonalRev(tx, userId)
    await memberOf(tx, userId, conversationId)
    const made: DraftsTable = { ...place, body, reply_to_id: replyTo, updated_at: ctx.now(), rev }
    if (body === '' && replyTo === null) await deleteDraft(tx, place)
    else {
      await putDraft(tx, made)
      await deleteOldest(tx, userId, limits.draftsMax)
    }
    return made
  })
  const draft = asDraft(row)
  ctx.live.toUser(userId, 'draft', draft)
  return draft
}

/** All that the caller has begun, longest untouched first: what is touched meanwhile comes again, and is never missed. */
export async function listDrafts(
  ctx: AppContext,
  caller: Caller,
  { limit, cursor }: CallParsed<'GET /api/me/drafts'>,
): Promise<CallReply<'GET /api/me/drafts'>> {
  // Read first: what is gone by then is not in the list, and what changes later is told.
  const personalRev = await personalHead(ctx.db.read, caller.userId)
  const after = readCursor(revCursor, cursor)?.rev ?? 0
  const rows = await draftPage(ctx.db.read, caller.userId, after, limit + 1)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit).map(asDraft),
    nextCursor: last === undefined ? null : writeCursor({ rev: last.rev }),
    personalRev,
  }
}

async function refuseUnlessThere(
  ctx: AppContext,
  userId: string,
  conversationId: string,
  threadId: string | null,
): Promise<void> {
  const member = await memberOf(ctx.db.read, userId, conversationId)
  if (threadId === null) return
  const row = await messageById(ctx.db.read, threadId)
  if (row?.conversation_id !== conversationId || row.seq <= member.visible_from) throw new Problem('not-found')
}

function asDraft(row: DraftsTable): Draft {
  return {
    conversationId: row.conversation_id,
    threadId: row.thread_id === '' ? null : row.thread_id,
    body: row.body,
    replyTo: row.reply_to_id,
    updatedAt: toTimestamp(row.updated_at),
    personalRev: row.rev,
  }
}
