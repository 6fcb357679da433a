import type { Database, Tx } from '../../database/database.ts'
import type { TotpTable } from '../../database/schema-access.ts'

type Reader = Database['read']

export async function totpOf(db: Reader, userId: string): Promise<TotpTable | undefined> {
  return db.selectFrom('totp').selectAll().where('user_id', '=', userId).executeTakeFirst()
}

/** Keeps a key that is not confirmed yet, in the place of one that never was. */
export async function beginTotp(tx: Tx, row: TotpTable): Promise<void> {
  await tx.deleteFrom('totp').where('user_id', '=', row.user_id).where('confirmed_at', 'is', null).execute()
  await tx.insertInto('totp').values(row).execute()
}

/** Whether a key of this secret waited for its confirmation. */
export async function confirmTotp(
  tx: Tx,
  userId: string,
  { secret, step, now }: { secret: string; step: number; now: number },
): Promise<boolean> {
  const result = await tx
    .updateTable('totp')
    .set({ confirmed_at: now, last_step: step })
    .where('user_id', '=', userId)
    .where('secret', '=', secret)
    .where('confirmed_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Uses up the code of `step`; false when it, or a later one, was used before. */
export async function takeTotpStep(tx: Tx, userId: string, step: number): Promise<boolean> {
  const result = await tx
    .updateTable('totp')
    .set({ last_step: step })
    .where('user_id', '=', userId)
    .where('confirmed_at', 'is not', null)
    .where('last_step', '<', step)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function deleteTotp(tx: Tx, userId: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('totp')
    .where('user_id', '=', userId)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** Those of `userIds` of whom more than a password is asked. */
export async function withFactors(db: Reader, userIds: readonly string[]): Promise<Set<string>> {
  if (userIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('totp')
    .select('user_id')
    .where('user_id', 'in', userIds)
    .where('confirmed_at', 'is not', null)
    .union(db.selectFrom('passkeys').select('user_id').where('user_id', 'in', userIds))
    .execute()
  return new Set(rows.map((row) => row.user_id))
}

/** Every second factor of somebody, and the codes that stand in for one. */
export async function dropFactors(tx: Tx, userId: string): Promise<void> {
  for (const table of ['totp', 'passkeys', 'recovery_codes'] as const) {
    await tx.deleteFrom(table).where('user_id', '=', userId).execute()
  }
}

export async function countRecoveryCodes(db: Reader, userId: string): Promise<number> {
  const row = await db
    .selectFrom('recovery_codes')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

export async function replaceRecoveryCodes(tx: Tx, userId: string, hashes: readonly string[]): Promise<void> {
  await tx.deleteFrom('recovery_codes').where('user_id', '=', userId).execute()
  if (hashes.length === 0) return
  await tx
    .insertInto('recovery_codes')
    .values(hashes.map((code_hash) => ({ user_id: userId, code_hash })))
    .execute()
}

/** Uses a code up; false when there is no such one. */
export async function takeRecoveryCode(tx: Tx, userId: string, hash: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('recovery_codes')
    .where('user_id', '=', userId)
    .where('code_hash', '=', hash)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** Whether somebody has signed in from any device, and from this one. */
export async function knownDevice(tx: Tx, userId: string, hash: string): Promise<{ any: boolean; this: boolean }> {
  const one = tx.selectFrom('known_devices').select('device_hash').where('user_id', '=', userId).limit(1)
  const found = await one.where('device_hash', '=', hash).executeTakeFirst()
  if (found !== undefined) return { any: true, this: true }
  return { any: (await one.executeTakeFirst()) !== undefined, this: false }
}

export async function seeDevice(tx: Tx, userId: string, hash: string, now: number): Promise<void> {
  await tx
    .insertInto('known_devices')
    .values({ user_id: userId, device_hash: hash, last_seen_at: now })
    .onConflict((conflict) => conflict.columns(['user_id', 'device_hash']).doUpdateSet({ last_seen_at: now }))
    .execute()
}

export async function forgetDevices(tx: Tx, before: number): Promise<void> {
  await tx.deleteFrom('known_devices').where('last_seen_at', '<', before).execute()
}

/** The address that waits for its confirmation, or null. */
export async function pendingEmailOf(db: Reader, userId: string, now: number): Promise<string | null> {
  const row = await db
    .selectFrom('links')
    .select('email')
    .where('user_id', '=', userId)
    .where('kind', '=', 'email-change')
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.email ?? null
}
