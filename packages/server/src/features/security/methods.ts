import type { SecondFactorMethod } from '@kith/protocol/security.ts'
import type { Database } from '../../database/database.ts'
import { countRecoveryCodes, totpOf } from './factor-rows.ts'
import { passkeysOf } from './passkey-rows.ts'

/** By what `userId` proves a second time who they are; nothing where the password is enough. */
export async function methodsOf(db: Database['read'], userId: string): Promise<SecondFactorMethod[]> {
  const isTotpOn = ((await totpOf(db, userId))?.confirmed_at ?? null) !== null
  const hasPasskey = (await passkeysOf(db, userId)).length > 0
  if (!isTotpOn && !hasPasskey) return []
  const hasCodes = (await countRecoveryCodes(db, userId)) > 0
  return [
    ...(isTotpOn ? (['totp'] as const) : []),
    ...(hasPasskey ? (['passkey'] as const) : []),
    ...(hasCodes ? (['recovery'] as const) : []),
  ]
}
