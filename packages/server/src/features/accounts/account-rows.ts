import type { Database, Tx } from '../../database/database.ts'
import type { UsersTable } from '../../database/schema.ts'

type Reader = Database['read']

export async function userByIdentifier(db: Reader, key: string): Promise<UsersTable | undefined> {
  const column = key.includes('@') ? 'email_key' : 'username_key'
  return db.selectFrom('users').selectAll().where(column, '=', key).executeTakeFirst()
}

export async function isAnyoneHere(db: Reader): Promise<boolean> {
  return (await db.selectFrom('users').select('id').limit(1).executeTakeFirst()) !== undefined
}

export async function takenKey(tx: Tx, usernameKey: string, emailKey: string): Promise<'username' | 'email' | null> {
  const name = await tx.selectFrom('users').select('id').where('username_key', '=', usernameKey).executeTakeFirst()
  if (name !== undefined) return 'username'
  const email = await tx.selectFrom('users').select('id').where('email_key', '=', emailKey).executeTakeFirst()
  return email === undefined ? null : 'email'
}

export async function insertUser(tx: Tx, user: Omit<UsersTable, 'personal_head'>): Promise<void> {
  await tx
    .insertInto('users')
    .values({ ...user, personal_head: 0 })
    .execute()
}

/**
 * Claims a name in `settings`; false when somebody has it. The unique key settles a race, and a second claimant waits
 * for the first to commit.
 */
export async function claimSetting(tx: Tx, key: string, value: string): Promise<boolean> {
  const result = await tx
    .insertInto('settings')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0) > 0
}
