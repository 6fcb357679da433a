import type { Database, Tx } from '../../database/database.ts'
import type { ProjectEntriesTable } from '../../database/schema-projects.ts'
import { Problem } from '../../problem.ts'
import { asSeen } from '../project-access/project-access.ts'
import { nameKeyOf, numberedName, sortKeyOf } from './entry-names.ts'

type Reader = Database['read']
export type EntryRow = ProjectEntriesTable

/** What a new file or folder has. */
export const untouched = { pinned_at: null, trash_id: null, trashed_at: null, open_comments: 0, is_gone: 0 } as const

/** Where the names of entries must differ: a folder, or the top, whose id is empty. */
export interface Place {
  projectId: string
  parentId: string
}

export async function insertEntry(tx: Tx, row: EntryRow): Promise<void> {
  await tx.insertInto('project_entries').values(row).execute()
}

export async function updateEntry(tx: Tx, id: string, change: Partial<EntryRow>): Promise<EntryRow> {
  return tx.updateTable('project_entries').set(change).where('id', '=', id).returningAll().executeTakeFirstOrThrow()
}

/** @throws Problem `not-found` for what is not in the project, or gone for good */
export async function entryIn(db: Reader, projectId: string, id: string): Promise<EntryRow> {
  const [row] = await entriesIn(db, projectId, [id])
  if (row === undefined) throw new Problem('not-found')
  return row
}

/**
 * As `entryIn`, and outside the trash.
 * @throws Problem `not-found`
 */
export async function liveEntryIn(db: Reader, projectId: string, id: string): Promise<EntryRow> {
  const row = await entryIn(db, projectId, id)
  if (row.trash_id !== null) throw new Problem('not-found')
  return row
}

/**
 * Of a folder that things may be put into, its place; null is the top.
 * @throws Problem `not-found`
 */
export async function placeIn(db: Reader, projectId: string, parentId: string | null): Promise<Place> {
  if (parentId === null) return { projectId, parentId: '' }
  const row = await liveEntryIn(db, projectId, parentId)
  if (row.type !== 'folder') throw new Problem('not-found')
  return { projectId, parentId }
}

/** Those of `ids` that are in the project and not gone for good, in that order, each once. */
export async function entriesIn(db: Reader, projectId: string, ids: readonly string[]): Promise<EntryRow[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('project_entries')
    .selectAll()
    .where('id', 'in', ids)
    .where('project_id', '=', projectId)
    .where('is_gone', '=', 0)
    .execute()
  const byId = new Map((await asSeen(db, rows)).map((row) => [row.id, row]))
  return [...new Set(ids)].flatMap((id) => byId.get(id) ?? [])
}

/**
 * All of `ids`, each in the project and outside the trash.
 * @throws Problem `not-found` where one is not
 */
export async function allLiveIn(db: Reader, projectId: string, ids: readonly string[]): Promise<EntryRow[]> {
  const rows = (await entriesIn(db, projectId, ids)).filter((row) => row.trash_id === null)
  if (rows.length < new Set(ids).size) throw new Problem('not-found')
  return rows
}

/** Those of `ids` that are not gone for good, of whatever project, in no order. */
export async function entriesByIds(db: Reader, ids: readonly string[]): Promise<EntryRow[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('project_entries')
    .selectAll()
    .where('id', 'in', ids)
    .where('is_gone', '=', 0)
    .execute()
  return asSeen(db, rows)
}

/** What has that name in a place. */
export async function entryNamed(db: Reader, { projectId, parentId }: Place, name: string): Promise<EntryRow | null> {
  const row = await db
    .selectFrom('project_entries')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('parent_id', '=', parentId)
    .where('name_key', '=', nameKeyOf(name))
    .where('trash_id', 'is', null)
    .where('is_gone', '=', 0)
    .executeTakeFirst()
  return row ?? null
}

/** The folder that has that name in a place. */
export async function folderIn(db: Reader, place: Place, name: string): Promise<EntryRow | null> {
  const row = await entryNamed(db, place, name)
  return row?.type === 'folder' ? row : null
}

/** Everything that follows from a name. */
export function named(name: string): Pick<EntryRow, 'name' | 'name_key' | 'sort_key'> {
  return { name, name_key: nameKeyOf(name), sort_key: sortKeyOf(name) }
}

/** After so many tries the number is any, not the next. */
const NUMBERS_TRIED = 50

/** `name`, or with a number where something else than `selfId` has it. */
export async function freeName(tx: Tx, place: Place, name: string, selfId: string | null): Promise<string> {
  const isFree = async (wanted: string): Promise<boolean> => {
    const found = await entryNamed(tx, place, wanted)
    return found === null || found.id === selfId
  }
  if (await isFree(name)) return name
  for (let number = 2; ; number++) {
    const tried = numberedName(name, number <= NUMBERS_TRIED ? number : 100_000 + Math.floor(Math.random() * 900_000))
    if (await isFree(tried)) return tried
  }
}
