import type { Tx } from '../../database/database.ts'

/** Takes away all that was put on messages which are no more, what they said before, and which files and posts they shared. */
export async function deleteMarks(tx: Tx, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length === 0) return
  const tables = ['reactions', 'pins', 'saves', 'former_bodies', 'forwards', 'message_files', 'message_posts'] as const
  for (const table of tables) {
    await tx.deleteFrom(table).where('message_id', 'in', messageIds).execute()
  }
}
