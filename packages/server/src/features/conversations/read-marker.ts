import { limits } from '@kith/protocol/limits.ts'
import type { ReadState } from '@kith/protocol/conversations.ts'
import type { UserCard } from '@kith/protocol/users.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import {
  memberOf,
  setReadMarker,
  setUnreadFrom,
  takePersonalRev,
  unreadCounts,
  unreadMentions,
} from '../membership/membership.ts'
import type { Membership } from '../membership/membership.ts'
import { blindToReads } from '../relations/relations.ts'
import { cardsOf } from '../users/users.ts'

/**
 * Moves the read marker forward, never back and never past the newest message; tells one's other devices, and in a
 * small conversation those of the others who may see it.
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
    if (member.personal_rev !== personalRev) return { state, user: undefined, blind: null }
    const user = (await cardsOf(tx, [caller.userId])).get(caller.userId)
    const isSmall = member.member_count <= limits.smallConversationMembers
    return { state, user, blind: isSmall ? await blindToReads(tx, caller.userId, member.id) : null }
  })
  if (moved.user !== undefined) tell(ctx, input.conversationId, moved.user, moved.state, moved.blind)
  return moved.state
}

/**
 * Moves the read marker back to before `seq`, never forward and never before what the caller may see; tells their own
 * devices alone: the others know that it was read.
 * @throws Problem `not-found`
 */
export async function markUnread(
  ctx: AppContext,
  caller: Caller,
  input: { conversationId: string; seq: number },
): Promise<ReadState> {
  const { state, user } = await ctx.db.write(async (tx) => {
    const personalRev = await takePersonalRev(tx, caller.userId)
    const before = await memberOf(tx, caller.userId, input.conversationId)
    const seq = Math.max(input.seq, before.visible_from + 1)
    await setUnreadFrom(tx, caller.userId, before.id, seq, personalRev)
    const member = await memberOf(tx, caller.userId, before.id)
    const card = (await cardsOf(tx, [caller.userId])).get(caller.userId)
    return { state: await stateOf(tx, member), user: member.personal_rev === personalRev ? card : undefined }
  })
  if (user !== undefined) {
    const { conversationId } = input
    ctx.live.toUser(user.id, 'read', { conversationId, user, seq: state.lastReadSeq, own: state, isBack: true })
  }
  return state
}

/** `blind`: who of the others is not told; null: none of them is. */
function tell(ctx: AppContext, conversationId: string, user: UserCard, own: ReadState, blind: string[] | null): void {
  const payload = { conversationId, user, seq: own.lastReadSeq }
  ctx.live.toUser(user.id, 'read', { ...payload, own })
  if (blind === null) return
  ctx.live.toConversation({ conversationId, exceptUserIds: [user.id, ...blind] }, 'read', payload)
}

async function stateOf(db: Tx, member: Membership): Promise<ReadState> {
  const unread = await unreadCounts(db, member.user_id, [member], limits.unreadMax)
  const mentions = await unreadMentions(db, member.user_id, [member], limits.unreadMax)
  return {
    lastReadSeq: member.last_read_seq,
    unread: unread.get(member.id) ?? 0,
    mentions: mentions.get(member.id) ?? 0,
    personalRev: member.personal_rev,
  }
}
