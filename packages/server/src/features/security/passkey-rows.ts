import type { Database, Tx } from '../../database/database.ts'
import type { ChallengesTable, PasskeysTable } from '../../database/schema-access.ts'

type Reader = Database['read']

/** As many as one person may have. */
export const PASSKEYS_MAX = 20

export async function passkeysOf(db: Reader, userId: string): Promise<PasskeysTable[]> {
  return db
    .selectFrom('passkeys')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(PASSKEYS_MAX)
    .execute()
}

export async function passkeyByCredential(db: Reader, credentialId: string): Promise<PasskeysTable | undefined> {
  return db.selectFrom('passkeys').selectAll().where('credential_id', '=', credentialId).executeTakeFirst()
}

export async function insertPasskey(tx: Tx, row: PasskeysTable): Promise<void> {
  await tx.insertInto('passkeys').values(row).execute()
}

export async function renamePasskey(
  tx: Tx,
  userId: string,
  id: string,
  name: string,
): Promise<PasskeysTable | undefined> {
  return tx
    .updateTable('passkeys')
    .set({ name })
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
}

export async function usePasskey(tx: Tx, id: string, signCount: number, now: number): Promise<void> {
  await tx.updateTable('passkeys').set({ sign_count: signCount, last_used_at: now }).where('id', '=', id).execute()
}

export async function deletePasskey(tx: Tx, userId: string, id: string): Promise<PasskeysTable | undefined> {
  return tx.deleteFrom('passkeys').where('user_id', '=', userId).where('id', '=', id).returningAll().executeTakeFirst()
}

export async function insertChallenge(tx: Tx, row: ChallengesTable): Promise<void> {
  await tx.insertInto('challenges').values(row).execute()
}

/** Uses a challenge up; false when it was never given out to them, was used before or is too old. */
export async function takeChallenge(tx: Tx, hash: string, userId: string | null, now: number): Promise<boolean> {
  const row = await tx.deleteFrom('challenges').where('challenge_hash', '=', hash).returningAll().executeTakeFirst()
  return row !== undefined && row.user_id === userId && row.expires_at > now
}

export async function deleteOldChallenges(tx: Tx, now: number): Promise<void> {
  await tx.deleteFrom('challenges').where('expires_at', '<=', now).execute()
}
