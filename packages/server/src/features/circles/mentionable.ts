import type { Mentionable } from '@kith/protocol/circles.ts'
import type { CallParsed } from '@kith/protocol/registry.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { listMembers } from '../conversations/conversations.ts'
import { memberOf } from '../membership/membership.ts'
import { manyNamed, reachOfMany } from '../messages/messages.ts'
import { circlePage, reachOf } from './circle-rows.ts'
import { asCircle } from './circle-view.ts'

/**
 * Whom the caller may mention in a conversation by what they wrote after the @.
 * @throws Problem `not-found`
 */
export async function mentionableIn(
  ctx: AppContext,
  caller: Caller,
  { conversationId, q, limit }: CallParsed<'GET /api/conversations/:conversationId/mentionable'>,
): Promise<Mentionable> {
  const { userId } = caller
  const member = await memberOf(ctx.db.read, userId, conversationId)
  const { items } = await listMembers(ctx, caller, { conversationId, q, limit: limit + 1 })
  const rows = await circlePage(ctx.db.read, { viewerId: userId, prefix: q.toLowerCase(), userId: null, limit })
  const ids = rows.map(({ id }) => id)
  const reach = await reachOf(ctx.db.read, conversationId, ids, userId)
  return {
    people: items.flatMap(({ user }) => (user.id === userId ? [] : user)).slice(0, limit),
    circles: rows.map((row) => ({ ...asCircle(row), reach: reach.get(row.id) ?? 0 })),
    here: member.kind === 'direct' ? 0 : (await ctx.live.onlineIn(conversationId, userId)).length,
  }
}

/**
 * How many others a message with `names` in it would tell.
 * @throws Problem `not-found`
 */
export async function reachIn(
  ctx: AppContext,
  caller: Caller,
  { conversationId, names }: CallParsed<'GET /api/conversations/:conversationId/reach'>,
): Promise<{ count: number }> {
  const { userId } = caller
  const member = await memberOf(ctx.db.read, userId, conversationId)
  const online = names.includes('here') ? await ctx.live.onlineIn(conversationId, userId) : []
  const many = await manyNamed(ctx.db.read, { ...member, userId }, [...new Set(names)], online)
  return { count: reachOfMany(many, member.member_count) }
}
