import type { Database, Tx } from '../../database/database.ts'
import type { ProjectUploadsTable } from '../../database/schema-projects.ts'

type Reader = Database['read']
export type IncomingRow = ProjectUploadsTable

export async function insertIncoming(tx: Tx, row: IncomingRow): Promise<void> {
  await tx.insertInto('project_uploads').values(row).execute()
}

export async function incomingBy(db: Reader, id: string): Promise<IncomingRow | undefined> {
  return db.selectFrom('project_uploads').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function incomingByClientId(
  db: Reader,
  userId: string,
  clientId: string,
): Promise<IncomingRow | undefined> {
  return db
    .selectFrom('project_uploads')
    .selectAll()
    .where('user_id', '=', userId)
    .where('client_id', '=', clientId)
    .executeTakeFirst()
}

/** How many of a person are under way. */
export async function countUnderWay(db: Reader, userId: string): Promise<number> {
  const row = await db
    .selectFrom('project_uploads')
    .select((eb) => eb.fn.countAll<string | number>().as('count'))
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

/** Writes down what it became; false when it had become something, or was taken back. */
export async function endIncoming(tx: Tx, id: string, entryId: string, now: number): Promise<boolean> {
  const result = await tx
    .updateTable('project_uploads')
    .set({ entry_id: entryId, ended_at: now })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Whether it was there. */
export async function deleteIncoming(tx: Tx, id: string): Promise<boolean> {
  const result = await tx.deleteFrom('project_uploads').where('id', '=', id).executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** All after `after`, by id. */
export async function incomingPage(db: Reader, after: string, limit: number): Promise<IncomingRow[]> {
  return db.selectFrom('project_uploads').selectAll().where('id', '>', after).orderBy('id').limit(limit).execute()
}
