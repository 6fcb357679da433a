import type { CallParsed, CallReply } from '@kith/protocol/registry.ts'
import { z } from 'zod'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { Problem } from '../../problem.ts'
import { toTimestamp } from '../../timestamp.ts'
import { placeOf } from '../place/place.ts'
import { formerBodies } from './former-rows.ts'
import { seenMessage } from './seen-message.ts'

const formerCursor = z.strictObject({ number: z.int() })

/**
 * What a message said before it was edited, earliest first.
 * @throws Problem `not-found`; `forbidden` where the place shows it to the author alone
 */
export async function listFormerBodies(
  ctx: AppContext,
  caller: Caller,
  { messageId, limit, cursor }: CallParsed<'GET /api/messages/:messageId/history'>,
): Promise<CallReply<'GET /api/messages/:messageId/history'>> {
  const db = ctx.db.read
  const message = await seenMessage(db, caller.userId, messageId)
  const { editHistory } = await placeOf(ctx)
  if (editHistory === 'author' && message.author_id !== caller.userId) throw new Problem('forbidden')
  const rows = await formerBodies(db, messageId, readCursor(formerCursor, cursor)?.number ?? 0, limit + 1)
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return {
    items: shown.map((row) => ({ body: row.body, writtenAt: toTimestamp(row.written_at) })),
    nextCursor: last === undefined ? null : writeCursor({ number: last.number }),
  }
}
