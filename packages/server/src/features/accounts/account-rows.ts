import type { Database, Tx } from '../../database/database.ts'
import { freshUser } from '../../database/fresh-user.ts'
import type { FreshUser } from '../../database/fresh-user.ts'
import type { UsersTable } from '../../database/schema.ts'
import { isNameTaken } from '../users/users.ts'

type Reader = Database['read']

export async function userByIdentifier(db: Reader, key: string): Promise<UsersTable | undefined> {
  const column = key.includes('@') ? 'email_key' : 'username_key'
  return db.selectFrom('users').selectAll().where(column, '=', key).executeTakeFirst()
}

export async function takenKey(tx: Tx, usernameKey: string, emailKey: string): Promise<'username' | 'email' | null> {
  if (await isNameTaken(tx, usernameKey, null)) return 'username'
  const email = await tx.selectFrom('users').select('id').where('email_key', '=', emailKey).executeTakeFirst()
  return email === undefined ? null : 'email'
}

/**
 * Holds an account as it was looked at: false when its password or its state is another by now. The row stays locked, so
 * that whatever ends all sessions comes before or after the one that is begun here.
 */
export async function holdUnchanged(
  tx: Tx,
  user: Pick<UsersTable, 'id' | 'password_hash' | 'state'>,
): Promise<boolean> {
  const result = await tx
    .updateTable('users')
    .set({ password_hash: user.password_hash })
    .where('id', '=', user.id)
    .where('password_hash', '=', user.password_hash)
    .where('state', '=', user.state)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function setPassword(tx: Tx, userId: string, hash: string): Promise<void> {
  await tx.updateTable('users').set({ password_hash: hash }).where('id', '=', userId).execute()
}

export async function setEmail(tx: Tx, userId: string, email: string, verifiedAt: number | null): Promise<UsersTable> {
  return tx
    .updateTable('users')
    .set({ email, email_key: email.toLowerCase(), email_verified_at: verifiedAt })
    .where('id', '=', userId)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Confirms an address if it still is the one that they have. */
export async function markEmailVerified(
  tx: Tx,
  userId: string,
  email: string,
  now: number,
): Promise<UsersTable | undefined> {
  return tx
    .updateTable('users')
    .set({ email_verified_at: now })
    .where('id', '=', userId)
    .where('email', '=', email)
    .returningAll()
    .executeTakeFirst()
}

/** What must be said of a new account; the rest is as it is for everyone at first. */
export type NewUser = Omit<UsersTable, keyof FreshUser> & Partial<Pick<UsersTable, keyof FreshUser>>

export async function insertUser(tx: Tx, user: NewUser): Promise<UsersTable> {
  return tx
    .insertInto('users')
    .values({ ...freshUser, ...user })
    .returningAll()
    .executeTakeFirstOrThrow()
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
