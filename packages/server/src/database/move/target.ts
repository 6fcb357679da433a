import pg from 'pg'
import {
  createDefinitions,
  DEFINITIONS,
  inTransaction,
  restore,
  takeForeignKeysAway,
  takeIndexesAway,
} from './definitions.ts'
import { CHUNKS } from './unfinished.ts'
import { MoveError } from './move-error.ts'
import type { Digest, MovedTable, Place, Range, Row, Value } from './rows.ts'

const OLDEST = 150_000
const LOCK = 7_261_045
const LOCK_WAIT_MS = 30_000
const FORGOTTEN_AT_ONCE = 100

/** What lies here of the source: the rows of `range`, and what they came to there when they were brought. */
export interface Chunk {
  range: { after: Place; upTo: readonly Value[] }
  digest: Digest
}

/** A PostgreSQL into which a place moves. Its tables are there; each call is a transaction of its own. */
export class MoveTarget {
  readonly #db: pg.Client

  private constructor(db: pg.Client) {
    this.#db = db
  }

  /** @throws MoveError when it cannot be used, or another move into it is under way */
  static async open(url: string): Promise<MoveTarget> {
    const db = new pg.Client({ connectionString: url, application_name: 'kith migrate' })
    // One that breaks in use tells its query as well; that is the one place to answer it.
    db.on('error', () => undefined)
    try {
      await db.connect()
      const { rows } = await db.query<{ encoding: string; version: number }>(
        `select current_setting('server_encoding') as encoding, current_setting('server_version_num')::integer as version`,
      )
      const { encoding, version = 0 } = rows[0] ?? {}
      if (encoding !== 'UTF8') throw new Error(`its encoding is ${encoding}, not UTF8`)
      if (version < OLDEST) throw new Error('it is older than version 15')
    } catch (error) {
      await db.end()
      throw new MoveError(`PostgreSQL cannot be used: ${error instanceof Error ? error.message : String(error)}.`)
    }
    const target = new MoveTarget(db)
    await target.#lock()
    return target
  }

