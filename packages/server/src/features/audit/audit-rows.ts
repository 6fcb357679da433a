import type { Database, Tx } from '../../database/database.ts'
import type { AuditTable } from '../../database/schema.ts'

export async function insertAudit(tx: Tx, row: AuditTable): Promise<void> {
  await tx.insertInto('audit').values(row).execute()
}

/** What happened to the account of `userId`, newest first, before the entry `beforeId`. */
export async function auditPage(
  db: Database['read'],
  userId: string,
  limit: number,
  beforeId: string | null,
): Promise<AuditTable[]> {
  return db
    .selectFrom('audit')
    .selectAll()
    .where('user_id', '=', userId)
    .$if(beforeId !== null, (query) => query.where('id', '<', beforeId ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** When `kind` happened to the account of `userId` for the `count`th time back from now, if after `since`. */
export async function nthBack(
  db: Database['read'],
  { userId, kind, since, count }: { userId: string; kind: string; since: number; count: number },
): Promise<number | undefined> {
  const row = await db
    .selectFrom('audit')
    .select('at')
    .where('user_id', '=', userId)
    .where('at', '>', since)
    .where('kind', '=', kind)
    .orderBy('at', 'desc')
    .limit(1)
    .offset(count - 1)
    .executeTakeFirst()
  return row?.at
}

/** How often `kind` happened to the account of `userId` since. */
export async function countAudit(db: Database['read'], userId: string, kind: string, since: number): Promise<number> {
  const row = await db
    .selectFrom('audit')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('user_id', '=', userId)
    .where('at', '>', since)
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}
