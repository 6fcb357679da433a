import { CompiledQuery, SqliteAdapter } from 'kysely'
import type { Compilable, Kysely } from 'kysely'
import type { Dialect, Tx } from './database.ts'
import type { Schema } from './schema.ts'

export type Value = string | number | null

/** Runs a compiled query on one connection without going through the builder. */
export type DirectRun = (sql: string, values: readonly Value[]) => unknown[] | Promise<unknown[]>

const direct = new WeakMap<object, DirectRun>()

export function offerDirectRun(db: Kysely<Schema>, run: DirectRun): void {
  direct.set(db, run)
}

const names = new Map<string, string>()

/** What a query that runs for every message is called, so that a server need plan it only once; no other has a name. */
export function nameOfPrepared(text: string): string | undefined {
  return names.get(text)
}

/** Stands for a value while a query is built. */
class Slot {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

interface Compiled {
  sql: string
  /** What the query takes, in its order: a name to look up, or a value that never changes. */
  parameters: readonly unknown[]
}

/** In whose words queries are compiled: one process may have one of each open. */
function dialectOf(db: Tx): Dialect {
  return db.getExecutor().adapter instanceof SqliteAdapter ? 'sqlite' : 'postgres'
}

/**
 * A query that runs for every message: built and compiled once for each dialect, then only given its values. Whatever
 * depends on a value must be a parameter; `build` may not look at what it is given.
 */
export function prepared<P extends object, Row>(
  build: (db: Kysely<Schema>, param: P) => Compilable<Row>,
): (db: Tx, values: P) => Promise<Row[]> {
  const slots = new Proxy({}, { get: (_, name) => new Slot(String(name)) }) as P
  const known: Partial<Record<Dialect, Compiled>> = {}
  const compiled = (db: Tx): Compiled => {
    const { sql, parameters } = build(db, slots).compile()
    if (!names.has(sql)) names.set(sql, `kith${names.size + 1}`)
    return { sql, parameters }
  }

  return async (db, values) => {
    const { sql, parameters } = (known[dialectOf(db)] ??= compiled(db))
    const filled = parameters.map((each) => (each instanceof Slot ? Reflect.get(values, each.name) : each) as Value)
    const run = direct.get(db)
    if (run !== undefined) return (await run(sql, filled)) as Row[]
    return (await db.executeQuery(CompiledQuery.raw(sql, filled))).rows as Row[]
  }
}
