import type { Database, Tx } from '../database/database.ts'
import type { BlobsTable } from '../database/schema.ts'

type Reader = Database['read']

/** Writes down that bytes are about to be stored; nobody uses them yet, and for a while nobody sweeps them. */
export async function noteBlob(tx: Tx, sha256: string, sizeBytes: number, now: number): Promise<void> {
  await tx
    .insertInto('blobs')
    .values({ sha256, size_bytes: sizeBytes, uses: 0, touched_at: now })
    .onConflict((conflict) => conflict.column('sha256').doUpdateSet({ touched_at: now }))
    .execute()
}

/** Adds `by` to the count of those who use the bytes; false when they are gone. */
export async function addUses(tx: Tx, sha256: string, by: number, now: number): Promise<boolean> {
  const result = await tx
    .updateTable('blobs')
    .set((eb) => ({ uses: eb('uses', '+', by), touched_at: now }))
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function blobBy(db: Reader, sha256: string): Promise<BlobsTable | undefined> {
  return db.selectFrom('blobs').selectAll().where('sha256', '=', sha256).executeTakeFirst()
}

/** Which of those there are rows of. */
export async function knownBlobs(db: Reader, sha256s: readonly string[]): Promise<Set<string>> {
  if (sha256s.length === 0) return new Set()
  const rows = await db.selectFrom('blobs').select('sha256').where('sha256', 'in', sha256s).execute()
  return new Set(rows.map(({ sha256 }) => sha256))
}

/** Those that nobody uses and that were not touched since `before`. */
export async function idleBlobs(db: Reader, before: number, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('blobs')
    .select('sha256')
    .where('uses', '<=', 0)
    .where('touched_at', '<=', before)
    .orderBy('touched_at')
    .orderBy('sha256')
    .limit(limit)
    .execute()
  return rows.map(({ sha256 }) => sha256)
}

/** Forgets bytes unless somebody has come to use them; whether it did. */
export async function deleteIdleBlob(tx: Tx, sha256: string, before: number): Promise<boolean> {
  const result = await tx
    .deleteFrom('blobs')
    .where('sha256', '=', sha256)
    .where('uses', '<=', 0)
    .where('touched_at', '<=', before)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** All that is there after `after`, by name. */
export async function blobPage(db: Reader, after: string, limit: number): Promise<BlobsTable[]> {
  return db.selectFrom('blobs').selectAll().where('sha256', '>', after).orderBy('sha256').limit(limit).execute()
}
