import { Secret, TOTP } from 'otpauth'
import type { AppContext } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { seal, unseal } from '../../secrets.ts'
import { totpOf } from './factor-rows.ts'

const PERIOD_S = 30
const SECRET_BYTES = 20
const PURPOSE = 'totp'

/** A new key, as an app wants it, and sealed. */
export function newTotpKey(
  ctx: AppContext,
  place: string,
  label: string,
): { secret: string; uri: string; sealed: string } {
  const totp = totpFor(new Secret({ size: SECRET_BYTES }), place, label)
  const secret = totp.secret.base32
  return { secret, uri: totp.toString(), sealed: seal(ctx.config.SESSION_SECRET, PURPOSE, secret) }
}

/**
 * The step of time that `code` belongs to: now, the one before or the one after.
 * @throws Problem `invalid-code` when it is of none
 */
export async function stepOfCode(ctx: AppContext, userId: string, code: string): Promise<number> {
  const row = await totpOf(ctx.db.read, userId)
  const step = row === undefined || row.confirmed_at === null ? null : matchingStep(ctx, row.secret, code)
  if (step === null) throw new Problem('invalid-code')
  return step
}

export function matchingStep(ctx: AppContext, sealed: string, code: string): number | null {
  const secret = unseal(ctx.config.SESSION_SECRET, PURPOSE, sealed)
  if (secret === null) return null
  const timestamp = ctx.now()
  const delta = totpFor(Secret.fromBase32(secret), '', '').validate({ token: code, timestamp, window: 1 })
  return delta === null ? null : Math.floor(timestamp / 1000 / PERIOD_S) + delta
}

function totpFor(secret: Secret, issuer: string, label: string): TOTP {
  return new TOTP({ issuer, label, secret, algorithm: 'SHA1', digits: 6, period: PERIOD_S })
}
