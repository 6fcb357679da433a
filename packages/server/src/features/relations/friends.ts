import type { CallParsed } from '@kith/protocol/registry.ts'
import type { Relation } from '@kith/protocol/users.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { enqueue } from '../../jobs/jobs.ts'
import { Problem } from '../../problem.ts'
import { noteAudit, refuseTooOften } from '../audit/audit.ts'
import { lockUser, userByName } from '../users/users.ts'
import { changeStanding } from './change-standing.ts'
import type { Situation } from './change-standing.ts'
import { userByEmail } from './relation-rows.ts'
import { accepting, asking, endingFriendship } from './standing.ts'

/** Requests by email could tell whose address is whose. */
const BY_EMAIL = { max: 20, perMs: 24 * 60 * 60 * 1000 }

type Ask = CallParsed<'POST /api/friends'>
type Asked = { status: 200 | 201; body: Relation } | { status: 202; body: { isAsked: true } }

/**
 * Asks somebody to be a friend; whoever has asked the caller already is one then (200, as for those who are).
 * @throws Problem `not-found`, `not-accepting` (a block), `rate-limited`
 */
export async function askToBeFriends(ctx: AppContext, caller: Caller, input: Ask): Promise<Asked> {
  if (input.email !== undefined) {
    await askByEmail(ctx, caller, input.email, input.note)
    return { status: 202, body: { isAsked: true } }
  }
  ctx.limiter.take('friend-request', caller.userId)
  const otherId = input.userId ?? (await userByName(ctx.db.read, (input.username ?? '').toLowerCase()))?.id
  if (otherId === undefined) throw new Problem('not-found')
  const { before, after, mine, tell } = await ctx.db.write((tx) =>
    changeStanding(ctx, tx, caller.userId, otherId, (situation) => {
      refuseUnlessOpen(situation)
      return asking(input.note, false)
    }),
  )
  tell()
  const isNew = after.friendship === 'requested' && (before.friendship === 'none' || before.isAskedInSilence)
  return { status: isNew ? 201 : 200, body: mine }
}

/**
 * The same work and the same answer whether or not anybody has the address: who that is, if anyone, is looked up later,
 * and the one who asks sees nothing of it until it is accepted.
 */
async function askByEmail(ctx: AppContext, caller: Caller, email: string, note: string): Promise<void> {
  const { userId, address } = caller
  const now = ctx.now()
  await ctx.db.write(async (tx) => {
    await lockUser(tx, userId)
    await refuseTooOften(ctx, tx, userId, { kind: 'friend-asked-by-email', ...BY_EMAIL })
    // Not by which address: what is written down of it may be read by whoever has the session.
    await noteAudit(tx, now, { kind: 'friend-asked-by-email', userId, actorId: userId, address })
    await enqueue(tx, 'friend-by-email', { userId, email, note }, { now })
  })
  ctx.jobs.wake()
}

/** Brings a request to whoever has this address and may be found by it. */
export async function deliverRequestByEmail(
  ctx: AppContext,
  { userId, email, note }: { userId: string; email: string; note: string },
): Promise<void> {
  const found = await userByEmail(ctx.db.read, email.toLowerCase())
  if (found === undefined || found.id === userId) return
  const { tell } = await ctx.db.write((tx) =>
    changeStanding(ctx, tx, userId, found.id, ({ now, other }) => {
      const isBlocked = now.iBlock || now.theyBlock
      const mayFind =
        other.may_find_by_email === 'everyone' ||
        (other.may_find_by_email === 'friends' && now.friendship === 'friends')
      return isBlocked || !mayFind || other.state !== 'active' ? (same) => same : asking(note, true)
    }),
  )
  tell()
}

/** @throws Problem `not-found` when they have not asked */
export async function acceptFriend(ctx: AppContext, caller: Caller, userId: string): Promise<Relation> {
  const { mine, tell } = await ctx.db.write((tx) =>
    changeStanding(ctx, tx, caller.userId, userId, ({ now, other }) => {
      const isThere = other.state === 'active' && (now.friendship === 'received' || now.friendship === 'friends')
      if (!isThere) throw new Problem('not-found')
      return accepting
    }),
  )
  tell()
  return mine
}

/** Declines, withdraws or ends it, whichever there is to end. @throws Problem `not-found` for an unknown id */
export async function endFriendship(ctx: AppContext, caller: Caller, userId: string): Promise<void> {
  const { tell } = await ctx.db.write((tx) => changeStanding(ctx, tx, caller.userId, userId, () => endingFriendship))
  tell()
}

/** @throws Problem `not-found`, `not-accepting`: a block is refused as by somebody who accepts nothing from anyone */
export function refuseUnlessOpen({ now, other }: Situation): void {
  if (other.state !== 'active') throw new Problem('not-found')
  if (now.iBlock || now.theyBlock) throw new Problem('not-accepting')
}
