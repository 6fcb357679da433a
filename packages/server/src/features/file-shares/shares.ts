import { excerptOf } from '@kith/protocol/excerpt.ts'
import type { CallParsed, CallReply } from '@kith/protocol/registry.ts'
import { z } from 'zod'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { toTimestamp } from '../../timestamp.ts'
import { entryIn } from '../files/files.ts'
import { projectFor } from '../project-access/project-access.ts'
import { cardsOf } from '../users/users.ts'
import { sharePage } from './share-rows.ts'

const shareCursor = z.strictObject({ before: z.string() })

/** The messages that share a file, newest first, of those that the caller sees. @throws Problem `not-found` */
export async function listShares(
  ctx: AppContext,
  caller: Caller,
  { projectId, fileId, limit, cursor }: CallParsed<'GET /api/projects/:projectId/files/:fileId/shares'>,
): Promise<CallReply<'GET /api/projects/:projectId/files/:fileId/shares'>> {
  const db = ctx.db.read
  await projectFor(db, caller.userId, projectId)
  const file = await entryIn(db, projectId, fileId)
  const before = readCursor(shareCursor, cursor)?.before ?? null
  const rows = await sharePage(db, caller.userId, file.id, { limit: limit + 1, before })
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  const cards = await cardsOf(
    db,
    shown.map((row) => row.author_id),
  )
  return {
    items: shown.flatMap((row) => {
      const author = cards.get(row.author_id)
      if (author === undefined) return []
      return {
        messageId: row.message_id,
        conversationId: row.conversation_id,
        conversationTitle: row.title,
        seq: row.seq,
        author,
        createdAt: toTimestamp(row.created_at),
        excerpt: excerptOf(row.body),
      }
    }),
    nextCursor: last === undefined ? null : writeCursor({ before: last.message_id }),
  }
}
