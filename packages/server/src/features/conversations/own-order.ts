import type { Conversation } from '@kith/protocol/conversations.ts'
import type { CallParsed } from '@kith/protocol/registry.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { memberOf, setOwnChoice, takePersonalRev } from '../membership/membership.ts'
import { entryOf } from './entries.ts'

/**
 * Puts a conversation among the caller's favourites or into their archive, or takes it out; their other devices get the
 * entry.
 * @throws Problem `not-found`
 */
export async function setOwnPlace(
  ctx: AppContext,
  caller: Caller,
  input: CallParsed<'PUT /api/conversations/:conversationId/place'>,
): Promise<Conversation> {
  const { conversationId, isFavourite, isArchived: isPutAway } = input
  await ctx.db.write(async (tx) => {
    const personalRev = await takePersonalRev(tx, caller.userId)
    const member = await memberOf(tx, caller.userId, conversationId)
    await setOwnChoice(tx, caller.userId, conversationId, {
      ...(isFavourite === undefined ? {} : { is_favourite: isFavourite ? 1 : 0 }),
      ...(isPutAway === undefined ? {} : { archived_seq: isPutAway ? member.last_seq : null }),
      personal_rev: personalRev,
    })
  })
  const entry = await entryOf(ctx.db.read, caller.userId, conversationId)
  ctx.live.toUser(caller.userId, 'conversation', entry)
  return entry
}
