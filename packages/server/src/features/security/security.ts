import type { Tx } from '../../database/database.ts'
import { forgetOldDevices } from './known-devices.ts'
import { deleteOldChallenges } from './passkey-rows.ts'

export { assertionOptions, verifyAssertion } from './assertions.ts'
export { dropFactors, withFactors } from './factor-rows.ts'
export { isNewDevice } from './known-devices.ts'
export { secondProofOf } from './second-factors.ts'
export type { SecondProof } from './second-factors.ts'

/** Takes away what is past its time. */
export async function sweepSecurity(tx: Tx, now: number): Promise<void> {
  await deleteOldChallenges(tx, now)
  await forgetOldDevices(tx, now)
}
