import { Secret, TOTP } from 'otpauth'
import type { Person } from './person.ts'

/** The code of an authenticator app with this key, at a time. */
export function codeAt(secret: string, timestamp: number = Date.now()): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp })
}

/** Somebody with an authenticator app: its key, and the recovery codes that came with it. */
export async function turnOnTotp(
  person: Person,
  now: () => number = Date.now,
): Promise<{ secret: string; recoveryCodes: string[] }> {
  const { secret } = await person.call('POST /api/auth/totp', {})
  const { recoveryCodes } = await person.call('POST /api/auth/totp/confirm', { code: codeAt(secret, now()) })
  if (recoveryCodes === null) throw new Error('the first factor brought no recovery codes')
  return { secret, recoveryCodes }
}
