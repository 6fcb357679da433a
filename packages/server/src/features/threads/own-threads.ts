import type { ThreadFollow } from '@kith/protocol/threads.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { memberOf, setOwnChoice, takePersonalRev } from '../membership/membership.ts'
import { seenThread } from '../messages/messages.ts'
import { followRow, putFollow, readThread } from './follow-rows.ts'
import { followOf } from './following.ts'
import { threadFrom } from './summary.ts'
import { tellPlaces } from './telling.ts'

/**
 * Moves the marker of a thread that the caller follows forward, never back and never past the newest message; tells
 * their other devices.
 * @throws Problem `not-found`
 */
export async function markThreadRead(
  ctx: AppContext,
  caller: Caller,
  input: { messageId: string; seq: number },
): Promise<ThreadFollow> {
  const { member, root } = await seenThread(ctx.db.read, caller.userId, input.messageId)
  const seq = Math.min(input.seq, member.last_seq)
  const known = await followRow(ctx.db.read, root.id, caller.userId)
  const thread = { threadId: root.id, conversationId: root.conversation_id }
  if (known?.is_following !== 1 || seq <= known.last_read_seq) return followOf(ctx.db.read, caller.userId, thread)
  return change(ctx, caller, thread, async (tx, personalRev) => {
    await readThread(tx, caller.userId, root.id, seq, personalRev)
  })
}

/**
 * Follows a thread, of which all there is counts as read, or follows it no longer. It may be one that nobody has
 * answered in yet.
 * @throws Problem `not-found`
 */
export async function followThread(
  ctx: AppContext,
  caller: Caller,
  messageId: string,
  isWanted: boolean,
): Promise<ThreadFollow> {
  const { root } = await seenThread(ctx.db.read, caller.userId, messageId)
  const { userId } = caller
  const thread = { threadId: root.id, conversationId: root.conversation_id }
  const known = await followRow(ctx.db.read, root.id, userId)
  if (known !== undefined && (known.is_following === 1) === isWanted) return followOf(ctx.db.read, userId, thread)
  return change(ctx, caller, thread, async (tx, personalRev) => {
    await threadFrom(tx, root)
    const before = await followRow(tx, root.id, userId)
    const { last_seq: lastSeq } = await memberOf(tx, userId, root.conversation_id)
    await putFollow(tx, {
      thread_id: root.id,
      user_id: userId,
      conversation_id: root.conversation_id,
      is_following: isWanted ? 1 : 0,
      last_read_seq: isWanted ? lastSeq : (before?.last_read_seq ?? 0),
      personal_rev: personalRev,
    })
  })
}

/** Changes what a thread is to the caller, by their own counter, and tells their devices. */
async function change(
  ctx: AppContext,
  { userId }: Caller,
  thread: { threadId: string; conversationId: string },
  act: (tx: Tx, personalRev: number) => Promise<void>,
): Promise<ThreadFollow> {
  const follow = await ctx.db.write(async (tx) => {
    const personalRev = await takePersonalRev(tx, userId)
    await memberOf(tx, userId, thread.conversationId)
    await act(tx, personalRev)
    await setOwnChoice(tx, userId, thread.conversationId, { personal_rev: personalRev })
    return followOf(tx, userId, thread)
  })
  ctx.live.toUser(userId, 'thread', follow)
  tellPlaces(ctx, [userId], thread)
  return follow
}
