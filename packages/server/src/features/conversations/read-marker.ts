import { limits } from '@kith/protocol/limits.ts'
import type { ReadState } from '@kith/protocol/sockets.ts'
import type { UserCard } from '@kith/protocol/users.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { memberOf, setReadMarker, takePersonalRev, unreadCounts } from '../membership/membership.ts'
import type { Membership } from '../membership/membership.ts'
import { cardsOf } from '../users/users.ts'

/**
 * Moves the read marker forward, never back and never past the newest message; tells one's other devices, and in a
 * small conversation the others too.
 * @throws Problem `not-found`
 */
export async function markRead(
  ctx: AppContext,
  caller: Caller,
  input: { conversationId: string; seq: number },
): Promise<ReadState> {
  const now = await memberOf(ctx.db.read, caller.userId, input.conversationId)
  if (Math.min(input.seq, now.last_seq) <= now.last_read_seq) return stateOf(ctx.db.read, now)
  const moved = await ctx.db.write(async (tx) => {
    const personalRev = await takePersonalRev(tx, caller.userId)
    await setReadMarker(tx, caller.userId, now.id, Math.min(input.seq, now.last_seq), personalRev)
    // Read only after the row is locked: another device, or a message of one's own, may have moved the marker further.
    const member = await memberOf(tx, caller.userId, input.conversationId)
    const state = await stateOf(tx, member)
    if (member.personal_rev !== personalRev) return { state, user: undefined, isSmall: false }
    const user = (await cardsOf(tx, [caller.userId])).get(caller.userId)
    return { state, user, isSmall: member.member_count <= limits.smallConversationMembers }
  })
  if (moved.user !== undefined) tell(ctx, input.conversationId, moved.user, moved.state, moved.isSmall)
  return moved.state
}

function tell(ctx: AppContext, conversationId: string, user: UserCard, own: ReadState, isSmall: boolean): void {
  const payload = { conversationId, user, seq: own.lastReadSeq }
  ctx.live.toUser(user.id, 'read', { ...payload, own })
  if (isSmall) ctx.live.toConversation({ conversationId, exceptUserId: user.id }, 'read', payload)
}

async function stateOf(db: Tx, member: Membership): Promise<ReadState> {
  const unread = await unreadCounts(db, member.user_id, [member], limits.unreadMax)
  return {
    lastReadSeq: member.last_read_seq,
    unread: unread.get(member.id) ?? 0,
    mentions: 0,
    personalRev: member.personal_rev,
  }
}
