import { createHash } from 'node:crypto'
import type { Tx } from '../../database/database.ts'
import { networkOf } from '../../limiter.ts'
import { forgetDevices, knownDevice, seeDevice } from './factor-rows.ts'

const FORGOTTEN_AFTER_MS = 365 * 24 * 60 * 60 * 1000

/** Whether `userId` signs in from a kind of browser or a network that they never did. The very first is none to tell of. */
export async function isNewDevice(
  tx: Tx,
  userId: string,
  { address, userAgent }: { address: string; userAgent: string },
  now: number,
): Promise<boolean> {
  // Versions are left out: an update makes no other device.
  const family = userAgent.replaceAll(/[\d._]+/g, '')
  const hash = createHash('sha256')
    .update(`${family} ${networkOf(address)}`)
    .digest('hex')
  const known = await knownDevice(tx, userId, hash)
  await seeDevice(tx, userId, hash, now)
  return known.any && !known.this
}

export async function forgetOldDevices(tx: Tx, now: number): Promise<void> {
  await forgetDevices(tx, now - FORGOTTEN_AFTER_MS)
}
