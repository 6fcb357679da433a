import type { Database, Tx } from '../../database/database.ts'
import type { UsersTable } from '../../database/schema.ts'

type Reader = Database['read']

/** Who waits, first come first, after `after`. */
export async function pendingPage(
  db: Reader,
  limit: number,
  after: { at: number; id: string } | null,
): Promise<UsersTable[]> {
  return db
    .selectFrom('users')
    .selectAll()
    .where('state', '=', 'pending')
    .$if(after !== null, (query) =>
      query.where((eb) =>
        eb.or([
          eb('created_at', '>', after?.at ?? 0),
          eb.and([eb('created_at', '=', after?.at ?? 0), eb('id', '>', after?.id ?? '')]),
        ]),
      ),
    )
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit)
    .execute()
}

export async function countPending(db: Reader): Promise<number> {
  const row = await db
    .selectFrom('users')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('state', '=', 'pending')
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** Makes a waiting account an active one; undefined when nobody of that id waits. */
export async function activatePending(tx: Tx, id: string): Promise<UsersTable | undefined> {
  return tx
    .updateTable('users')
    .set({ state: 'active', join_reason: '' })
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .returningAll()
    .executeTakeFirst()
}

/** Removes a waiting account with all that hangs on it; undefined when nobody of that id waits. */
export async function deletePending(tx: Tx, id: string): Promise<Pick<UsersTable, 'username'> | undefined> {
  return tx
    .deleteFrom('users')
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .returning('username')
    .executeTakeFirst()
}

/** Owners and admins: there are never many. */
export async function leaderIds(db: Reader): Promise<string[]> {
  const rows = await db
    .selectFrom('users')
    .select('id')
    .where('role', '!=', 'member')
    .where('state', '=', 'active')
    .orderBy('id')
    .limit(100)
    .execute()
  return rows.map(({ id }) => id)
}
