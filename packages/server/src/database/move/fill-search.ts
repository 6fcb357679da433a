import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { readNumbers } from '../postgres-numbers.ts'
import type { Schema } from '../schema.ts'
import { PostgresFileSearch } from '../search/postgres-file-search.ts'
import { PostgresPostSearch } from '../search/postgres-post-search.ts'
import { PostgresSearch } from '../search/postgres-search.ts'

const CONNECTIONS = 3

/** Brings the indexes of the search up to what the tables hold. */
export async function fillSearch(url: string): Promise<void> {
  readNumbers()
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS })
  pool.on('error', () => undefined)
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  const faults: unknown[] = []
  const failed = (error: unknown): void => void faults.push(error)
  const indexes = [
    new PostgresSearch(db, failed),
    new PostgresFileSearch(db, failed),
    new PostgresPostSearch(db, failed),
  ]
  try {
    await Promise.all(indexes.map((index) => index.settled()))
  } finally {
    await Promise.all(indexes.map((index) => index.close()))
    await db.destroy()
  }
  if (faults.length > 0) throw faults[0]
}
