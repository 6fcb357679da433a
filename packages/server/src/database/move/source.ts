import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { migrations } from '../migrate.ts'
import { MoveError } from './move-error.ts'
import { Summing } from './rows.ts'
import type { Digest, MovedTable, Place, Range, Row, Value } from './rows.ts'

const LOCK_WAIT_MS = 30_000
const PAGE_BYTES = 4 * 1024 * 1024

/** Some rows in the order of their keys. */
export interface Page {
  rows: Row[]
  digest: Digest
  /** Whether the range that was asked for ends with them. */
  isLast: boolean
}

/** The SQLite database of a place, which is read and never written. */
export class MoveSource {
  readonly #db: DatabaseSync

  /** @throws MoveError when there is none, or it is not of this version */
  constructor(directory: string) {
    const path = join(directory, 'kith.db')
    if (!existsSync(path))
      throw new MoveError(`There is no database in ${directory}. Set DATA_DIR to the folder of Kith.`)
    this.#db = new DatabaseSync(path, { timeout: LOCK_WAIT_MS })
    this.#db.exec('pragma trusted_schema = off; pragma cache_size = -65536')
    this.#refuseOtherVersions()
  }

  #refuseOtherVersions(): void {
    const taken = this.#takenSteps()
    const newer = taken.find((name) => !migrations.some((step) => step.name === name))
    if (newer !== undefined) {
      throw new MoveError(`The database was written by a newer Kith (it has ${newer}). Move it with that version.`)
    }
    const missing = migrations.find(({ name }) => !taken.includes(name))
    if (missing !== undefined) {
      throw new MoveError(
        `The database is that of an older Kith (it lacks ${missing.name}). Start this version once with "npm start", which brings it up to date, then move it.`,
      )
    }
  }

  #takenSteps(): string[] {
    try {
      return this.#all('select name from migrations').map(({ name }) => String(name))
    } catch (error) {
      throw new MoveError(
        `The database is not one of Kith (${error instanceof Error ? error.message : String(error)}).`,
      )
    }
  }

  /** All that are to be moved, each after those that it refers to. */
  tables(): MovedTable[] {
    const names = this.#all(
      `select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\'
       and name <> 'migrations' order by name`,
    ).map(({ name }) => String(name))
    const sorted = new Set<string>()
    const begun = new Set<string>()
    const visit = (name: string): void => {
      if (begun.has(name)) return
      begun.add(name)
      for (const { table } of this.#all(`select "table" from pragma_foreign_key_list('${name}')`)) visit(String(table))
      sorted.add(name)
    }
    for (const name of names) visit(name)
    return [...sorted].map((name) => this.#describe(name))
  }

  #describe(name: string): MovedTable {
    const columns = this.#all(`select name, type, pk from pragma_table_info('${name}') order by cid`)
    const key = columns
      .filter(({ pk }) => Number(pk) > 0)
      .toSorted((one, other) => Number(one['pk']) - Number(other['pk']))
    if (key.length === 0) throw new Error(`the table ${name} has no primary key, by which it could be moved`)
    return {
      name,
      columns: columns.map((column) => String(column['name'])),
      key: key.map((column) => ({
        column: String(column['name']),
        isText: String(column['type']).toLowerCase() === 'text',
      })),
    }
  }

  #all(query: string): Row[] {
    return this.#db.prepare(query).all() as Row[]
  }

  /** From here on nobody writes, and what is read is of one moment, until `close`. @throws MoveError */
  lock(): void {
    try {
      this.#db.exec('begin immediate')
    } catch (error) {
      throw new MoveError(
        `The database stays busy (${error instanceof Error ? error.message : String(error)}). Try again.`,
      )
    }
  }

  count({ name }: MovedTable): number {
    return Number(this.#all(`select count(*) as rows from "${name}"`)[0]?.['rows'] ?? 0)
  }

  /** The next rows of `range`, `rowsMax` at most and no more than some megabytes. */
  page(table: MovedTable, range: Range, rowsMax: number): Page {
    const { query, values } = rowsIn(table, range)
    const summing = new Summing(table)
    const rows: Row[] = []
    let bytes = 0
    for (const row of this.#db.prepare(`${query} order by ${keyOf(table)}`).iterate(...values) as Iterable<Row>) {
      // One more than fits is the sign that there is more.
      if (rows.length === rowsMax || bytes >= PAGE_BYTES) return { rows, digest: summing.digest, isLast: false }
      rows.push(row)
      summing.add(row)
      for (const column of table.columns) bytes += typeof row[column] === 'string' ? row[column].length : 8
    }
    return { rows, digest: summing.digest, isLast: true }
  }

  /** What the rows of `range` come to; without one, all that the table has. */
  digest(table: MovedTable, range: Range = { after: null, upTo: null }): Digest {
    const { query, values } = rowsIn(table, range)
    const summing = new Summing(table)
    for (const row of this.#db.prepare(query).iterate(...values) as Iterable<Row>) summing.add(row)
    return summing.digest
  }

  close(): void {
    this.#db.close()
  }
}

const keyOf = ({ key }: MovedTable): string => key.map(({ column }) => `"${column}"`).join(', ')

function rowsIn(table: MovedTable, { after, upTo }: Range): { query: string; values: Value[] } {
  const compared = (sign: string, place: Place): string =>
    place === null ? 'true' : `(${keyOf(table)}) ${sign} (${place.map(() => '?').join(', ')})`
  const columns = table.columns.map((column) => `"${column}"`).join(', ')
  return {
    query: `select ${columns} from "${table.name}" where ${compared('>', after)} and ${compared('<=', upTo)}`,
    values: [...(after ?? []), ...(upTo ?? [])],
  }
}

/** Where `row` stands in the order of keys. */
export function placeOf({ key }: MovedTable, row: Row): Place {
  return key.map(({ column }) => row[column] ?? null)
}
