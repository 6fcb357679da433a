import type { CallParsed } from '@kith/protocol/registry.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Visit } from '../../http/route.ts'
import { Problem } from '../../problem.ts'
import { secondProofOf, verifyAssertion } from '../security/security.ts'
import { userById } from '../users/users.ts'
import { countAttempt } from './attempts.ts'
import { markAuthenticated } from './session-rows.ts'
import { noteRefused } from './sign-in-notes.ts'

/**
 * Proves again who sits before this session: by a passkey alone, or by the password and whatever second factor
 * signing in asks for.
 * @returns when it happened, in milliseconds since 1970
 * @throws Problem `invalid-credentials`, `second-factor-required`, `invalid-code`, `passkey-refused`
 */
export async function confirmIdentity(
  ctx: AppContext,
  caller: Caller,
  { password, code, passkey }: CallParsed<'POST /api/auth/confirm'>,
  visit: Visit,
): Promise<number> {
  const user = await userById(ctx.db.read, caller.userId)
  const { sessionId } = caller
  if (user === undefined || sessionId === null) throw new Problem('unauthenticated')
  const forgive = countAttempt(ctx, caller.address, user.id)
  const now = ctx.now()
  if (passkey !== undefined && password === undefined) {
    if ((await verifyAssertion(ctx, passkey, visit.requestOrigin)) !== user.id) throw new Problem('passkey-refused')
    await ctx.db.write((tx) => markAuthenticated(tx, sessionId, now))
    forgive()
    return now
  }
  if (password === undefined || !(await ctx.passwords.verify(password, user.password_hash))) {
    noteRefused(ctx, user.id, visit)
    throw new Problem('invalid-credentials')
  }
  const proof = await secondProofOf(ctx, user.id, { code, passkey }, visit).catch((error: unknown) => {
    if (error instanceof Problem && error.code === 'second-factor-required') forgive()
    throw error
  })
  await ctx.db.write(async (tx) => {
    await proof.redeem(tx)
    await markAuthenticated(tx, sessionId, now)
  })
  proof.accepted()
  forgive()
  return now
}
