import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { Problem } from '../problem.ts'
import { StartError } from '../start-error.ts'
import type { Database, Tx } from './database.ts'
import { isStalePlan, isUniqueViolation } from './errors.ts'
import { migrate } from './migrate.ts'
import { refuseUnfinished } from './move/unfinished.ts'
import { PostgresGroups } from './postgres-groups.ts'
import { readNumbers } from './postgres-numbers.ts'
import { GatheringSocket, PostgresSession } from './postgres-session.ts'
import { PostgresTurns } from './postgres-turns.ts'
import type { Schema } from './schema.ts'
import { PostgresFileSearch } from './search/postgres-file-search.ts'
import { PostgresPostSearch } from './search/postgres-post-search.ts'
import { PostgresSearch } from './search/postgres-search.ts'

const RETRIES = 4
const MIGRATION_LOCK = 7_261_043
/** Two transactions wanted each other's rows, or one saw the other's: the database asks to try again. */
const RETRYABLE = new Set(['40001', '40P01'])

export interface PostgresOptions {
  url: string
  /** Connections at most; as many as PostgreSQL's own driver takes, unless it is given. */
  poolMax?: number
  warn: (error: unknown, what: string) => void
}

/** So many may wait for a connection, for as long as it may take to get one; what comes then is told to come again. */
const WAITING_MAX = 1_000

/** PostgreSQL 15 or newer at `url`. Each write is a transaction of its own, unless it rests on one conversation alone. */
export async function openPostgres({ url, poolMax, warn }: PostgresOptions): Promise<Database> {
  readNumbers()
  const pool = new pg.Pool({
    connectionString: url,
    ...(poolMax === undefined ? {} : { max: poolMax }),
    connectionTimeoutMillis: 5_000,
    statement_timeout: 15_000,
    lock_timeout: 5_000,
    idle_in_transaction_session_timeout: 15_000,
    pipeline: true,
    stream: () => new GatheringSocket(),
  })
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined)
  // One that breaks in use tells its query as well; that is the one place to answer it.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const sessions = new WeakMap<pg.PoolClient, PostgresSession>()
  const connect = async (): Promise<PostgresSession> => {
    if (pool.waitingCount >= WAITING_MAX) throw new Problem('busy', { retryAfterSeconds: 2 })
    const client = await pool.connect()
    const session = sessions.get(client) ?? new PostgresSession(client)
    sessions.set(client, session)
    return session
  }
  const dialect = new PostgresDialect({ pool: { connect, end: () => pool.end(), options: pool.options } })
  const db: Tx = new Kysely<Schema>({ dialect })
  const groups = new PostgresGroups({ connect, alone: (work) => writeOn(db, work), asExpected })
  try {
    await refuseUnfinished(db)
    await migrateOn(db)
  } catch (error) {
    await db.destroy()
    if (error instanceof StartError) throw error
    throw new StartError(`PostgreSQL cannot be used: ${error instanceof Error ? error.message : String(error)}.`)
  }
  const turns = new PostgresTurns(url)
  // A node that cannot index now does so when it next hears of a change, or at the next sweep.
  const search = new PostgresSearch(db, (error) => warn(error, 'filling the index of messages'))
  const fileSearch = new PostgresFileSearch(db, (error) => warn(error, 'filling the index of files'))
  const postSearch = new PostgresPostSearch(db, (error) => warn(error, 'filling the index of posts'))
  return {
    dialect: 'postgres',
    read: db,
    search,
    fileSearch,
    postSearch,
    write: (work, restsOn) => (restsOn === undefined ? writeOn(db, work) : groups.run(work, restsOn)),
    exclusively: (key, work) => turns.take(key, work),
    ping: async () => {
      await sql`select 1`.execute(db)
    },
    // Its own vacuum overwrites what no row holds any more; a base of write-ahead log ages out with the backups.
    forget: async () => {
      await search.forget()
      await fileSearch.forget()
      await postSearch.forget()
    },
    close: async () => {
      await search.close()
      await fileSearch.close()
      await postSearch.close()
      await turns.close()
      await groups.idle()
      await db.destroy()
    },
  }
}

/** Brings the tables at `url` up to date, and nothing else. @throws StartError */
export async function preparePostgres(url: string): Promise<void> {
  const db: Tx = new Kysely<Schema>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 1 }) }),
  })
  try {
    await migrateOn(db)
  } finally {
    await db.destroy()
  }
}

async function migrateOn(db: Tx): Promise<void> {
  await db.connection().execute(async (connection) => {
    // Nodes that start together take the steps one after another.
    await sql`select pg_advisory_lock(${MIGRATION_LOCK}::bigint)`.execute(connection)
    try {
      await migrate(connection, {
        dialect: 'postgres',
        columns: { integer: sql`bigint`, prefixable: sql`collate "C"` },
        begin: async () => void (await sql`begin`.execute(connection)),
        commit: async () => void (await sql`commit`.execute(connection)),
        rollback: async () => void (await sql`rollback`.execute(connection)),
        backUp: async () => undefined,
      })
    } finally {
      await sql`select pg_advisory_unlock(${MIGRATION_LOCK}::bigint)`.execute(connection)
    }
  })
}

async function writeOn<T>(db: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
      if ((RETRYABLE.has(code) || isStalePlan(error)) && attempt < RETRIES) continue
      throw asExpected(error)
    }
  }
}

/** What the database could not do becomes a problem that may be retried; what a rule threw stays as it is. */
function asExpected(error: unknown): unknown {
  if (error instanceof Problem || isUniqueViolation(error) || !isOfTheDatabase(error)) return error
  return new Problem('not-durable', { retryAfterSeconds: 2 })
}

/** Lost connections, time-outs and full disks: what a caller may try again. */
function isOfTheDatabase(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('code' in error && typeof error.code === 'string') {
    return /^(08|53|55|57|58|25)/.test(error.code) || /^E[A-Z]+$/.test(error.code) || RETRYABLE.has(error.code)
  }
  return /connection|timeout/i.test(error.message)
}
