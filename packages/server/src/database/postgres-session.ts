import { Socket } from 'node:net'
import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import type { CompiledQuery, DatabaseConnection, PostgresCursor, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import type pg from 'pg'
import type { Tx } from './database.ts'
import { isStalePlan } from './errors.ts'
import { nameOfPrepared, offerDirectRun } from './prepared.ts'
import type { Schema } from './schema.ts'

/** One connection to PostgreSQL, which knows what it has prepared. */
export class PostgresSession implements PostgresPoolClient {
  /** What is asked by it does not wait for one another: it travels at once and is done in the order of asking. */
  readonly tx: Tx
  readonly #client: pg.PoolClient
  /** How often a migration has changed what prepared queries give; those from before it are left behind. */
  #age = 0

  constructor(client: pg.PoolClient) {
    this.#client = client
    this.tx = kyselyOver(this)
    offerDirectRun(this.tx, async (text, values) => (await this.query(text, values)).rows)
  }

  query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>
  query(cursor: PostgresCursor<never>): never
  query<R>(asked: string | PostgresCursor<never>, values: readonly unknown[] = []): Promise<PostgresQueryResult<R>> {
    if (typeof asked !== 'string') throw new Error('nothing is read from PostgreSQL by a cursor')
    const name = nameOfPrepared(asked)
    return name === undefined ? this.#plain(asked, values) : this.#prepared(name, asked, values)
  }

  /** Lets go of the connection; for good where something is wrong with it. */
  release(isBroken = false): void {
    this.#client.release(isBroken)
  }

  async #prepared<R>(name: string, text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    try {
      return asResult<R>(await this.#client.query({ name: `${name}.${this.#age}`, text, values: [...values] }))
    } catch (error) {
      if (!isStalePlan(error)) throw error
      this.#age++
      // Of a transaction everything before it is lost as well: whoever began it begins it again.
      if (this.#client.getTransactionStatus() !== 'I') throw error
      return this.#plain(text, values)
    }
  }

  async #plain<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    return asResult<R>(await this.#client.query(text, [...values]))
  }
}

function asResult<R>({ command, rowCount, rows }: pg.QueryResult): PostgresQueryResult<R> {
  return { command: command as PostgresQueryResult<R>['command'], rowCount: rowCount ?? 0, rows: rows as R[] }
}

function kyselyOver(session: PostgresSession): Tx {
  const nothing = async (): Promise<void> => undefined
  const connection: DatabaseConnection = {
    executeQuery: async <R>({ sql, parameters }: CompiledQuery) => {
      const { command, rowCount, rows } = await session.query<R>(sql, parameters)
      return { rows, ...(command === 'SELECT' ? {} : { numAffectedRows: BigInt(rowCount) }) }
    },
    streamQuery: notHere,
  }
  return new Kysely<Schema>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createDriver: () => ({
        init: nothing,
        acquireConnection: async () => connection,
        beginTransaction: notHere,
        commitTransaction: notHere,
        rollbackTransaction: notHere,
        releaseConnection: nothing,
        destroy: nothing,
      }),
    },
  })
}

function notHere(): never {
  throw new Error('not within a transaction that is shared')
}

/** A socket that writes what one turn of the event loop says in one go. */
export class GatheringSocket extends Socket {
  // The driver corks around each query; two queries one after the other are then one write.
  override uncork(): void {
    process.nextTick(() => super.uncork())
  }
}
