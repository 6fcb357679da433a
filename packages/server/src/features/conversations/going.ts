import { limits } from '@kith/protocol/limits.ts'
import type { Member, MemberRole } from '@kith/protocol/conversations.ts'
import type { SystemEvent } from '@kith/protocol/messages.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { Problem } from '../../problem.ts'
import { may, memberOf, memberTaking } from '../membership/membership.ts'
import type { AfterCommit, Membership } from '../membership/membership.ts'
import { insertAnnouncement } from '../messages/messages.ts'
import { cardsOf } from '../users/users.ts'
import { activeMember, addToMemberCount, countOwners, updateMember } from './conversation-rows.ts'
import { endConversation } from './end-conversation.ts'
import { asMembers } from './entries.ts'

/**
 * Removes someone, or leaves (`me`, or one's own id).
 * @throws Problem `not-found`, `forbidden`, `last-owner`
 */
export async function removeMember(
  ctx: AppContext,
  caller: Caller,
  input: { conversationId: string; userId: string },
): Promise<void> {
  const userId = input.userId === 'me' ? caller.userId : input.userId
  const tell = await ctx.db.write((tx) => remove(ctx, tx, caller.userId, input.conversationId, userId))
  tell()
}

async function remove(
  ctx: AppContext,
  tx: Tx,
  callerId: string,
  conversationId: string,
  userId: string,
): Promise<AfterCommit> {
  const now = ctx.now()
  const known = await memberOf(tx, callerId, conversationId)
  const isLeaving = userId === callerId
  // Small conversations say who goes; large ones would talk of nothing else.
  const isAnnounced = known.kind === 'group' || known.member_count <= limits.smallConversationMembers || !isLeaving
  const taking = { revs: isAnnounced ? 2 : 1, seqs: isAnnounced ? 1 : 0, now }
  const taken = await memberTaking(tx, callerId, conversationId, taking)
  const target = await activeMember(tx, conversationId, userId)
  if (target === undefined) throw new Problem('not-found')
  const action = isLeaving ? 'leave' : target.role === 'member' ? 'remove-member' : 'remove-admin'
  if (!may(taken.role, action, taken)) throw new Problem('forbidden')
  if (isLeaving && taken.member_count === 1) {
    await endConversation(tx, conversationId)
    return () => gone(ctx, conversationId, [userId])
  }
  if (target.role === 'owner' && (await countOwners(tx, conversationId)) === 1) throw new Problem('last-owner')
  const rev = taken.head - (isAnnounced ? 1 : 0)
  await updateMember(tx, conversationId, userId, { left_at: now, rev, is_removed: isLeaving ? 0 : 1 })
  await addToMemberCount(tx, conversationId, -1)
  const memberCount = taken.member_count - 1
  const [member] = await asMembers(tx, [{ ...target, left_at: now, rev }], memberCount, null)
  const event = await farewell(tx, userId, isLeaving ? null : callerId)
  const place = { conversationId, authorId: callerId, seq: taken.last_seq, rev: taken.head, now }
  const message = isAnnounced ? await insertAnnouncement(tx, place, event) : null
  return () => {
    ctx.live.expel(userId, conversationId)
    ctx.live.toUser(userId, 'conversation_gone', { conversationId })
    if (member !== undefined) {
      ctx.live.toConversation({ conversationId }, 'member_changed', { conversationId, rev, memberCount, member })
    }
    if (message !== null) {
      ctx.live.toConversation({ conversationId, seq: message.seq, rev: message.rev }, 'message', message)
    }
  }
}

/** What is announced of somebody who goes, or was taken out by `removerId`. */
export async function farewell(tx: Tx, userId: string, removerId: string | null): Promise<SystemEvent> {
  if (removerId === null) return { type: 'left' }
  const user = (await cardsOf(tx, [userId])).get(userId)
  if (user === undefined) throw new Problem('not-found')
  return { type: 'removed', user }
}

/**
 * Gives a role.
 * @throws Problem `not-found`, `forbidden`, `last-owner`
 */
export async function setRole(
  ctx: AppContext,
  caller: Caller,
  input: { conversationId: string; userId: string; role: MemberRole },
): Promise<Member> {
  const userId = input.userId === 'me' ? caller.userId : input.userId
  const now = ctx.now()
  const { conversationId, role } = input
  const made = await ctx.db.write(async (tx) => {
    const taken: Membership = await memberTaking(tx, caller.userId, conversationId, { revs: 2, seqs: 1, now })
    const target = await activeMember(tx, conversationId, userId)
    if (target === undefined) throw new Problem('not-found')
    if (!may(taken.role, 'set-role', taken)) throw new Problem('forbidden')
    const isLast = target.role === 'owner' && role !== 'owner' && (await countOwners(tx, conversationId)) === 1
    if (isLast) throw new Problem('last-owner')
    const rev = taken.head - 1
    await updateMember(tx, conversationId, userId, { role, rev })
    const [member] = await asMembers(tx, [{ ...target, role, rev }], taken.member_count, null)
    if (member === undefined) throw new Problem('not-found')
    const place = { conversationId, authorId: caller.userId, seq: taken.last_seq, rev: taken.head, now }
    const message = await insertAnnouncement(tx, place, { type: 'role', user: member.user, role })
    return { member, message, memberCount: taken.member_count }
  })
  const { member, message, memberCount } = made
  ctx.live.toConversation({ conversationId }, 'member_changed', {
    conversationId,
    rev: member.rev,
    memberCount,
    member,
  })
  ctx.live.toConversation({ conversationId, seq: message.seq, rev: message.rev }, 'message', message)
  return member
}

/**
 * Deletes a group or channel for everyone.
 * @throws Problem `not-found`, `forbidden`
 */
export async function removeConversation(
  ctx: AppContext,
  caller: Caller,
  input: { conversationId: string },
): Promise<void> {
  await ctx.db.write(async (tx) => {
    const taken = await memberTaking(tx, caller.userId, input.conversationId, { revs: 1, seqs: 0, now: ctx.now() })
    if (!may(taken.role, 'delete', taken)) throw new Problem('forbidden')
    await endConversation(tx, input.conversationId)
  })
  gone(ctx, input.conversationId, [])
}

/** Tells all who were in a conversation, and `userIds`, that it is no more. */
export function gone(ctx: AppContext, conversationId: string, userIds: string[]): void {
  ctx.db.search.changed(conversationId)
  ctx.live.toConversation({ conversationId }, 'conversation_gone', { conversationId })
  ctx.live.endConversation(conversationId)
  for (const userId of userIds) ctx.live.toUser(userId, 'conversation_gone', { conversationId })
}
