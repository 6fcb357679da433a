import type { Database, Tx } from '../../database/database.ts'
import type { FileRenditionsTable } from '../../database/schema-projects.ts'
import type { EntryRow } from './entry-rows.ts'

export async function insertRendition(tx: Tx, row: FileRenditionsTable): Promise<void> {
  await tx.insertInto('file_renditions').values(row).execute()
}

/** The projects after `after` that have some bytes, by id. */
export async function projectsWith(
  db: Database['read'],
  sha256: string,
  after: string,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('project_blobs')
    .select('project_id')
    .where('sha256', '=', sha256)
    .where('project_id', '>', after)
    .orderBy('project_id')
    .limit(limit)
    .execute()
  return rows.map(({ project_id: id }) => id)
}

/** Stamps the files of a project whose newest version has some bytes with the change that made them look otherwise. */
export async function stampFilesWith(tx: Tx, projectId: string, sha256: string, rev: number): Promise<EntryRow[]> {
  return tx
    .updateTable('project_entries')
    .set({ rev })
    .where('id', 'in', (eb) =>
      eb.selectFrom('file_versions').select('file_id').where('project_id', '=', projectId).where('sha256', '=', sha256),
    )
    .where('sha256', '=', sha256)
    .where('is_gone', '=', 0)
    .returningAll()
    .execute()
}
