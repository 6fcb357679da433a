import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import { isInNoMove } from '../project-access/project-access.ts'
import type { EntryRow } from './entry-rows.ts'

type Reader = Database['read']

/** `tree`: these and all that is in them outside the trash. */
function treeBelow(ids: readonly string[]): RawBuilder<unknown> {
  return sql`
    recursive tree (id) as (
      select id from project_entries where id in (${sql.join([...ids])})
      union all
      select child.id from tree join project_entries child on child.parent_id = tree.id
      where child.trash_id is null and child.is_gone = 0
    )`
}

/** The folders around an entry, outermost first. */
export async function pathOf(db: Reader, { id }: Pick<EntryRow, 'id'>): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    with recursive up (id, name, parent_id, height) as (
      select id, name, parent_id, 0 from project_entries where id = ${id}
      union all
      select parent.id, parent.name, parent.parent_id, up.height + 1
      from up join project_entries parent on parent.id = up.parent_id
    )
    select id, name from up where height > 0 order by height desc
  `.execute(db)
  return rows
}

/** Without those that lie in another of `rows`: what is done to that one is done to them. */
export async function outermost(db: Reader, rows: readonly EntryRow[]): Promise<EntryRow[]> {
  if (rows.length < 2) return [...rows]
  const ids = rows.map(({ id }) => id)
  const found = await sql<{ start: string }>`
    with recursive up (start, id) as (
      select id, parent_id from project_entries where id in (${sql.join(ids)})
      union all
      select up.start, parent.parent_id from up join project_entries parent on parent.id = up.id
    )
    select distinct start from up where id in (${sql.join(ids)})
  `.execute(db)
  const inner = new Set(found.rows.map(({ start }) => start))
  return rows.filter(({ id }) => !inner.has(id))
}

/** How many folders lie in each other from `id` down, itself among them; 0 of a file. */
export async function heightOf(db: Reader, id: string): Promise<number> {
  const { rows } = await sql<{ height: number | null }>`
    with recursive folders (id, depth) as (
      select id, 0 from project_entries where id = ${id} and type = 'folder'
      union all
      select child.id, folders.depth + 1 from folders join project_entries child on child.parent_id = folders.id
      where child.type = 'folder' and child.trash_id is null and child.is_gone = 0
    )
    select max(depth) + 1 as height from folders
  `.execute(db)
  return Number(rows[0]?.height ?? 0)
}

/** How many files and folders an entry is with all that is in it. */
export async function sizeOfTree(
  db: Reader,
  root: Pick<EntryRow, 'id' | 'project_id' | 'type'>,
): Promise<{ files: number; folders: number }> {
  if (root.type === 'file') return { files: 1, folders: 0 }
  const { rows } = await sql<{ files: string | number | null; folders: string | number }>`
    with recursive folders (id) as (
      select ${root.id}
      union all
      select child.id from folders join project_entries child on child.parent_id = folders.id
      where child.type = 'folder' and child.trash_id is null and child.is_gone = 0
    )
    select count(*) as folders, sum((
      select count(*) from project_entries entries
      where entries.project_id = ${root.project_id} and entries.parent_id = folders.id and entries.type = 'file'
        and entries.trash_id is null and entries.is_gone = 0
    )) as files
    from folders
  `.execute(db)
  return { files: Number(rows[0]?.files ?? 0), folders: Number(rows[0]?.folders ?? 0) }
}

/** Puts an entry into the trash with all that is in it. */
export async function trashTree(
  tx: Tx,
  root: Pick<EntryRow, 'id' | 'project_id'>,
  { rev, now }: { rev: number; now: number },
): Promise<void> {
  await sql`
    with ${treeBelow([root.id])}
    update project_entries set trash_id = ${root.id}, rev = ${rev} where id in (select id from tree)
  `.execute(tx)
  await tx.updateTable('project_entries').set({ trashed_at: now }).where('id', '=', root.id).execute()
}

/** How much went into the trash with `root`, itself among it; `limit` where it is more. */
export async function countTrashedWith(
  tx: Tx,
  root: Pick<EntryRow, 'id' | 'project_id'>,
  limit: number,
): Promise<number> {
  const rows = await tx
    .selectFrom('project_entries')
    .select('id')
    .where('project_id', '=', root.project_id)
    .where('trash_id', '=', root.id)
    .limit(limit)
    .execute()
  return rows.length
}

/** All that was put into the trash with `root` comes back; how many files did. */
export async function untrashTree(
  tx: Tx,
  root: Pick<EntryRow, 'id' | 'project_id'>,
  change: { rev: number },
): Promise<number> {
  const files = await filesTrashedWith(tx, root)
  await tx
    .updateTable('project_entries')
    .set({ ...change, trash_id: null, trashed_at: null })
    .where('project_id', '=', root.project_id)
    .where('trash_id', '=', root.id)
    .where('id', '<>', root.id)
    .execute()
  return files
}

async function filesTrashedWith(tx: Tx, root: Pick<EntryRow, 'id' | 'project_id'>): Promise<number> {
  const { count } = await tx
    .selectFrom('project_entries')
    .select((eb) => eb.fn.countAll<string | number>().as('count'))
    .where('project_id', '=', root.project_id)
    .where('trash_id', '=', root.id)
    .where('type', '=', 'file')
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** What changed with `rev`, some of it where it is more than `limit`. */
export async function entriesOfRev(db: Reader, projectId: string, rev: number, limit: number): Promise<EntryRow[]> {
  return db
    .selectFrom('project_entries')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('rev', '=', rev)
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** What an archive needs to know of an entry. */
export type TreeEntry = Pick<EntryRow, 'id' | 'parent_id' | 'type' | 'name' | 'sha256' | 'size_bytes' | 'changed_at'>

/** `roots`, or all of the project without them, and all that is in them; no more than `limit`. */
export async function treeEntries(
  db: Reader,
  projectId: string,
  roots: readonly string[] | null,
  limit: number,
): Promise<TreeEntry[]> {
  const all = db
    .selectFrom('project_entries')
    .select(['id', 'parent_id', 'type', 'name', 'sha256', 'size_bytes', 'changed_at'])
    .where('project_id', '=', projectId)
    .where('trash_id', 'is', null)
    .where('is_gone', '=', 0)
    .where(await isInNoMove(db, 'project_entries'))
    .orderBy('sort_key')
    .orderBy('id')
    .limit(limit)
  if (roots === null) return all.execute()
  const { rows } = await sql<{ id: string }>`
    with ${treeBelow(roots)} select distinct id from tree limit ${limit}
  `.execute(db)
  const ids = rows.map(({ id }) => id)
  const found: TreeEntry[] = []
  const AT_ONCE = 1_000
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    found.push(...(await all.where('id', 'in', ids.slice(at, at + AT_ONCE)).execute()))
  }
  return found
}
