import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'
import type { SearchIndex } from './search/search-index.ts'

export { freshUser } from './fresh-user.ts'

export type Dialect = 'sqlite' | 'postgres'

/** Inside a write: the one transaction. Touch nothing else until it is over. */
export type Tx = Kysely<Schema>

/** The only truth of a Kith. */
export interface Database {
  dialect: Dialect
  /** Sees committed rows only. */
  read: Kysely<Schema>
  /**
   * Runs `work` in a transaction; resolves only when what it wrote is on the disk.
   * @throws Problem `not-durable` when it could not be made durable; whatever `work` threw, with nothing written
   */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** What was said, by its words. */
  search: SearchIndex
  /** What was deleted is to be nowhere: neither in free pages nor in a log that is still to be copied. */
  forget(): Promise<void>
  /** Throws unless the database can be written to. */
  ping(): Promise<void>
  close(): Promise<void>
}

export interface DatabaseOptions {
  dataDirectory: string
  /** `postgres://…`, or null for SQLite in the data directory. */
  databaseUrl: string | null
  /** Connections to PostgreSQL at most. */
  poolMax?: number
  /** Told of what fails where nobody waits for it. */
  warn?: (error: unknown, what: string) => void
}

/**
 * Opens the database and brings its schema up to date.
 * @throws StartError with one clear sentence when it cannot be used
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  if (options.databaseUrl === null) {
    const { openSqlite } = await import('./sqlite.ts')
    return openSqlite(options.dataDirectory)
  }
  const { openPostgres } = await import('./postgres.ts')
  const { databaseUrl: url, warn = () => undefined, poolMax } = options
  return openPostgres({ url, warn, ...(poolMax === undefined ? {} : { poolMax }) })
}
