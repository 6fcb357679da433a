import { sql } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import { freshUser } from '../../database/database.ts'
import type { JobKind } from '../../jobs/job.ts'
import type { RelationsTable, Schema, UsersTable } from '../../database/schema.ts'

type Reader = Database['read']

/** All that is left of somebody: their id, and a name and an address that nobody can take. */
export async function buryUser(tx: Tx, userId: string): Promise<void> {
  const nobody = {
    // No username has a colon in it, and no address lacks an @.
    username: '',
    username_key: `deleted:${userId}`,
    display_name: '',
    email: '',
    email_key: `deleted:${userId}`,
    password_hash: '',
    bio: '',
    face: null,
    role: 'member',
  } as const satisfies Partial<UsersTable>
  const { personal_head: _kept, ...fresh } = freshUser
  await tx
    .updateTable('users')
    .set({ ...fresh, ...nobody, state: 'deleted' })
    .where('id', '=', userId)
    .execute()
}

export async function markDeleted(tx: Tx, userId: string): Promise<void> {
  await tx.updateTable('users').set({ state: 'deleted' }).where('id', '=', userId).execute()
}

/** Whether somebody but `userId` has an account here, or is an owner who may sign in. */
export async function othersHere(db: Reader, userId: string): Promise<{ isAnyone: boolean; isOwner: boolean }> {
  const others = db.selectFrom('users').select('id').where('id', '!=', userId).where('state', '!=', 'deleted').limit(1)
  const anyone = await others.executeTakeFirst()
  const owner = await others.where('role', '=', 'owner').where('state', '=', 'active').executeTakeFirst()
  return { isAnyone: anyone !== undefined, isOwner: owner !== undefined }
}

/** The next one to make an account owns the place, as the first one did. */
export async function freeOwnership(tx: Tx): Promise<void> {
  await tx.deleteFrom('settings').where('key', '=', 'owner').execute()
}

/**
 * Ends all that stood between `userId` and others, each time with the next value of the other's own counter. Their rows
 * stay, empty, so that a device that comes back later is told.
 */
export async function endRelations(
  tx: Tx,
  userId: string,
  now: number,
): Promise<Pick<RelationsTable, 'user_id' | 'rev'>[]> {
  await tx.deleteFrom('relations').where('user_id', '=', userId).execute()
  const others = await tx
    .selectFrom('relations')
    .select('user_id')
    .where('other_id', '=', userId)
    .orderBy('user_id')
    .execute()
  if (others.length === 0) return []
  await tx
    .updateTable('users')
    .set((eb) => ({ personal_head: eb('personal_head', '+', 1) }))
    .where('id', 'in', (eb) => eb.selectFrom('relations').select('user_id').where('other_id', '=', userId))
    .execute()
  return tx
    .updateTable('relations')
    .set({
      friendship: 'none' as const,
      note: '',
      follow: 'none' as const,
      followed_by: 'none' as const,
      is_blocked: 0 as const,
      is_muted: 0 as const,
      is_blocked_by: 0 as const,
      changed_at: now,
      rev: sql<number>`(select personal_head from users where users.id = relations.user_id)`,
    })
    .where('other_id', '=', userId)
    .returning(['user_id', 'rev'])
    .execute()
}

/** Deletes the rows of `table` that belong to `userId` by `column`. */
export async function deleteOwned(tx: Tx, table: keyof Schema, column: string, userId: string): Promise<void> {
  await sql`delete from ${sql.table(table)} where ${sql.ref(column)} = ${userId}`.execute(tx)
}

/** What somebody did to the accounts of others stays written down; from where and by which device does not. */
export async function blurAudit(tx: Tx, userId: string): Promise<void> {
  await tx.updateTable('audit').set({ address: '', user_agent: '' }).where('actor_id', '=', userId).execute()
}

/** What others were told of somebody keeps who it was by their id alone. */
export async function blurNotices(tx: Tx, userId: string): Promise<void> {
  await tx.updateTable('notification_events').set({ detail: null }).where('actor_id', '=', userId).execute()
}

/** What they brought before those who lead, and what was brought against them, stays on the table, without their words. */
export async function blurReports(tx: Tx, userId: string): Promise<void> {
  await tx.updateTable('reports').set({ excerpt: '' }).where('subject_id', '=', userId).execute()
  await tx.updateTable('reports').set({ note: '' }).where('reporter_id', '=', userId).execute()
}

/** Work that waits or was given up and that names somebody: letters, requests to be friends by either, forgotten passwords. */
export async function deleteJobsNaming(
  tx: Tx,
  { id, username, email }: Pick<UsersTable, 'id' | 'username' | 'email'>,
): Promise<void> {
  const kinds: JobKind[] = ['mail', 'friend-by-email', 'password-forgotten']
  const jobs = await tx.selectFrom('jobs').select(['id', 'payload']).where('kind', 'in', kinds).execute()
  const needles = [id, username, email].filter((name) => name !== '').map((name) => JSON.stringify(name).toLowerCase())
  const isNamed = (payload: string): boolean => needles.some((needle) => payload.toLowerCase().includes(needle))
  const ids = jobs.filter(({ payload }) => isNamed(payload)).map((job) => job.id)
  if (ids.length > 0) await tx.deleteFrom('jobs').where('id', 'in', ids).execute()
}
