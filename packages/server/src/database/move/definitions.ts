import type { Client } from 'pg'
import type { MovedTable } from './rows.ts'

/** Foreign keys and indexes that were taken away, so that rows may come quickly and in any order. */
export const DEFINITIONS = 'move_definitions'

interface ForeignKey {
  name: string
  table: string
  referenced: string
  /** The condition under which a row refers to another. */
  matched: string
  definition: string
}

const FOREIGN_KEYS = `
  select quote_ident(conname) as name, conrelid::regclass::text as table, confrelid::regclass::text as referenced,
    (
      select string_agg(format('%s.%I = %s.%I', conrelid::regclass, own.attname, confrelid::regclass, other.attname), ' and ')
      from unnest(conkey, confkey) as pair (own, other)
      join pg_attribute as own on own.attrelid = conrelid and own.attnum = pair.own
      join pg_attribute as other on other.attrelid = confrelid and other.attnum = pair.other
    ) as matched,
    pg_get_constraintdef(oid) as definition
  from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace
`

export async function createDefinitions(db: Client): Promise<void> {
  await db.query(`create table ${DEFINITIONS} (is_index boolean not null, before text, definition text not null)`)
}

/** All that hold. */
export async function takeForeignKeysAway(db: Client, tables: readonly MovedTable[]): Promise<void> {
  const { rows } = await db.query<ForeignKey>(FOREIGN_KEYS)
  for (const { name, table, referenced, matched, definition } of rows) {
    // What is not moved is an index of what is: there, what has gone meanwhile goes as well.
    const isMoved = tables.some((moved) => moved.name === table)
    const before = `delete from ${table} where not exists (select from ${referenced} where ${matched})`
    await note(db, false, isMoved ? null : before, `alter table ${table} add constraint ${name} ${definition}`)
    await db.query(`alter table ${table} drop constraint ${name}`)
  }
}

/** Those of what is moved that are no constraints. */
export async function takeIndexesAway(db: Client, tables: readonly MovedTable[]): Promise<void> {
  const { rows } = await db.query<{ name: string; definition: string }>(
    `select quote_ident(indexname) as name, indexdef as definition from pg_indexes
     where schemaname = current_schema() and tablename = any($1)
       and not exists (select from pg_constraint where conname = indexname and contype in ('p', 'u'))`,
    [tables.map(({ name }) => name)],
  )
  for (const { name, definition } of rows) {
    await note(db, true, null, definition)
    await db.query(`drop index ${name}`)
  }
}

async function note(db: Client, isIndex: boolean, before: string | null, definition: string): Promise<void> {
  const text = `insert into ${DEFINITIONS} (is_index, before, definition) values ($1, $2, $3)`
  await db.query(text, [isIndex, before, definition])
}

/** Makes anew what is not there yet, each in a transaction of its own. */
export async function restore(db: Client, { areIndexes }: { areIndexes: boolean }): Promise<void> {
  const { rows } = await db.query<{ before: string | null; definition: string }>(
    `select before, definition from ${DEFINITIONS} where is_index = $1 order by definition`,
    [areIndexes],
  )
  for (const { before, definition } of rows) {
    await inTransaction(db, async () => {
      if (before !== null) await db.query(before)
      await db.query(definition)
      await db.query(`delete from ${DEFINITIONS} where definition = $1`, [definition])
    })
  }
}

export async function inTransaction(db: Client, work: () => Promise<void>): Promise<void> {
  await db.query('begin')
  try {
    await work()
    await db.query('commit')
  } catch (error) {
    await db.query('rollback')
    throw error
  }
}
