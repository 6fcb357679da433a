import type { Database, Tx } from '../../database/database.ts'
import type {
  FileLooksTable,
  FileRenditionsTable,
  FileVersionsTable,
  ProjectBlobsTable,
} from '../../database/schema-projects.ts'

type Reader = Database['read']
export type VersionRow = FileVersionsTable
export type LookRow = FileLooksTable

export async function insertVersion(tx: Tx, row: VersionRow): Promise<void> {
  await tx.insertInto('file_versions').values(row).execute()
}

export async function insertBlob(tx: Tx, row: ProjectBlobsTable): Promise<void> {
  await tx.insertInto('project_blobs').values(row).execute()
}

/** One more version of a project has these bytes. */
export async function addBlobUse(tx: Tx, projectId: string, sha256: string): Promise<void> {
  await tx
    .updateTable('project_blobs')
    .set((eb) => ({ uses: eb('uses', '+', 1) }))
    .where('project_id', '=', projectId)
    .where('sha256', '=', sha256)
    .execute()
}

/** Whether a project has these bytes, whichever of its versions. */
export async function hasBlob(db: Reader, projectId: string, sha256: string): Promise<boolean> {
  const row = await db
    .selectFrom('project_blobs')
    .select('uses')
    .where('project_id', '=', projectId)
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  return row !== undefined
}

/** Adds to what a project holds. */
export async function countIn(tx: Tx, projectId: string, more: { files?: number; bytes?: number }): Promise<void> {
  await tx
    .updateTable('projects')
    .set((eb) => ({
      file_count: eb('file_count', '+', more.files ?? 0),
      used_bytes: eb('used_bytes', '+', more.bytes ?? 0),
    }))
    .where('id', '=', projectId)
    .execute()
}

/** Holds the look of some bytes until the transaction ends; false when there is none. */
export async function lockLook(tx: Tx, sha256: string): Promise<boolean> {
  const row = await tx
    .updateTable('file_looks')
    .set((eb) => ({ state: eb.ref('state') }))
    .where('source_sha256', '=', sha256)
    .returning('source_sha256')
    .executeTakeFirst()
  return row !== undefined
}

/** False when another was there first. */
export async function insertLook(tx: Tx, sha256: string, state: LookRow['state']): Promise<boolean> {
  const row = await tx
    .insertInto('file_looks')
    .values({ source_sha256: sha256, state, width: null, height: null, thumbhash: null })
    .onConflict((conflict) => conflict.doNothing())
    .returning('source_sha256')
    .executeTakeFirst()
  return row !== undefined
}

/** By the SHA-256 of what looks so. */
export async function looksOf(db: Reader, sha256s: Iterable<string | null>): Promise<Map<string, LookRow>> {
  const unique = [...new Set(sha256s)].filter((sha256) => sha256 !== null)
  if (unique.length === 0) return new Map()
  const rows = await db.selectFrom('file_looks').selectAll().where('source_sha256', 'in', unique).execute()
  return new Map(rows.map((row) => [row.source_sha256, row]))
}

export async function renditionOf(
  db: Reader,
  sha256: string,
  rendition: FileRenditionsTable['rendition'],
): Promise<FileRenditionsTable | undefined> {
  return db
    .selectFrom('file_renditions')
    .selectAll()
    .where('source_sha256', '=', sha256)
    .where('rendition', '=', rendition)
    .executeTakeFirst()
}

/** What is counted against the space of a project beside its files: what was announced and is still on its way. */
export async function underWayIn(db: Reader, projectId: string): Promise<number> {
  const row = await db
    .selectFrom('project_uploads')
    .select((eb) => eb.fn.sum<string | number | null>('size_bytes').as('bytes'))
    .where('project_id', '=', projectId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return Number(row?.bytes ?? 0)
}

/** All that `userId` brought to projects, with what is on its way. */
export async function chargedTo(db: Reader, userId: string): Promise<number> {
  const brought = await db
    .selectFrom('project_blobs')
    .select((eb) => eb.fn.sum<string | number | null>('size_bytes').as('bytes'))
    .where('charged_to', '=', userId)
    .executeTakeFirst()
  const coming = await db
    .selectFrom('project_uploads')
    .select((eb) => eb.fn.sum<string | number | null>('size_bytes').as('bytes'))
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return Number(brought?.bytes ?? 0) + Number(coming?.bytes ?? 0)
}

/** False when nobody has those bytes any more. */
export async function setLook(
  tx: Tx,
  sha256: string,
  change: Partial<Omit<LookRow, 'source_sha256'>>,
): Promise<boolean> {
  const row = await tx
    .updateTable('file_looks')
    .set(change)
    .where('source_sha256', '=', sha256)
    .returning('source_sha256')
    .executeTakeFirst()
  return row !== undefined
}

export async function versionOf(db: Reader, fileId: string, number: number): Promise<VersionRow | undefined> {
  return db
    .selectFrom('file_versions')
    .selectAll()
    .where('file_id', '=', fileId)
    .where('number', '=', number)
    .executeTakeFirst()
}

/** Versions of a file before one, newest first. */
export async function versionsPage(
  db: Reader,
  fileId: string,
  before: number | null,
  limit: number,
): Promise<VersionRow[]> {
  let query = db.selectFrom('file_versions').selectAll().where('file_id', '=', fileId)
  if (before !== null) query = query.where('number', '<', before)
  return query.orderBy('number', 'desc').limit(limit).execute()
}
