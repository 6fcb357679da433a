import type { Database, Tx } from '../../database/database.ts'
import type { ForwardsTable } from '../../database/schema-marks.ts'
import type { MessageRow } from './message-rows.ts'

type Reader = Database['read']

export async function forwardsOf(db: Reader, messageIds: readonly string[]): Promise<ForwardsTable[]> {
  if (messageIds.length === 0) return []
  return db.selectFrom('forwards').selectAll().where('message_id', 'in', messageIds).execute()
}

/** Writes down whose words `row` repeats: those of the first in a chain of forwards. */
export async function keepOrigin(tx: Tx, source: MessageRow, row: MessageRow): Promise<void> {
  const [earlier] = await forwardsOf(tx, [source.id])
  const forward: ForwardsTable = {
    message_id: row.id,
    source_id: source.id,
    origin_author_id: earlier?.origin_author_id ?? source.author_id,
    origin_created_at: earlier?.origin_created_at ?? source.created_at,
  }
  await tx.insertInto('forwards').values(forward).execute()
}
