import type { Database, Tx } from '../../database/database.ts'
import type { EntryRow } from './entry-rows.ts'

type Reader = Database['read']

/** What was itself put into the trash of a project, oldest first. */
export async function trashRoots(db: Reader, projectId: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('project_entries')
    .select('id')
    .where('project_id', '=', projectId)
    .where('trash_id', 'is not', null)
    .where('trashed_at', 'is not', null)
    .orderBy('trashed_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** How much is in the trash of a project, or of it what went there with `rootIds`. */
export async function countTrashed(db: Reader, projectId: string, rootIds: readonly string[] | null): Promise<number> {
  const { count } = await db
    .selectFrom('project_entries')
    .select((eb) => eb.fn.countAll<string | number>().as('count'))
    .where('project_id', '=', projectId)
    .where('trash_id', 'is not', null)
    .$if(rootIds !== null, (query) => query.where('trash_id', 'in', rootIds ?? []))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** What was put into the trash of any project by `before`. */
export async function trashedBefore(
  db: Reader,
  before: number,
  limit: number,
): Promise<Pick<EntryRow, 'id' | 'project_id'>[]> {
  return db
    .selectFrom('project_entries')
    .select(['id', 'project_id'])
    .where('trashed_at', 'is not', null)
    .where('trashed_at', '<=', before)
    .orderBy('trashed_at')
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** Some of what went into the trash with `rootId`, itself last. */
export async function toPurge(tx: Tx, projectId: string, rootId: string, limit: number): Promise<string[]> {
  const query = tx
    .selectFrom('project_entries')
    .select('id')
    .where('project_id', '=', projectId)
    .where('trash_id', '=', rootId)
  // Not in one question: that would put all of it in order each time.
  const rows = await query.where('id', '<>', rootId).limit(limit).execute()
  if (rows.length < limit) rows.push(...(await query.where('id', '=', rootId).execute()))
  return rows.map(({ id }) => id)
}

/** Some of what a project has, what is left of purged files too. */
export async function someOfProject(tx: Tx, projectId: string, limit: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('project_entries')
    .select('id')
    .where('project_id', '=', projectId)
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

export async function deleteEntries(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.deleteFrom('project_entries').where('id', 'in', ids).execute()
}

/** Forgets some of what was done in a project; whether there was any. */
export async function deleteActivity(tx: Tx, projectId: string, limit: number): Promise<boolean> {
  const rows = await tx
    .deleteFrom('project_activity')
    .where('id', 'in', (eb) =>
      eb.selectFrom('project_activity').select('id').where('project_id', '=', projectId).limit(limit),
    )
    .returning('id')
    .execute()
  return rows.length > 0
}

/** What is left of entries that went for good: that they did. */
export async function markGone(tx: Tx, ids: readonly string[], rev: number): Promise<EntryRow[]> {
  return tx
    .updateTable('project_entries')
    .set({
      name: '',
      name_key: '',
      sort_key: '',
      mime_type: '',
      sha256: null,
      size_bytes: 0,
      pinned_at: null,
      trash_id: null,
      trashed_at: null,
      open_comments: 0,
      rev,
      is_gone: 1,
    })
    .where('id', 'in', ids)
    .returningAll()
    .execute()
}

/** Takes versions away with what was said about them; how many of them had each content. */
export async function deleteVersions(tx: Tx, fileIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.deleteFrom('file_versions').where('file_id', 'in', fileIds).returning('sha256').execute()
  await tx.deleteFrom('file_comments').where('file_id', 'in', fileIds).execute()
  return new Map(
    [...Map.groupBy(rows, ({ sha256 }) => sha256)].map(([sha256, those]) => [sha256, those.length] as const),
  )
}

/** So many versions of a project no longer have these bytes; their size when none does any more, else 0. */
export async function dropBlobUses(tx: Tx, projectId: string, sha256: string, count: number): Promise<number | null> {
  const { uses, size_bytes: sizeBytes } = await tx
    .updateTable('project_blobs')
    .set((eb) => ({ uses: eb('uses', '-', count) }))
    .where('project_id', '=', projectId)
    .where('sha256', '=', sha256)
    .returning(['uses', 'size_bytes'])
    .executeTakeFirstOrThrow()
  if (uses > 0) return null
  await tx.deleteFrom('project_blobs').where('project_id', '=', projectId).where('sha256', '=', sha256).execute()
  return sizeBytes
}

/** Whether any project has these bytes. */
export async function isInAnyProject(tx: Tx, sha256: string): Promise<boolean> {
  const row = await tx
    .selectFrom('project_blobs')
    .select('sha256')
    .where('sha256', '=', sha256)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Forgets how some bytes look; the bytes of the pictures that were made of them. */
export async function deleteLook(tx: Tx, sha256: string): Promise<string[]> {
  const rows = await tx.deleteFrom('file_renditions').where('source_sha256', '=', sha256).returning('sha256').execute()
  await tx.deleteFrom('file_looks').where('source_sha256', '=', sha256).execute()
  return rows.map((row) => row.sha256).toSorted()
}

/** Projects whose time came by `now`. */
export async function projectsPast(db: Reader, now: number, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('projects')
    .select('id')
    .where('delete_at', 'is not', null)
    .where('delete_at', '<=', now)
    .orderBy('delete_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** Takes everybody out of a project, with no trace; who was in it until now. */
export async function deleteMembers(tx: Tx, projectId: string): Promise<string[]> {
  const rows = await tx
    .deleteFrom('project_members')
    .where('project_id', '=', projectId)
    .returning(['user_id', 'left_at'])
    .execute()
  return rows.filter(({ left_at: leftAt }) => leftAt === null).map((row) => row.user_id)
}

/** The last of a project: with its row goes whatever hangs on it. */
export async function deleteProject(tx: Tx, projectId: string): Promise<void> {
  await tx.deleteFrom('projects').where('id', '=', projectId).execute()
}
