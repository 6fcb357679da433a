import { hash } from 'node:crypto'

/** What rows hold here: text and whole numbers. */
export type Value = string | number | null
export type Row = Record<string, Value>

/** One table, as both databases have it. */
export interface MovedTable {
  name: string
  columns: readonly string[]
  /** The primary key; rows are brought in its order, text by its bytes. */
  key: readonly { column: string; isText: boolean }[]
}

/** A place in the order of keys; null is before the first, or after the last. */
export type Place = readonly Value[] | null

/** The rows after `after`, up to and with `upTo`. */
export interface Range {
  after: Place
  upTo: Place
}

/** What rows come to, in whatever order they are read. */
export interface Digest {
  rows: number
  /** Two sums of 64 bits each of the rows' SHA-256. */
  sums: readonly [bigint, bigint]
}

/** The text that a row's hash is of: each value with its length before it. `target.ts` says the same in SQL. */
function textOf(row: Row, columns: readonly string[]): string {
  let text = ''
  for (const column of columns) {
    const value = row[column] ?? null
    if (value === null) text += '-'
    else {
      const written = String(value)
      text += `${Buffer.byteLength(written)}:${written}`
    }
  }
  return text
}

/** Adds rows up to their digest. */
export class Summing {
  #rows = 0
  #first = 0n
  #second = 0n
  readonly #columns: readonly string[]

  constructor({ columns }: MovedTable) {
    this.#columns = columns
  }

  add(row: Row): void {
    const digest = hash('sha256', textOf(row, this.#columns), 'buffer')
    this.#rows++
    this.#first += digest.readBigInt64BE(0)
    this.#second += digest.readBigInt64BE(8)
  }

  get digest(): Digest {
    return { rows: this.#rows, sums: [this.#first, this.#second] }
  }
}

export function isSameDigest(one: Digest, other: Digest): boolean {
  return one.rows === other.rows && one.sums[0] === other.sums[0] && one.sums[1] === other.sums[1]
}
