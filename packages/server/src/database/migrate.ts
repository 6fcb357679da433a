import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { StartError } from '../start-error.ts'
import type { Dialect, Tx } from './database.ts'
import { first } from './migrations/0001-first.ts'
import { people } from './migrations/0002-people.ts'
import { security } from './migrations/0003-security.ts'
import { joining } from './migrations/0004-joining.ts'
import { notifications } from './migrations/0005-notifications.ts'
import { leaving } from './migrations/0006-leaving.ts'
import { search } from './migrations/0007-search.ts'
import { parts } from './migrations/0008-parts.ts'
import { attachments } from './migrations/0009-attachments.ts'
import { marks } from './migrations/0010-marks.ts'
import { order } from './migrations/0012-order.ts'
import { previews } from './migrations/0013-previews.ts'
import { threads } from './migrations/0014-threads.ts'
import { circles } from './migrations/0015-circles.ts'
import { searchLinks } from './migrations/0016-search-links.ts'
import { searchWhose } from './migrations/0017-search-whose.ts'
import { projects } from './migrations/0018-projects.ts'
import { fileSearch } from './migrations/0020-file-search.ts'
import { manyFiles } from './migrations/0021-many-files.ts'
import { posts } from './migrations/0022-posts.ts'
import { postSearch } from './migrations/0023-post-search.ts'
import { sharedWork } from './migrations/0026-shared-work.ts'
import type { ColumnWords, Migration } from './migrations/migration.ts'

/** Every step there ever was, in order. Append only. */
export const migrations: readonly Migration[] = [
  first,
  people,
  security,
  joining,
  notifications,
  leaving,
  search,
  parts,
  attachments,
  marks,
  order,
  previews,
  threads,
  circles,
  searchLinks,
  searchWhose,
  projects,
  fileSearch,
  manyFiles,
  posts,
  postSearch,
  sharedWork,
]

export interface MigrationHost {
  dialect: Dialect
  columns: Omit<ColumnWords, 'dialect'>
  begin(): Promise<void>
  commit(): Promise<void>
  rollback(): Promise<void>
  /** Called before an existing database is changed. */
  backUp(migrationName: string): Promise<void>
}

/**
 * Takes every step that the database has not taken, each in a transaction of its own.
 * @throws StartError when the database was written by a newer Kith; nothing is touched then
 */
export async function migrate(db: Tx, host: MigrationHost, steps: readonly Migration[] = migrations): Promise<void> {
  const taken = await takenSteps(db, host.dialect)
  const unknown = [...taken.keys()].find((name) => !steps.some((step) => step.name === name))
  if (unknown !== undefined) {
    throw new StartError(
      `The database was written by a newer Kith (it has ${unknown}). Start that version, or a newer one.`,
    )
  }
  let isOld = taken.size > 0
  for (const step of steps) {
    const statements = step.statements({ ...host.columns, dialect: host.dialect })
    const checksum = checksumOf(statements.map((statement) => statement.compile(db).sql))
    const recorded = taken.get(step.name)
    if (recorded !== undefined) {
      if (recorded !== checksum) {
        throw new StartError(
          `The database took another form of ${step.name} than this Kith knows. It was left as it is.`,
        )
      }
      continue
    }
    if (isOld) {
      await host.backUp(step.name)
      // One copy, from before the first step, is what one goes back to.
      isOld = false
    }
    await host.begin()
    try {
      if (taken.size === 0) {
        await sql`create table if not exists migrations (
          name text primary key, checksum text not null, taken_at ${host.columns.integer} not null
        )`.execute(db)
      }
      for (const statement of statements) await statement.execute(db)
      await sql`insert into migrations (name, checksum, taken_at) values (${step.name}, ${checksum}, ${Date.now()})`.execute(
        db,
      )
      await host.commit()
    } catch (error) {
      await host.rollback()
      throw error
    }
    taken.set(step.name, checksum)
  }
}

async function takenSteps(db: Tx, dialect: Dialect): Promise<Map<string, string>> {
  const exists =
    dialect === 'sqlite'
      ? sql`select 1 from sqlite_master where type = 'table' and name = 'migrations'`
      : sql`select 1 from information_schema.tables where table_schema = current_schema() and table_name = 'migrations'`
  const found = await exists.execute(db)
  if (found.rows.length === 0) return new Map()
  const rows = await sql<{
    name: string
    checksum: string
  }>`select name, checksum from migrations order by name`.execute(db)
  return new Map(rows.rows.map(({ name, checksum }) => [name, checksum]))
}

function checksumOf(statements: string[]): string {
  return createHash('sha256').update(statements.join(';\n').replaceAll(/\s+/g, ' ')).digest('hex')
}
