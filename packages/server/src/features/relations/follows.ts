import type { Relation } from '@kith/protocol/users.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { userById } from '../users/users.ts'
import { changeStanding } from './change-standing.ts'
import type { Situation } from './change-standing.ts'
import { refuseUnlessOpen } from './friends.ts'
import { waitingFollowers } from './relation-rows.ts'
import { following, lettingFollow, removingFollower, unfollowing } from './standing.ts'
import type { Step } from './standing.ts'

/** @throws Problem `not-found`, `not-accepting` (a block) */
export async function follow(ctx: AppContext, caller: Caller, userId: string): Promise<Relation> {
  return step(ctx, caller.userId, userId, (situation) => {
    refuseUnlessOpen(situation)
    return following(situation.other.is_private === 1)
  })
}

export async function unfollow(ctx: AppContext, caller: Caller, userId: string): Promise<void> {
  await step(ctx, caller.userId, userId, () => unfollowing)
}

/** @throws Problem `not-found` when they have not asked to follow */
export async function acceptFollower(ctx: AppContext, caller: Caller, userId: string): Promise<Relation> {
  return step(ctx, caller.userId, userId, ({ now }) => {
    if (now.theirFollow === 'none') throw new Problem('not-found')
    return lettingFollow
  })
}

export async function removeFollower(ctx: AppContext, caller: Caller, userId: string): Promise<void> {
  await step(ctx, caller.userId, userId, () => removingFollower)
}

const AT_ONCE = 100

/** Whoever waits for an account that is private no longer follows it: nobody is left to be asked. */
export async function admitWaiting(ctx: AppContext, { userId }: { userId: string }): Promise<void> {
  for (;;) {
    const owner = await userById(ctx.db.read, userId)
    if (owner === undefined || owner.is_private === 1) return
    const waiting = await waitingFollowers(ctx.db.read, userId, AT_ONCE)
    for (const followerId of waiting) await step(ctx, userId, followerId, () => lettingFollow)
    if (waiting.length < AT_ONCE) return
  }
}

async function step(
  ctx: AppContext,
  myId: string,
  otherId: string,
  decide: (situation: Situation) => Step,
): Promise<Relation> {
  const { mine, tell } = await ctx.db.write((tx) => changeStanding(ctx, tx, myId, otherId, decide))
  tell()
  return mine
}
