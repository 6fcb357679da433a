import type { Conversation } from '@kith/protocol/conversations.ts'
import type { CallParsed } from '@kith/protocol/registry.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { isArchived, memberOf, setOwnChoice, takePersonalRev } from '../membership/membership.ts'
import { entryOf } from './entries.ts'

/**
 * Sets of what the caller wants to be told in a conversation; their other devices get the entry.
 * @throws Problem `not-found`
 */
export async function setNotifyLevel(
  ctx: AppContext,
  caller: Caller,
  { conversationId, level, mutedUntil }: CallParsed<'PUT /api/conversations/:conversationId/notify'>,
): Promise<Conversation> {
  await ctx.db.write(async (tx) => {
    const personalRev = await takePersonalRev(tx, caller.userId)
    const member = await memberOf(tx, caller.userId, conversationId)
    await setOwnChoice(tx, caller.userId, conversationId, {
      ...(level === undefined ? {} : { notify_level: level }),
      ...(mutedUntil === undefined ? {} : { muted_until: mutedUntil === null ? null : Date.parse(mutedUntil) }),
      // What is put away stays so whatever came until now, and what came out stays out.
      archived_seq: isArchived(member) ? member.last_seq : null,
      personal_rev: personalRev,
    })
  })
  const entry = await entryOf(ctx.db.read, caller.userId, conversationId)
  ctx.live.toUser(caller.userId, 'conversation', entry)
  return entry
}
