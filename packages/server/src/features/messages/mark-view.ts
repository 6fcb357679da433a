import { limits } from '@kith/protocol/limits.ts'
import type { MessageOrigin, MessageReaction } from '@kith/protocol/messages.ts'
import type { Database } from '../../database/database.ts'
import { toTimestamp } from '../../timestamp.ts'
import { cardsOf } from '../users/users.ts'
import { forwardsOf } from './forward-rows.ts'
import { reactorsOn } from './reaction-rows.ts'

type Reader = Database['read']

/** By message the reactions on it, in the order in which each emoji was first used. */
export async function reactionsOn(
  db: Reader,
  messageIds: readonly string[],
): Promise<ReadonlyMap<string, MessageReaction[]>> {
  const byMessage = new Map<string, MessageReaction[]>()
  for (const row of await reactorsOn(db, messageIds, limits.reactorsShown)) {
    const reactions = byMessage.get(row.message_id) ?? []
    byMessage.set(row.message_id, reactions)
    const last = reactions.at(-1)
    if (last?.emoji === row.emoji) last.userIds.push(row.user_id)
    else reactions.push({ emoji: row.emoji, count: Number(row.count), userIds: [row.user_id] })
  }
  return byMessage
}

/** By message whose words it repeats. */
export async function originsOf(
  db: Reader,
  messageIds: readonly string[],
): Promise<ReadonlyMap<string, MessageOrigin>> {
  const rows = await forwardsOf(db, messageIds)
  if (rows.length === 0) return new Map()
  const cards = await cardsOf(
    db,
    rows.map((row) => row.origin_author_id),
  )
  return new Map(
    rows.flatMap((row) => {
      const author = cards.get(row.origin_author_id)
      const origin = author === undefined ? null : { author, createdAt: toTimestamp(row.origin_created_at) }
      return origin === null ? [] : [[row.message_id, origin] as const]
    }),
  )
}
