import { limits } from '@kith/protocol/limits.ts'
import type { AppContext } from '../../context.ts'
import type { Database, Tx } from '../../database/database.ts'
import { Problem } from '../../problem.ts'
import { may, memberOf, memberTaking, takeCounters } from '../membership/membership.ts'
import type { AfterCommit, Membership } from '../membership/membership.ts'
import { cardsOf } from '../users/users.ts'
import { letIn } from './coming.ts'
import { isRemoved, presentAmong } from './conversation-rows.ts'

/** Whether `adderId` is in the conversation and could add somebody now. */
export async function mayAddTo(db: Database['read'], adderId: string, conversationId: string): Promise<boolean> {
  const member = await memberOf(db, adderId, conversationId).catch(noneIfGone)
  return member !== null && hasRoom(member)
}

/**
 * Adds `userId` as `adderId` would, who need not be here. Null when `adderId` no longer may, the group is full, or others
 * took `userId` out of it; who is in it already stays as they are. Call what it returns after the commit.
 */
export async function addAsIfBy(
  ctx: AppContext,
  tx: Tx,
  adderId: string,
  { conversationId, userId }: { conversationId: string; userId: string },
): Promise<AfterCommit | null> {
  const now = ctx.now()
  // Locked before it is asked who is there and who may, as when somebody is added by hand.
  if (!(await takeCounters(tx, conversationId, { revs: 0, seqs: 0, now }))) return null
  const adder = await memberOf(tx, adderId, conversationId).catch(noneIfGone)
  if (adder === null || !hasRoom(adder)) return null
  if ((await presentAmong(tx, conversationId, [userId])).size > 0) return () => undefined
  if (await isRemoved(tx, conversationId, userId)) return null
  const user = (await cardsOf(tx, [userId])).get(userId)
  if (user === undefined) return null
  const taken = await memberTaking(tx, adderId, conversationId, { revs: 2, seqs: 1, now })
  const event = { type: 'added' as const, users: [user] }
  return letIn(ctx, tx, taken, { actorId: adderId, userIds: [userId], role: 'member', event, now })
}

function hasRoom(member: Membership): boolean {
  // Whoever comes into a place by an invite is in none of its projects.
  if (member.project_id !== null) return false
  if (!may(member.role, 'add', member)) return false
  return member.kind !== 'group' || member.member_count < limits.groupMembersMax
}

function noneIfGone(error: unknown): null {
  if (error instanceof Problem && error.code === 'not-found') return null
  throw error
}
