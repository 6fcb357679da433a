import { sql } from 'kysely'
import type { Database } from '../../database/database.ts'
import { isInNoMove } from '../project-access/project-access.ts'
import type { EntryRow } from './entry-rows.ts'

type Reader = Database['read']

export type Sort = 'name' | 'size' | 'changed' | 'kind'

const columns = { name: 'sort_key', size: 'size_bytes', changed: 'changed_at', kind: 'kind' } as const

/** Which entries are asked for, and how they are ordered. */
export interface Asked {
  projectId: string
  /** `pinned`: wherever they lie. */
  of: 'folder' | 'pinned'
  /** Empty at the top. */
  parentId: string
  /** What their names have in them, as names are compared: then in all folders below too. Empty: all of the folder. */
  needle: string
  sort: Sort
  order: 'up' | 'down'
}

/** Where a list went on to: the last entry's values of what it is ordered by. */
export interface After {
  value: string | number
  key: string
  id: string
}

/** Entries of one type after a place, in the order asked for: by what it says, then by name, then by id. */
export async function entriesPage(
  db: Reader,
  asked: Asked,
  { type, after, limit }: { type: EntryRow['type']; after: After | null; limit: number },
): Promise<EntryRow[]> {
  // Folders have neither size nor kind.
  const isAlike = type === 'folder' && (asked.sort === 'size' || asked.sort === 'kind')
  const column = isAlike ? 'sort_key' : columns[asked.sort]
  const direction = asked.order === 'up' ? 'asc' : 'desc'
  const isAfter = asked.order === 'up' ? sql`>` : sql`<`
  let query = db
    .selectFrom('project_entries')
    .selectAll()
    .where('project_id', '=', asked.projectId)
    .where('trash_id', 'is', null)
    .where('is_gone', '=', 0)
    .where('type', '=', type)
  if (asked.of === 'pinned') query = query.where('pinned_at', 'is not', null)
  else if (asked.needle === '') query = query.where('parent_id', '=', asked.parentId)
  else if (asked.parentId !== '') query = query.where('parent_id', 'in', foldersBelow(asked.parentId))
  // A folder that is listed is itself outside the trash; what is found anywhere may lie in one that is not.
  if (asked.of === 'pinned' || asked.needle !== '') query = query.where(await isInNoMove(db, 'project_entries'))
  if (asked.needle !== '') query = query.where('name_key', 'like', sql<string>`${likeOf(asked.needle)} escape '\\'`)
  if (after !== null) {
    query =
      column === 'sort_key'
        ? query.where(sql<boolean>`(sort_key, id) ${isAfter} (${after.key}, ${after.id})`)
        : query.where(
            sql<boolean>`(${sql.ref(column)}, sort_key, id) ${isAfter} (${after.value}, ${after.key}, ${after.id})`,
          )
  }
  if (column !== 'sort_key') query = query.orderBy(column, direction)
  return query.orderBy('sort_key', direction).orderBy('id', direction).limit(limit).execute()
}

function likeOf(needle: string): string {
  return `%${needle.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
}

function foldersBelow(parentId: string) {
  return sql<string>`(
    with recursive folders (id) as (
      select id from project_entries where id = ${parentId}
      union all
      select child.id from folders join project_entries child on child.parent_id = folders.id
      where child.type = 'folder' and child.trash_id is null and child.is_gone = 0
    )
    select id from folders
  )`
}

/** What was itself put into the trash, newest first. */
export async function trashPage(
  db: Reader,
  projectId: string,
  { needle, after, limit }: { needle: string; after: { at: number; id: string } | null; limit: number },
): Promise<EntryRow[]> {
  let query = db
    .selectFrom('project_entries')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('trash_id', 'is not', null)
    .where('trashed_at', 'is not', null)
  if (needle !== '') query = query.where('name_key', 'like', sql<string>`${likeOf(needle)} escape '\\'`)
  if (after !== null) query = query.where(sql<boolean>`(trashed_at, id) < (${after.at}, ${after.id})`)
  return query.orderBy('trashed_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
}
