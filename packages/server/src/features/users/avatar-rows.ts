import type { Database, Tx } from '../../database/database.ts'
import type { AvatarsTable } from '../../database/schema.ts'

export async function insertAvatar(tx: Tx, rows: readonly AvatarsTable[]): Promise<void> {
  await tx.insertInto('avatars').values(rows).execute()
}

export async function avatarBy(db: Database['read'], key: string, size: number): Promise<AvatarsTable | undefined> {
  return db.selectFrom('avatars').selectAll().where('key', '=', key).where('size', '=', size).executeTakeFirst()
}

/** Every picture of `userId`; a few rows. */
export async function avatarsOf(db: Database['read'], userId: string): Promise<AvatarsTable[]> {
  return db.selectFrom('avatars').selectAll().where('user_id', '=', userId).orderBy('size').limit(100).execute()
}

/** Takes every picture of `userId` away; the bytes that they stood for. */
export async function deleteAvatars(tx: Tx, userId: string): Promise<string[]> {
  const rows = await tx.deleteFrom('avatars').where('user_id', '=', userId).returning('sha256').execute()
  return rows.map(({ sha256 }) => sha256)
}
