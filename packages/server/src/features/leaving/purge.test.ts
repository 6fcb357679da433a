import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { emptyWorld } from '../../testing/world.ts'
import { purgers, tablesOfIds } from './purge.ts'

test('every table that names somebody is cleaned by the purge, or says why it need not be', async () => {
  const { app } = await emptyWorld()
  const { db } = app.ctx
  const covered = new Set([...purgers.flatMap(({ tables }): string[] => [...tables]), ...Object.keys(tablesOfIds)])
  const naming: string[] = []
  for (const { name, columns } of await db.read.introspection.getTables()) {
    const references =
      db.dialect === 'sqlite'
        ? (await sql<{ table: string }>`select "table" from pragma_foreign_key_list(${name})`.execute(db.read)).rows
        : (
            await sql<{ table: string }>`
              select distinct ccu.table_name as "table" from information_schema.table_constraints tc
              join information_schema.constraint_column_usage ccu on ccu.constraint_name = tc.constraint_name
              where tc.constraint_type = 'FOREIGN KEY' and tc.table_name = ${name}`.execute(db.read)
          ).rows
    const isNaming =
      references.some(({ table }) => table === 'users') ||
      columns.some((column) => /(^|_)(user|author|actor|owner|other|by)_id$|_by$/.test(column.name))
    if (isNaming) naming.push(name)
  }
  expect(naming).toContain('messages')
  expect(naming.filter((name) => !covered.has(name))).toEqual([])
})
