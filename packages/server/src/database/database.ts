import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'
import type { FileIndex } from './search/file-index.ts'
import type { PostIndex } from './search/post-index.ts'
import type { MessageIndex } from './search/search-index.ts'

export { freshUser } from './fresh-user.ts'

export type Dialect = 'sqlite' | 'postgres'

/** Inside a write: the one transaction. Touch nothing else until it is over. */
export type Tx = Kysely<Schema>

/** Whether a turn is still had: whoever lost the connection that had it may meanwhile not be alone. */
export type StillMine = () => Promise<boolean>

/** The only truth of a Kith. */
export interface Database {
  dialect: Dialect
  /** Sees committed rows only. */
  read: Kysely<Schema>
  /**
   * Runs `work` in a transaction; resolves only when what it wrote is on the disk.
   * `restsOn`: the one conversation whose lock covers all that `work` decides by and changes. PostgreSQL then commits it
   * with others, their queries mixed.
   * @throws Problem `not-durable` when it could not be made durable; whatever `work` threw, with nothing written
   */
  write<T>(work: (tx: Tx) => Promise<T>, restsOn?: string): Promise<T>
  /**
   * Does the work of one key one after the other, among all nodes that share the database. It holds no connection that
   * `read` or `write` want. Do not ask for a second key within.
   * @throws Problem `busy` when others have it for too long, `not-durable` when the database cannot be asked
   */
  exclusively<T>(key: string, work: (isMine: StillMine) => Promise<T>): Promise<T>
  /** What was said, by its words. */
  search: MessageIndex
  /** Files of projects, by their names and the words in them. */
  fileSearch: FileIndex
  /** Posts, by their words; told of by id. */
  postSearch: PostIndex
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
