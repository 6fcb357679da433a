import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { EmptyWorld } from './world.ts'

/** Every row of every table, by table, as whoever has a copy of the database would read it. */
export function everyRow({ app }: Pick<EmptyWorld, 'app'>): Promise<Map<string, Record<string, unknown>[]>> {
  return everyRowOf(app.ctx.db)
}

export async function everyRowOf({
  read,
  dialect,
}: Pick<Database, 'read' | 'dialect'>): Promise<Map<string, Record<string, unknown>[]>> {
  const listed =
    dialect === 'sqlite'
      ? sql<{ name: string }>`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`
      : sql<{
          name: string
        }>`select table_name as name from information_schema.tables where table_schema = current_schema()`
  const tables = new Map<string, Record<string, unknown>[]>()
  for (const { name } of (await listed.execute(read)).rows) {
    tables.set(name, (await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(read)).rows)
  }
  return tables
}
