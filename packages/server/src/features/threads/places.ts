import type { CallReply } from '@kith/protocol/registry.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { seenThread } from '../messages/messages.ts'
import { permitting } from '../relations/relations.ts'
import { placesIn } from './place-rows.ts'

/**
 * How far each of the others who follow a thread has read it, in a small conversation and of those who show it.
 * @throws Problem `not-found`
 */
export async function listPlaces(
  ctx: AppContext,
  caller: Caller,
  messageId: string,
): Promise<CallReply<'GET /api/messages/:messageId/thread/places'>> {
  const { root } = await seenThread(ctx.db.read, caller.userId, messageId)
  const places = (await placesIn(ctx.db.read, root.id)).filter((place) => place.user_id !== caller.userId)
  const ids = places.map((place) => place.user_id)
  const shown = await permitting(ctx.db.read, caller.userId, ids, 'may_see_reads')
  const items = places
    .filter((place) => shown.has(place.user_id))
    .map((place) => ({ userId: place.user_id, lastReadSeq: place.last_read_seq }))
  return { threadId: root.id, items }
}
