import type { Database, Tx } from '../../database/database.ts'
import type { TrashMovesTable } from '../../database/schema-projects.ts'
import type { EntryRow } from './entry-rows.ts'

type Reader = Database['read']
export type MoveRow = TrashMovesTable

export async function insertMove(tx: Tx, row: MoveRow): Promise<void> {
  await tx.insertInto('trash_moves').values(row).execute()
}

export async function moveOf(db: Reader, rootId: string): Promise<MoveRow | undefined> {
  return db.selectFrom('trash_moves').selectAll().where('root_id', '=', rootId).executeTakeFirst()
}

/** The next that is under way in a project. */
export async function nextMove(db: Reader, projectId: string): Promise<MoveRow | undefined> {
  return db
    .selectFrom('trash_moves')
    .selectAll()
    .where('project_id', '=', projectId)
    .orderBy('root_id')
    .limit(1)
    .executeTakeFirst()
}

/** The projects after `after` in which something is under way, by id. */
export async function projectsMoving(db: Reader, after: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('trash_moves')
    .select('project_id')
    .distinct()
    .where('project_id', '>', after)
    .orderBy('project_id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.project_id)
}

/** What was on its way into the trash turns round. */
export async function turnMove(tx: Tx, rootId: string, userId: string): Promise<void> {
  await tx.deleteFrom('trash_move_folders').where('root_id', '=', rootId).execute()
  await tx.updateTable('trash_moves').set({ direction: 'out', user_id: userId }).where('root_id', '=', rootId).execute()
}

export async function countMoved(tx: Tx, rootId: string, files: number): Promise<void> {
  await tx
    .updateTable('trash_moves')
    .set((eb) => ({ files: eb('files', '+', files) }))
    .where('root_id', '=', rootId)
    .execute()
}

export async function deleteMove(tx: Tx, rootId: string): Promise<void> {
  await tx.deleteFrom('trash_moves').where('root_id', '=', rootId).execute()
}

export async function addFolders(tx: Tx, rootId: string, folderIds: readonly string[]): Promise<void> {
  if (folderIds.length === 0) return
  await tx
    .insertInto('trash_move_folders')
    .values(folderIds.map((folderId) => ({ root_id: rootId, folder_id: folderId })))
    .execute()
}

/** Folders that are in the trash and what is in them not, or not all of it. */
export async function nextFolders(tx: Tx, rootId: string, limit: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('trash_move_folders')
    .select('folder_id')
    .where('root_id', '=', rootId)
    .orderBy('folder_id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.folder_id)
}

export async function deleteFolders(tx: Tx, rootId: string, folderIds: readonly string[]): Promise<void> {
  await tx.deleteFrom('trash_move_folders').where('root_id', '=', rootId).where('folder_id', 'in', folderIds).execute()
}

type Moved = Pick<EntryRow, 'id' | 'type'>

/** Marks some of what is in folders as trashed with `rootId`. */
export async function markTrashed(
  tx: Tx,
  { root_id: rootId, project_id: projectId }: MoveRow,
  folderIds: readonly string[],
  { rev, limit }: { rev: number; limit: number },
): Promise<Moved[]> {
  return tx
    .updateTable('project_entries')
    .set({ trash_id: rootId, rev })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('project_entries')
        .select('id')
        .where('project_id', '=', projectId)
        .where('parent_id', 'in', folderIds)
        .where('trash_id', 'is', null)
        .where('is_gone', '=', 0)
        .limit(limit),
    )
    .returning(['id', 'type'])
    .execute()
}

/** Takes the mark off some of what was trashed with `rootId`, but not off itself. */
export async function unmarkTrashed(
  tx: Tx,
  { root_id: rootId, project_id: projectId }: MoveRow,
  { rev, limit }: { rev: number; limit: number },
): Promise<Moved[]> {
  return tx
    .updateTable('project_entries')
    .set({ trash_id: null, rev })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('project_entries')
        .select('id')
        .where('project_id', '=', projectId)
        .where('trash_id', '=', rootId)
        .where('id', '<>', rootId)
        .limit(limit),
    )
    .returning(['id', 'type'])
    .execute()
}
