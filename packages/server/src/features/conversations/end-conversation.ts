import type { Tx } from '../../database/database.ts'
import { loosenAll } from '../attachments/attachments.ts'
import { deleteConversation } from './conversation-rows.ts'

/** Takes a conversation away with all that was said in it; what was shared in it alone is swept. */
export async function endConversation(tx: Tx, conversationId: string): Promise<void> {
  await loosenAll(tx, conversationId)
  await deleteConversation(tx, conversationId)
}
