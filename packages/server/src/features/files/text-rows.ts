import type { Database, Tx } from '../../database/database.ts'
import type { FileTextsTable } from '../../database/schema-projects.ts'

type Reader = Database['read']

export async function insertText(tx: Tx, sha256: string): Promise<void> {
  await tx.insertInto('file_texts').values({ source_sha256: sha256, state: 'waiting', body: '' }).execute()
}

/** False when nobody has those bytes any more. */
export async function setText(
  tx: Tx,
  sha256: string,
  change: Pick<FileTextsTable, 'state' | 'body'>,
): Promise<boolean> {
  const row = await tx
    .updateTable('file_texts')
    .set(change)
    .where('source_sha256', '=', sha256)
    .returning('source_sha256')
    .executeTakeFirst()
  return row !== undefined
}

/** The words in some bytes; null where there are none, or none yet. */
export async function textOf(db: Reader, sha256: string): Promise<string | null> {
  const row = await db
    .selectFrom('file_texts')
    .select('body')
    .where('source_sha256', '=', sha256)
    .where('state', '=', 'ready')
    .executeTakeFirst()
  return row?.body ?? null
}

/** Every project that has these bytes. */
export async function projectsWith(db: Reader, sha256: string): Promise<string[]> {
  const rows = await db.selectFrom('project_blobs').select('project_id').where('sha256', '=', sha256).execute()
  return rows.map((row) => row.project_id)
}
