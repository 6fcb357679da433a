import { limits } from '@kith/protocol/limits.ts'
import type { Database, Tx } from '../../database/database.ts'
import type { FormerBodiesTable } from '../../database/schema-marks.ts'
import type { MessageRow } from './message-rows.ts'

/** Keeps what a message says now, which is about to be replaced; the oldest goes where there are too many. */
export async function keepFormerBody(tx: Tx, row: MessageRow): Promise<void> {
  const newest = await tx
    .selectFrom('former_bodies')
    .select('number')
    .where('message_id', '=', row.id)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  const number = (newest?.number ?? 0) + 1
  const former = { message_id: row.id, number, body: row.body, written_at: row.edited_at ?? row.created_at }
  await tx.insertInto('former_bodies').values(former).execute()
  await tx
    .deleteFrom('former_bodies')
    .where('message_id', '=', row.id)
    .where('number', '<=', number - limits.formerBodiesMax)
    .execute()
}

/** What a message said before, earliest first, after the one that has `after` as its number. */
export async function formerBodies(
  db: Database['read'],
  messageId: string,
  after: number,
  limit: number,
): Promise<FormerBodiesTable[]> {
  return db
    .selectFrom('former_bodies')
    .selectAll()
    .where('message_id', '=', messageId)
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute()
}
