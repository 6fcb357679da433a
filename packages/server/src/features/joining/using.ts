import type { Invitation } from '@kith/protocol/invites.ts'
import type { AppContext } from '../../context.ts'
import type { Caller } from '../../caller.ts'
import type { Database, Tx } from '../../database/database.ts'
import { networkOf } from '../../limiter.ts'
import { Problem } from '../../problem.ts'
import { hashOf } from '../accounts/accounts.ts'
import { addAsIfBy, mayAddTo } from '../conversations/conversations.ts'
import type { AfterCommit } from '../membership/membership.ts'
import { mayAdminister, placeNow, placeOf } from '../place/place.ts'
import { cardsOf } from '../users/users.ts'
import { conversationsOfInvites, inviteHolding, lockInvite, takeUse } from './invite-rows.ts'
import type { InviteHolding } from './invite-rows.ts'

/**
 * What whoever holds the link may know. Expired, revoked, used up or made up: all are answered alike.
 * @throws Problem `not-found`, `rate-limited`
 */
export async function describeInvite(ctx: AppContext, address: string, code: string): Promise<Invitation> {
  const invite = await refuseUnknownInvite(ctx, address, code)
  const { name } = await placeOf(ctx)
  const inviter = (await cardsOf(ctx.db.read, [invite.inviter_id])).get(invite.inviter_id)
  if (inviter === undefined) throw new Problem('not-found')
  const open = await openConversations(ctx.db.read, invite)
  return {
    placeName: name,
    inviter,
    conversations: open.map(({ title, member_count: memberCount }) => ({ title, memberCount })),
  }
}

/**
 * The invite with that code. Wrong codes are counted by network.
 * @throws Problem `not-found`, `rate-limited`
 */
export async function refuseUnknownInvite(ctx: AppContext, address: string, code: string): Promise<InviteHolding> {
  const network = networkOf(address)
  ctx.limiter.check('invite-unknown', network)
  const invite = await holding(ctx, ctx.db.read, code)
  if (invite !== undefined) return invite
  ctx.limiter.take('invite-unknown', network)
  throw new Problem('not-found')
}

/** Takes one use of an invite, in the transaction that makes the account. @throws Problem `not-found` */
export async function consumeInvite(ctx: AppContext, tx: Tx, code: string): Promise<InviteHolding> {
  const invite = await holding(ctx, tx, code)
  if (invite === undefined || !(await takeUse(tx, invite.id))) throw new Problem('not-found')
  return invite
}

/** Brings somebody into the conversations of an invite, as if its maker added them. Call what it returns after the commit. */
export async function landByInvite(
  ctx: AppContext,
  tx: Tx,
  invite: InviteHolding,
  userId: string,
): Promise<{ conversationIds: string[]; announce: AfterCommit }> {
  const landed: { id: string; announce: AfterCommit }[] = []
  for (const { id } of await conversationsOfInvites(tx, [invite.id])) {
    const announce = await addAsIfBy(ctx, tx, invite.inviter_id, { conversationId: id, userId })
    if (announce !== null) landed.push({ id, announce })
  }
  return {
    conversationIds: landed.map(({ id }) => id),
    announce: () => {
      for (const { announce } of landed) announce()
    },
  }
}

/**
 * Joins the conversations of an invite with an account that exists; it takes no use of it. One that leads to conversations
 * of which none is open to the caller is answered as if it were none.
 * @throws Problem `not-found`, `rate-limited`, `registration-closed` where even invites are refused
 */
export async function acceptInvite(
  ctx: AppContext,
  caller: Caller,
  code: string,
): Promise<{ conversationIds: string[] }> {
  const { registration } = await placeOf(ctx)
  await refuseUnknownInvite(ctx, caller.address, code)
  if (registration === 'closed') throw new Problem('registration-closed')
  const { conversationIds, announce } = await ctx.db.write(async (tx) => {
    const invite = await holding(ctx, tx, code)
    if (invite === undefined || !(await lockInvite(tx, invite.id))) throw new Problem('not-found')
    const landed = await landByInvite(ctx, tx, invite, caller.userId)
    const leadsNowhere = (await conversationsOfInvites(tx, [invite.id])).length === 0
    if (landed.conversationIds.length === 0 && !leadsNowhere) throw new Problem('not-found')
    return landed
  })
  announce()
  return { conversationIds }
}

/** An invite also ends when its maker may no longer invite. */
async function holding(ctx: AppContext, db: Database['read'], code: string): Promise<InviteHolding | undefined> {
  const invite = await inviteHolding(db, hashOf(code), ctx.now())
  if (invite === undefined || mayAdminister({ role: invite.inviter_role }, 'invite-always')) return invite
  const { membersMayInvite } = await placeNow(ctx.config, db)
  return membersMayInvite ? invite : undefined
}

async function openConversations(db: Database['read'], invite: InviteHolding) {
  const all = await conversationsOfInvites(db, [invite.id])
  const isOpen = await Promise.all(all.map(({ id }) => mayAddTo(db, invite.inviter_id, id)))
  return all.filter((_, index) => isOpen[index])
}
