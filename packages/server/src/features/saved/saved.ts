import { limits } from '@kith/protocol/limits.ts'
import type { SaveState } from '@kith/protocol/marks.ts'
import type { CallParsed, CallReply } from '@kith/protocol/registry.ts'
import { z } from 'zod'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { Problem } from '../../problem.ts'
import { toTimestamp } from '../../timestamp.ts'
import { personalHead, takePersonalRev } from '../membership/membership.ts'
import { seenMessage, visibleMessages } from '../messages/messages.ts'
import { deleteSave, insertSave, savedIds, savedPage, saveOf } from './saved-rows.ts'

/**
 * Keeps a message for the caller; their other devices hear of it.
 * @throws Problem `not-found`, `validation-failed` past the bound
 */
export async function saveMessage(
  ctx: AppContext,
  caller: Caller,
  { messageId }: { messageId: string },
): Promise<SaveState> {
  const { userId } = caller
  const state = await ctx.db.write(async (tx) => {
    // Taken first: it locks the person's row, so that two at once do not pass the bound together.
    const personalRev = await takePersonalRev(tx, userId)
    await seenMessage(tx, userId, messageId)
    await insertSave(tx, { user_id: userId, message_id: messageId, saved_at: ctx.now() })
    if ((await savedIds(tx, userId, limits.savesMax + 1)).length > limits.savesMax) {
      const message = `keeps ${limits.savesMax} messages already`
      throw new Problem('validation-failed', { errors: [{ path: 'messageId', code: 'too-many', message }] })
    }
    const save = await saveOf(tx, userId, messageId)
    return { messageId, savedAt: toTimestamp(save?.saved_at ?? ctx.now()), personalRev }
  })
  ctx.live.toUser(userId, 'saved', state)
  return state
}

/** Keeps a message no longer, whether or not it may still be seen. */
export async function unsaveMessage(
  ctx: AppContext,
  caller: Caller,
  { messageId }: { messageId: string },
): Promise<SaveState> {
  const state = await ctx.db.write(async (tx) => {
    const personalRev = await takePersonalRev(tx, caller.userId)
    await deleteSave(tx, caller.userId, messageId)
    return { messageId, savedAt: null, personalRev }
  })
  ctx.live.toUser(caller.userId, 'saved', state)
  return state
}

const savedCursor = z.strictObject({ at: z.int(), id: z.string() })

/** What the caller keeps and may still see, newest first. */
export async function listSaved(
  ctx: AppContext,
  caller: Caller,
  { limit, cursor }: CallParsed<'GET /api/me/saved'>,
): Promise<CallReply<'GET /api/me/saved'>> {
  const db = ctx.db.read
  const rows = await savedPage(db, caller.userId, limit + 1, readCursor(savedCursor, cursor))
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  const ids = shown.map((row) => row.message_id)
  const messages = new Map((await visibleMessages(db, caller.userId, ids)).map((message) => [message.id, message]))
  return {
    items: shown.flatMap((row) => {
      const message = messages.get(row.message_id)
      return message === undefined ? [] : { message, savedAt: toTimestamp(row.saved_at) }
    }),
    nextCursor: last === undefined ? null : writeCursor({ at: last.saved_at, id: last.message_id }),
  }
}

/** The ids of all that the caller keeps, so that each message can say whether it is. */
export async function listSavedIds(ctx: AppContext, caller: Caller): Promise<CallReply<'GET /api/me/saved/ids'>> {
  // Read first: what is kept in between is told again.
  const personalRev = await personalHead(ctx.db.read, caller.userId)
  return { ids: await savedIds(ctx.db.read, caller.userId, limits.savesMax), personalRev }
}
