import { sql } from 'kysely'
import type { RawBuilder, SqlBool } from 'kysely'
import type { Database } from '../../database/database.ts'
import { prepared } from '../../database/prepared.ts'
import type { ProjectEntriesTable } from '../../database/schema-projects.ts'

type Reader = Database['read']

const anyMove = prepared((db) => db.selectFrom('trash_moves').select('root_id').limit(1))

/** Nearly always nothing is: then nobody pays for it. */
async function isAnyMoving(db: Reader): Promise<boolean> {
  return (await anyMove(db, {})).length > 0
}

/**
 * Beside `trash_id is null`: no folder around the entry is on its way into the trash or out of it. That takes many
 * transactions, and nobody may see half of it.
 */
export async function isInNoMove(db: Reader, entry: string): Promise<RawBuilder<SqlBool>> {
  if (!(await isAnyMoving(db))) return sql<SqlBool>`1 = 1`
  return sql<SqlBool>`not exists (
    select 1 from trash_moves where trash_moves.project_id = ${sql.ref(`${entry}.project_id`)} and trash_moves.root_id in (
      with recursive up (id) as (
        select ${sql.ref(`${entry}.parent_id`)}
        union all
        select parent.parent_id from up join project_entries parent on parent.id = up.id
      )
      select id from up
    )
  )`
}

/** That the entry `start` lies in `id`, a folder on its way or in the trash. */
interface Within {
  start: string
  id: string
}

/** Rows as they are to be seen: `trash_id` of those within a folder on its way is that folder. */
export async function asSeen<Row extends Pick<ProjectEntriesTable, 'id' | 'trash_id'>>(
  db: Reader,
  rows: readonly Row[],
): Promise<Row[]> {
  const ids = rows.filter((row) => row.trash_id === null).map(({ id }) => id)
  if (ids.length === 0) return [...rows]
  // Since `rows` were read a move may have come to its end: what it marked last is read with those that are left.
  const marked = sql`select id as start, trash_id as id, -1 as height from project_entries
    where id in (${sql.join(ids)}) and trash_id is not null`
  const within = sql`select up.start, up.id, up.height from up join trash_moves on trash_moves.root_id = up.id`
  const climbing = sql`with recursive up (start, id, height) as (
      select id, parent_id, 0 from project_entries where id in (${sql.join(ids)})
      union all
      select up.start, parent.parent_id, up.height + 1 from up join project_entries parent on parent.id = up.id
    )`
  const { rows: found } = (await isAnyMoving(db))
    ? await sql<Within>`${climbing} ${within} union all ${marked} order by height desc`.execute(db)
    : await sql<Within>`${marked}`.execute(db)
  // The nearest comes last and stays.
  const moving = new Map(found.map(({ start, id }) => [start, id]))
  return rows.map((row) => ({ ...row, trash_id: row.trash_id ?? moving.get(row.id) ?? null }))
}
