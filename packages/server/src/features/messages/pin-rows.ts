import type { Database, Tx } from '../../database/database.ts'
import type { PinsTable } from '../../database/schema-marks.ts'

type Reader = Database['read']

/** False when it was pinned before. */
export async function insertPin(tx: Tx, row: PinsTable): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('pins')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return Number(numInsertedOrUpdatedRows ?? 0) > 0
}

/** False when it was not pinned. */
export async function deletePin(tx: Tx, messageId: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('pins').where('message_id', '=', messageId).executeTakeFirst()
  return Number(numDeletedRows) > 0
}

export async function pinsOn(db: Reader, messageIds: readonly string[]): Promise<PinsTable[]> {
  if (messageIds.length === 0) return []
  return db.selectFrom('pins').selectAll().where('message_id', 'in', messageIds).execute()
}

/** The pins of a conversation, newest first, of messages after `visibleFrom`; those behind `cursor`. */
export async function pinPage(
  db: Reader,
  conversationId: string,
  { visibleFrom, cursor, limit }: { visibleFrom: number; cursor: { at: number; id: string } | null; limit: number },
): Promise<PinsTable[]> {
  return db
    .selectFrom('pins')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('seq', '>', visibleFrom)
    .$if(cursor !== null, (query) =>
      query.where((eb) => eb(eb.refTuple('pinned_at', 'message_id'), '<', eb.tuple(cursor?.at ?? 0, cursor?.id ?? ''))),
    )
    .orderBy('pinned_at', 'desc')
    .orderBy('message_id', 'desc')
    .limit(limit)
    .execute()
}
