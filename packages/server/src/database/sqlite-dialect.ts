import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { Kysely, SqliteDialect } from 'kysely'
import { offerDirectRun } from './prepared.ts'
import type { Schema } from './schema.ts'

const CACHED_STATEMENTS = 500

/** Kysely over one `node:sqlite` connection, with each statement prepared once. */
export function kyselyOver(connection: DatabaseSync): Kysely<Schema> {
  const statements = new Map<string, { statement: StatementSync; reader: boolean }>()

  function prepared(text: string): { statement: StatementSync; reader: boolean } {
    const known = statements.get(text)
    if (known !== undefined) {
      // The map keeps the order of setting, so the first is the one not used for longest.
      statements.delete(text)
      statements.set(text, known)
      return known
    }
    const statement = connection.prepare(text)
    const made = { statement, reader: statement.columns().length > 0 }
    if (statements.size >= CACHED_STATEMENTS) {
      const oldest = statements.keys().next().value
      if (oldest !== undefined) statements.delete(oldest)
    }
    statements.set(text, made)
    return made
  }

  const db = new Kysely<Schema>({
    dialect: new SqliteDialect({
      database: {
        close: () => connection.close(),
        prepare: (text) => {
          const { statement, reader } = prepared(text)
          return {
            reader,
            all: (parameters) => statement.all(...(parameters as SqliteValue[])),
            run: (parameters) => statement.run(...(parameters as SqliteValue[])),
            iterate: (parameters) => statement.iterate(...(parameters as SqliteValue[])),
          }
        },
      },
    }),
  })
  // Never let go of: these are few, and run for every message.
  const kept = new Map<string, StatementSync>()
  offerDirectRun(db, (text, values) => {
    let statement = kept.get(text)
    if (statement === undefined) kept.set(text, (statement = connection.prepare(text)))
    return statement.all(...values)
  })
  return db
}

type SqliteValue = string | number | bigint | null | Uint8Array
