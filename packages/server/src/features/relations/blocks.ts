import type { Relation } from '@kith/protocol/users.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { changeStanding } from './change-standing.ts'
import { blocking, muting, unblocking, unmuting } from './standing.ts'
import type { Step } from './standing.ts'

/** Ends friendship, follows and requests both ways. The other is told of those, never of the block. */
export function block(ctx: AppContext, caller: Caller, userId: string): Promise<Relation> {
  return step(ctx, caller, userId, blocking)
}

export async function unblock(ctx: AppContext, caller: Caller, userId: string): Promise<void> {
  await step(ctx, caller, userId, unblocking)
}

export function mute(ctx: AppContext, caller: Caller, userId: string): Promise<Relation> {
  return step(ctx, caller, userId, muting)
}

export async function unmute(ctx: AppContext, caller: Caller, userId: string): Promise<void> {
  await step(ctx, caller, userId, unmuting)
}

/** @throws Problem `not-found` for an unknown id, or one's own */
async function step(ctx: AppContext, caller: Caller, userId: string, taken: Step): Promise<Relation> {
  const { mine, tell } = await ctx.db.write((tx) => changeStanding(ctx, tx, caller.userId, userId, () => taken))
  tell()
  return mine
}
