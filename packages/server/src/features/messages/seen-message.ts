import type { Database } from '../../database/database.ts'
import { Problem } from '../../problem.ts'
import { memberOf } from '../membership/membership.ts'
import { conversationOfMessage, messageById } from './message-rows.ts'
import type { MessageRow } from './message-rows.ts'

/** @throws Problem `not-found` for a message that `userId` cannot see, deleted ones and announcements too */
export async function seenMessage(db: Database['read'], userId: string, messageId: string): Promise<MessageRow> {
  const conversationId = await conversationOfMessage(db, messageId)
  if (conversationId === undefined) throw new Problem('not-found')
  const member = await memberOf(db, userId, conversationId)
  const row = await messageById(db, messageId)
  if (row === undefined || row.kind !== 'text') throw new Problem('not-found')
  if (row.seq <= member.visible_from || row.deleted_at !== null) throw new Problem('not-found')
  return row
}
