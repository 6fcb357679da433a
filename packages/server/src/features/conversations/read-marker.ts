import type { ReadState } from '@kith/protocol/conversations.ts'
import { limits } from '@kith/protocol/limits.ts'
import type { UserCard } from '@kith/protocol/users.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { memberOf, setOwnChoice, setReadMarker, setUnreadFrom, takePersonalRev } from '../membership/membership.ts'
import type { Membership } from '../membership/membership.ts'
import { isReply, messageAtPlace } from '../messages/messages.ts'
import { blindToReads } from '../relations/relations.ts'
import { behindInline, readThread, tellFollows, unreadFrom } from '../threads/threads.ts'
import { cardsOf } from '../users/users.ts'
import { countsOf, noCounts } from './counts.ts'

/**
 * Moves the read marker forward, never back and never past the newest message; tells one's other devices, and in a
 * small conversation those of the others who may see it. Whoever reads threads inline has read them as far.
 * @throws Problem `not-found`
 */
export async function markRead(
  ctx: AppContext,
  caller: Caller,
  input: { conversationId: string; seq: number },
): Promise<ReadState> {
  const now = await memberOf(ctx.db.read, caller.userId, input.conversationId)
  const seq = Math.min(input.seq, now.last_seq)
  const threadIds = await behindInline(ctx.db.read, caller.userId, now.id, seq)
  if (seq <= now.last_read_seq && threadIds.length === 0) return stateOf(ctx.db.read, now)
  const moved = await ctx.db.write(async (tx) => {
    const personalRev = await takePersonalRev(tx, caller.userId)
    await setReadMarker(tx, caller.userId, now.id, seq, personalRev)
    for (const id of threadIds) await readThread(tx, caller.userId, id, seq, personalRev)
    if (threadIds.length > 0) await setOwnChoice(tx, caller.userId, now.id, { personal_rev: personalRev })
    // Read only after the row is locked: another device, or a message of one's own, may have moved the marker further.
    const member = await memberOf(tx, caller.userId, input.conversationId)
    const state = await stateOf(tx, member)
    if (member.personal_rev !== personalRev) return { state, user: undefined, blind: null }
    const user = (await cardsOf(tx, [caller.userId])).get(caller.userId)
    const isSmall = member.member_count <= limits.smallConversationMembers
    return { state, user, blind: isSmall ? await blindToReads(tx, caller.userId, member.id) : null }
  })
  if (moved.user !== undefined) tell(ctx, input.conversationId, moved.user, moved.state, moved.blind)
  for (const threadId of threadIds) tellFollows(ctx, [caller.userId], { threadId, conversationId: now.id })
  return moved.state
}

/**
 * Moves the read marker back to before `seq`, never forward and never before what the caller may see; where the message
 * there is in a thread, the marker of that, which one follows from then on. Tells their own devices alone: the others
 * know that it was read.
 * @throws Problem `not-found`
 */
export async function markUnread(
  ctx: AppContext,
  caller: Caller,
  input: { conversationId: string; seq: number },
): Promise<ReadState> {
  const { state, user, threadId } = await ctx.db.write(async (tx) => {
    const personalRev = await takePersonalRev(tx, caller.userId)
    const before = await memberOf(tx, caller.userId, input.conversationId)
    const seq = Math.max(input.seq, before.visible_from + 1)
    const message = await messageAtPlace(tx, before.id, seq)
    const isInThread = message !== undefined && isReply(message, before.visible_from)
    const threadId = isInThread ? message.thread_id : null
    if (threadId === null) await setUnreadFrom(tx, caller.userId, before.id, seq, personalRev)
    else await unreadFrom(tx, caller.userId, { threadId, conversationId: before.id, seq }, personalRev)
    const member = await memberOf(tx, caller.userId, before.id)
    const card = (await cardsOf(tx, [caller.userId])).get(caller.userId)
    const state = await stateOf(tx, member)
    return { state, user: member.personal_rev === personalRev ? card : undefined, threadId }
  })
  if (user !== undefined) {
    const { conversationId } = input
    ctx.live.toUser(user.id, 'read', { conversationId, user, seq: state.lastReadSeq, own: state, isBack: true })
    if (threadId !== null) tellFollows(ctx, [user.id], { threadId, conversationId })
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
  const { unread, unreadInThreads, mentions } =
    (await countsOf(db, member.user_id, [member])).get(member.id) ?? noCounts
  const { last_read_seq: lastReadSeq, personal_rev: personalRev } = member
  return { lastReadSeq, unread, unreadInThreads, mentions, personalRev }
}
