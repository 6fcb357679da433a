import type { SecurityEntry } from '@kith/protocol/security.ts'
import { z } from 'zod'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { toTimestamp } from '../../timestamp.ts'
import { auditPage } from '../audit/audit.ts'

const place = z.strictObject({ id: z.string() })
const knownDetails = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))

/** What happened to the caller's account, newest first. From where others acted is not theirs to know. */
export async function securityLog(
  ctx: AppContext,
  caller: Caller,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ items: SecurityEntry[]; nextCursor: string | null }> {
  const before = readCursor(place, cursor)
  const rows = await auditPage(ctx.db.read, caller.userId, limit + 1, before?.id ?? null)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map((row) => {
      const isByKnownOther = row.actor_id !== null && row.actor_id !== caller.userId
      return {
        id: row.id,
        at: toTimestamp(row.at),
        kind: row.kind,
        isByOther: row.actor_id !== caller.userId,
        address: isByKnownOther ? '' : row.address,
        userAgent: isByKnownOther ? '' : row.user_agent,
        details: knownDetails.parse(JSON.parse(row.details)),
      }
    }),
    nextCursor: rows.length > limit && last !== undefined ? writeCursor({ id: last.id }) : null,
  }
}
