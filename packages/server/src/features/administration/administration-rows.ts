import type { Database, Tx } from '../../database/database.ts'
import type { UsersTable } from '../../database/schema.ts'

type Reader = Database['read']

const AFTER_ANY = '\u{10FFFF}'

/** Accounts that belong here or are suspended, by username, after `afterKey`; those with a word that begins with `prefix`. */
export async function managedPage(
  db: Reader,
  prefix: string,
  limit: number,
  afterKey: string | null,
): Promise<UsersTable[]> {
  return db
    .selectFrom('users')
    .selectAll()
    .where('state', 'in', ['active', 'suspended'])
    .$if(prefix !== '', (query) =>
      query.where('users.id', 'in', (eb) =>
        eb
          .selectFrom('user_words')
          .select('user_words.user_id')
          .where('user_words.word', '>=', prefix)
          .where('user_words.word', '<', prefix + AFTER_ANY),
      ),
    )
    .$if(afterKey !== null, (query) => query.where('username_key', '>', afterKey ?? ''))
    .orderBy('username_key')
    .limit(limit)
    .execute()
}

/**
 * Makes changes of roles and suspensions go one after another, so that two owners cannot unmake each other at the same
 * moment. The row is that of the first owner, which is there as soon as anybody is.
 */
export async function lockRoles(tx: Tx): Promise<void> {
  await tx
    .updateTable('settings')
    .set((eb) => ({ value: eb.ref('value') }))
    .where('key', '=', 'owner')
    .execute()
}

export async function managedById(db: Reader, id: string): Promise<UsersTable | undefined> {
  return db
    .selectFrom('users')
    .selectAll()
    .where('id', '=', id)
    .where('state', 'in', ['active', 'suspended'])
    .executeTakeFirst()
}

export async function countOwners(tx: Tx): Promise<number> {
  const row = await tx
    .selectFrom('users')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('role', '=', 'owner')
    .where('state', '=', 'active')
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

export async function changeManaged(
  tx: Tx,
  id: string,
  change: Partial<Pick<UsersTable, 'role' | 'state' | 'suspension_reason'>>,
): Promise<UsersTable> {
  return tx.updateTable('users').set(change).where('id', '=', id).returningAll().executeTakeFirstOrThrow()
}
