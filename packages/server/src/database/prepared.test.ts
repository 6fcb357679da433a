import { DatabaseSync } from 'node:sqlite'
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import type { Tx } from './database.ts'
import { offerDirectRun, prepared } from './prepared.ts'
import type { Schema } from './schema.ts'
import { kyselyOver } from './sqlite-dialect.ts'

const valueOf = () =>
  prepared((db, at: { key: string }) => db.selectFrom('settings').select('value').where('key', '=', at.key))

/** A real SQLite with one setting. */
function sqlite(): Tx {
  const connection = new DatabaseSync(':memory:')
  onTestFinished(() => connection.close())
  connection.exec(`create table settings (key, value); insert into settings values ('tide', 'high')`)
  return kyselyOver(connection)
}

/** Answers nothing, and keeps what it was asked. */
function postgres(): { db: Tx; asked: string[] } {
  const asked: string[] = []
  const db = new Kysely<Schema>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (of) => new PostgresIntrospector(of),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
  offerDirectRun(db, (text) => {
    asked.push(text)
    return []
  })
  return { db, asked }
}

test('a process with both databases asks each in its own words, whichever it asks first', async () => {
  for (const isSqliteFirst of [true, false]) {
    const query = valueOf()
    const { db, asked } = postgres()
    if (isSqliteFirst) await query(sqlite(), { key: 'tide' })
    await query(db, { key: 'tide' })
    expect(asked).toEqual(['select "value" from "settings" where "key" = $1'])
    expect(await query(sqlite(), { key: 'tide' })).toEqual([{ value: 'high' }])
  }
})
