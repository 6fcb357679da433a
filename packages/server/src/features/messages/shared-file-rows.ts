import type { Database, Tx } from '../../database/database.ts'
import type { MessageFilesTable } from '../../database/schema-projects.ts'
import { asSeen } from '../project-access/project-access.ts'

type Reader = Database['read']

export async function insertShared(tx: Tx, rows: readonly MessageFilesTable[]): Promise<void> {
  if (rows.length > 0) await tx.insertInto('message_files').values(rows).execute()
}

/** By message the files of projects that it shares, in their order. */
export async function sharedIn(db: Reader, messageIds: readonly string[]): Promise<Map<string, string[]>> {
  if (messageIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('message_files')
    .select(['message_id', 'file_id'])
    .where('message_id', 'in', messageIds)
    .orderBy('message_id')
    .orderBy('position')
    .execute()
  const shared = Map.groupBy(rows, (row) => row.message_id)
  return new Map([...shared].map(([id, files]) => [id, files.map((row) => row.file_id)]))
}

/** Those of `fileIds` that are files outside the trash, in projects that `userId` is in. */
export async function readableFiles(db: Reader, userId: string, fileIds: readonly string[]): Promise<Set<string>> {
  if (fileIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('project_entries')
    .innerJoin('project_members', 'project_members.project_id', 'project_entries.project_id')
    .select(['project_entries.id', 'project_entries.trash_id'])
    .where('project_entries.id', 'in', fileIds)
    .where('project_entries.type', '=', 'file')
    .where('project_entries.trash_id', 'is', null)
    .where('project_entries.is_gone', '=', 0)
    .where('project_members.user_id', '=', userId)
    .where('project_members.left_at', 'is', null)
    .execute()
  const shown = (await asSeen(db, rows)).filter((row) => row.trash_id === null)
  return new Set(shown.map((row) => row.id))
}
