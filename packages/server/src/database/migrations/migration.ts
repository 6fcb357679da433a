import type { RawBuilder } from 'kysely'
import type { Dialect } from '../database.ts'

/** The few words that the two databases spell differently in a table definition. */
export interface ColumnWords {
  /** For the few statements that only one of them needs. */
  dialect: Dialect
  /** A whole number up to 2^53. */
  integer: RawBuilder<unknown>
  /** A collation under which `word >= 'ab' and word < 'ac'` uses the index. */
  prefixable: RawBuilder<unknown>
}

/** One step of the schema, forward only. Its name and its statements never change once it has landed. */
export interface Migration {
  name: string
  statements: (words: ColumnWords) => RawBuilder<unknown>[]
}
