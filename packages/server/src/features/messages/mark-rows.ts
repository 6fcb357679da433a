import type { Tx } from '../../database/database.ts'

/** Takes away all that was put on messages which are no more, and what they said before. */
export async function deleteMarks(tx: Tx, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length === 0) return
  for (const table of ['reactions', 'pins', 'saves', 'former_bodies', 'forwards'] as const) {
    await tx.deleteFrom(table).where('message_id', 'in', messageIds).execute()
  }
}
