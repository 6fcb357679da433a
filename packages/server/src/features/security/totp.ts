import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Visit } from '../../http/route.ts'
import { Problem } from '../../problem.ts'
import { noteAudit } from '../audit/audit.ts'
import { placeOf } from '../place/place.ts'
import { userById } from '../users/users.ts'
import { beginTotp, confirmTotp, deleteTotp, totpOf } from './factor-rows.ts'
import { dropIdleRecoveryCodes, firstRecoveryCodes } from './recovery-codes.ts'
import { matchingStep, newTotpKey } from './totp-codes.ts'

/**
 * A key for an authenticator app. It counts for nothing until a code confirms it.
 * @throws Problem `already-on`
 */
export async function startTotp(ctx: AppContext, caller: Caller): Promise<{ secret: string; uri: string }> {
  const user = await userById(ctx.db.read, caller.userId)
  if (user === undefined) throw new Problem('unauthenticated')
  const { secret, uri, sealed } = newTotpKey(ctx, (await placeOf(ctx)).name, user.username)
  const now = ctx.now()
  await ctx.db.write(async (tx) => {
    if (((await totpOf(tx, user.id))?.confirmed_at ?? null) !== null) throw new Problem('already-on')
    await beginTotp(tx, { user_id: user.id, secret: sealed, created_at: now, confirmed_at: null, last_step: 0 })
  })
  return { secret, uri }
}

/**
 * Turns the app on; recovery codes where there are none yet.
 * @throws Problem `not-found` when none was begun, `invalid-code`
 */
export async function finishTotp(
  ctx: AppContext,
  caller: Caller,
  code: string,
  visit: Visit,
): Promise<{ recoveryCodes: string[] | null }> {
  const { userId } = caller
  const begun = await totpOf(ctx.db.read, userId)
  if (begun === undefined || begun.confirmed_at !== null) throw new Problem('not-found')
  ctx.limiter.take('second-factor', userId)
  const step = matchingStep(ctx, begun.secret, code.replaceAll(/\s/g, ''))
  if (step === null) throw new Problem('invalid-code')
  ctx.limiter.giveBack('second-factor', userId)
  const now = ctx.now()
  const recoveryCodes = await ctx.db.write(async (tx) => {
    if (!(await confirmTotp(tx, userId, { secret: begun.secret, step, now }))) throw new Problem('not-found')
    const details = { by: 'totp' }
    await noteAudit(tx, now, { kind: 'second-factor-added', userId, actorId: userId, details, ...visit })
    return firstRecoveryCodes(ctx, tx, userId)
  })
  return { recoveryCodes }
}

/** @throws Problem `not-found` when it is not on */
export async function stopTotp(ctx: AppContext, caller: Caller, visit: Visit): Promise<void> {
  const { userId } = caller
  await ctx.db.write(async (tx) => {
    if (!(await deleteTotp(tx, userId))) throw new Problem('not-found')
    await dropIdleRecoveryCodes(tx, userId)
    const details = { by: 'totp' }
    await noteAudit(tx, ctx.now(), { kind: 'second-factor-removed', userId, actorId: userId, details, ...visit })
  })
}
