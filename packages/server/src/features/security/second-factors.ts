import type { PasskeyAssertion } from '@kith/protocol/security.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import type { Visit } from '../../http/route.ts'
import { Problem } from '../../problem.ts'
import { noteAudit } from '../audit/audit.ts'
import { verifyAssertion } from './assertions.ts'
import { takeRecoveryCode, takeTotpStep } from './factor-rows.ts'
import { methodsOf } from './methods.ts'
import { recoveryHash } from './recovery-codes.ts'
import { stepOfCode } from './totp-codes.ts'

/** A second proof that was looked at. */
export interface SecondProof {
  /** Uses it up, in the transaction of what it allows. @throws Problem `invalid-code` when it counts no more */
  redeem: (tx: Tx) => Promise<void>
  /** Call after the commit: what was right does not count as a try. */
  accepted: () => void
}

const nothing: SecondProof = { redeem: async () => undefined, accepted: () => undefined }

/**
 * The second proof of `userId`, whose password (or reset link) was right. Tries count for the account, wherever from.
 * @throws Problem `second-factor-required` with the methods when one is needed and none was given; `invalid-code`,
 * `passkey-refused`, `rate-limited`
 */
export async function secondProofOf(
  ctx: AppContext,
  userId: string,
  given: { code?: string | undefined; passkey?: PasskeyAssertion | undefined },
  visit: Visit,
): Promise<SecondProof> {
  const methods = await methodsOf(ctx.db.read, userId)
  if (methods.length === 0) return nothing
  const { code, passkey } = given
  if (passkey === undefined && (code === undefined || code.trim() === '')) {
    throw new Problem('second-factor-required', { methods })
  }
  ctx.limiter.take('second-factor', userId)
  const accepted = (): void => ctx.limiter.giveBack('second-factor', userId)
  if (passkey !== undefined) {
    if ((await verifyAssertion(ctx, passkey, visit.requestOrigin)) !== userId) throw new Problem('passkey-refused')
    return { ...nothing, accepted }
  }
  const typed = (code ?? '').replaceAll(/\s/g, '')
  if (/^\d{6}$/.test(typed)) {
    const step = await stepOfCode(ctx, userId, typed)
    return { redeem: (tx) => takeStep(tx, userId, step), accepted }
  }
  return { redeem: (tx) => spendRecoveryCode(ctx, tx, userId, typed, visit), accepted }
}

async function takeStep(tx: Tx, userId: string, step: number): Promise<void> {
  if (!(await takeTotpStep(tx, userId, step))) throw new Problem('invalid-code')
}

async function spendRecoveryCode(ctx: AppContext, tx: Tx, userId: string, code: string, visit: Visit): Promise<void> {
  if (!(await takeRecoveryCode(tx, userId, recoveryHash(ctx, code)))) throw new Problem('invalid-code')
  await noteAudit(tx, ctx.now(), { kind: 'recovery-code-used', userId, actorId: userId, ...visit })
}
