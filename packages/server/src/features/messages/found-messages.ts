import type { Message } from '@kith/protocol/messages.ts'
import type { Database } from '../../database/database.ts'
import { membershipsAmong } from '../membership/membership.ts'
import { messagesByIds } from './message-rows.ts'
import { asMessages } from './message-view.ts'

/**
 * Those of `ids` that `userId` may see now, in that order. For whoever finds messages by another way than their
 * conversation: what was found a moment ago is asked for again.
 */
export async function visibleMessages(
  db: Database['read'],
  userId: string,
  ids: readonly string[],
): Promise<Message[]> {
  const rows = new Map((await messagesByIds(db, ids)).map((row) => [row.id, row]))
  const conversationIds = [...new Set([...rows.values()].map((row) => row.conversation_id))]
  const floors = new Map(
    (await membershipsAmong(db, userId, conversationIds)).map((member) => [member.id, member.visible_from]),
  )
  const visible = ids.flatMap((id) => {
    const row = rows.get(id)
    if (row === undefined || row.deleted_at !== null) return []
    const floor = floors.get(row.conversation_id)
    return floor === undefined || row.seq <= floor ? [] : row
  })
  return asMessages(db, visible, floors)
}
