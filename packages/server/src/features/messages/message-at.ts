import type { CallParsed, CallReply } from '@kith/protocol/registry.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { memberOf } from '../membership/membership.ts'
import { timeOfPlace } from './message-rows.ts'

type Endpoint = 'GET /api/conversations/:conversationId/messages/at'

/**
 * Where a conversation was at a time: the place of the first message that is not older, else of the newest. Places
 * have no holes and times grow with them, so a few looks by place find it, and no index by time has to be written.
 * @throws Problem `not-found` when the caller is not a member
 */
export async function messageAt(
  ctx: AppContext,
  caller: Caller,
  { conversationId, time }: CallParsed<Endpoint>,
): Promise<CallReply<Endpoint>> {
  const member = await memberOf(ctx.db.read, caller.userId, conversationId)
  let first = member.visible_from + 1
  let last = member.last_seq
  if (first > last) return { seq: null }
  if (time === undefined) return { seq: first }
  const wanted = Date.parse(time)
  while (first < last) {
    const middle = Math.floor((first + last) / 2)
    const isOlder = ((await timeOfPlace(ctx.db.read, conversationId, middle)) ?? 0) < wanted
    if (isOlder) first = middle + 1
    else last = middle
  }
  return { seq: first }
}