  /** PostgreSQL notices the end of a move that was killed when its last statement is over. */
  async #lock(): Promise<void> {
    // What a crash of PostgreSQL takes back is missing with its note, and is brought again.
    await this.#db.query(`set lock_timeout = ${LOCK_WAIT_MS}; set synchronous_commit = off`)
    await this.#db.query(`select pg_advisory_lock(${LOCK})`).catch(async () => {
      await this.#db.end()
      throw new MoveError('Another move into this database is under way.')
    })
  }

  /** Refuses what holds tables that are none of Kith's. @throws MoveError */
  async refuseOthers(): Promise<void> {
    const tables = await this.#tables()
    if (tables.size === 0 || tables.has('migrations')) return
    throw new MoveError(
      `The database holds tables of something else (${[...tables].join(', ')}). Give it an empty one.`,
    )
  }

  async #tables(): Promise<Set<string>> {
    const { rows } = await this.#db.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = current_schema()`,
    )
    return new Set(rows.map(({ name }) => name))
  }

  /**
   * Begins, or goes on with what was begun; which of them.
   * @throws MoveError when the database holds a place already, or its tables are others
   */
  async begin(tables: readonly MovedTable[]): Promise<'begun' | 'resumed'> {
    await this.#refuseOtherColumns(tables)
    if ((await this.#tables()).has(CHUNKS)) {
      // They hold again where it was cut short near the end, and would let nothing come or go but in their order.
      await inTransaction(this.#db, () => takeForeignKeysAway(this.#db, tables))
      return 'resumed'
    }
    for (const { name } of tables) {
      const { rowCount } = await this.#db.query(`select from "${name}" limit 1`)
      if (rowCount === 0) continue
      throw new MoveError(
        `The database holds a place already: its table ${name} is not empty, and it is not from a move that was cut short. Give it an empty one.`,
      )
    }
    await inTransaction(this.#db, async () => {
      await this.#db.query(`create table ${CHUNKS} (
        table_name text not null, after_key text, upto_key text not null,
        rows bigint not null, first_sum text not null, second_sum text not null
      )`)
      await createDefinitions(this.#db)
      await takeForeignKeysAway(this.#db, tables)
      await takeIndexesAway(this.#db, tables)
    })
    return 'begun'
  }

  async #refuseOtherColumns(tables: readonly MovedTable[]): Promise<void> {
    const { rows } = await this.#db.query<{ table: string; columns: string }>(
      `select table_name as table, string_agg(column_name, ' ' order by column_name collate "C") as columns
       from information_schema.columns where table_schema = current_schema() group by table_name`,
    )
    const known = new Map(rows.map(({ table, columns }) => [table, columns]))
    for (const { name, columns } of tables) {
      if (known.get(name) !== columns.toSorted().join(' '))
        throw new Error(`the table ${name} is not alike on both sides`)
    }
  }

  /** What lies here of a table, in the order of keys. */
  async chunks({ name }: MovedTable): Promise<Chunk[]> {
    const { rows } = await this.#db.query<{
      after_key: string | null
      upto_key: string
      rows: string
      first_sum: string
      second_sum: string
    }>(`select * from ${CHUNKS} where table_name = $1`, [name])
    const chunks = rows.map((row) => ({
      range: { after: row.after_key === null ? null : placeIn(row.after_key), upTo: placeIn(row.upto_key) },
      digest: { rows: Number(row.rows), sums: [BigInt(row.first_sum), BigInt(row.second_sum)] as const },
    }))
    return chunks.toSorted((one, other) => comparePlaces(one.range.upTo, other.range.upTo))
  }

  /** Brings rows, and notes that they are here, in one statement. @throws MoveError for what PostgreSQL cannot hold */
  async bring(table: MovedTable, rows: readonly Row[], { range, digest }: Chunk): Promise<void> {
    const columns = table.columns.map((column) => `"${column}"`).join(', ')
    const text = `with brought as (
      insert into "${table.name}" (${columns}) select ${columns} from json_populate_recordset(null::"${table.name}", $1)
    ) insert into ${CHUNKS} (table_name, after_key, upto_key, rows, first_sum, second_sum) values ($2, $3, $4, $5, $6, $7)`
    const { after, upTo } = range
    const noted = [
      after === null ? null : JSON.stringify(after),
      JSON.stringify(upTo),
      digest.rows,
      ...digest.sums.map(String),
    ]
    await this.#db
      .query({ name: `bring ${table.name}`, text, values: [JSON.stringify(rows), table.name, ...noted] })
      .catch((error: unknown) => {
        // Class 22: a value that cannot be, such as text with U+0000.
        if (!(error instanceof pg.DatabaseError) || error.code?.startsWith('22') !== true) throw error
        const { key } = table
        const culprit = rows.find((row) =>
          Object.values(row).some((value) => typeof value === 'string' && value.includes('\0')),
        )
        const where =
          culprit === undefined ? '' : ` (${key.map(({ column }) => `${column} ${culprit[column]}`).join(', ')})`
        throw new MoveError(`A row of ${table.name}${where} has what PostgreSQL cannot hold: ${error.message}.`)
      })
  }

  /** Takes away what has changed since it was brought. */
  async forget(table: MovedTable, chunks: readonly Chunk[]): Promise<void> {
    for (let at = 0; at < chunks.length; at += FORGOTTEN_AT_ONCE) {
      const some = chunks.slice(at, at + FORGOTTEN_AT_ONCE)
      const values: Value[] = []
      const ranges = some.map(({ range }) => within(table, range, values))
      await inTransaction(this.#db, async () => {
        await this.#db.query(`delete from "${table.name}" where ${ranges.join(' or ')}`, values)
        await this.#db.query(`delete from ${CHUNKS} where table_name = $1 and upto_key = any($2)`, [
          table.name,
          some.map(({ range }) => JSON.stringify(range.upTo)),
        ])
      })
    }
  }

  /** What all rows of a table come to, computed where they lie. */
  async digest({ name, columns }: MovedTable): Promise<Digest> {
    const text = columns
      .map((column) => `coalesce(octet_length("${column}"::text) || ':' || "${column}"::text, '-')`)
      .join(' || ')
    // Without the offset the hash would be computed for each sum.
    const { rows } = await this.#db.query<{ rows: string; first: string; second: string }>(
      `select count(*)::text as rows,
         coalesce(sum(('x' || substr(digest, 1, 16))::bit(64)::bigint), 0)::text as first,
         coalesce(sum(('x' || substr(digest, 17, 16))::bit(64)::bigint), 0)::text as second
       from (select encode(sha256(convert_to(${text}, 'UTF8')), 'hex') as digest from "${name}" offset 0) as hashed`,
    )
    const { rows: count = '0', first = '0', second = '0' } = rows[0] ?? {}
    return { rows: Number(count), sums: [BigInt(first), BigInt(second)] }
  }

  /** Makes the indexes anew that are not there yet, and lets PostgreSQL know what the tables are like. */
  async restoreIndexes(): Promise<void> {
    await restore(this.#db, { areIndexes: true })
    await this.#db.query('vacuum (analyze)')
  }

  /** Checks each foreign key that does not hold yet, which then holds again. */
  restoreForeignKeys(): Promise<void> {
    return restore(this.#db, { areIndexes: false })
  }

  /** From here on it is a place like any other. */
  async finish(): Promise<void> {
    // With this commit all before it is on the disk.
    await this.#db.query('set synchronous_commit = on')
    await this.#db.query(`drop table ${CHUNKS}, ${DEFINITIONS}`)
  }

  close(): Promise<void> {
    return this.#db.end()
  }
}

const placeIn = (text: string): Value[] => JSON.parse(text)

/** As SQLite has them in order: text by its bytes. */
export function comparePlaces(one: readonly Value[], other: readonly Value[]): number {
  for (const [at, value] of one.entries()) {
    const against = other[at] ?? null
    const order =
      typeof value === 'string' && typeof against === 'string'
        ? Buffer.compare(Buffer.from(value), Buffer.from(against))
        : Number(value) - Number(against)
    if (order !== 0) return order
  }
  return 0
}

/** The condition for the rows of `range`; what it compares with is added to `values`. */
function within({ key }: MovedTable, { after, upTo }: Range, values: Value[]): string {
  const columns = key.map(({ column, isText }) => (isText ? `"${column}" collate "C"` : `"${column}"`)).join(', ')
  const compared = (sign: string, place: Place): string => {
    if (place === null) return 'true'
    const given = place.map((value, at) => `$${values.push(value)}::${key[at]?.isText === true ? 'text' : 'bigint'}`)
    return `(${columns}) ${sign} (${given.join(', ')})`
  }
  return `(${compared('>', after)} and ${compared('<=', upTo)})`
}
