import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Dialect } from './database.ts'

/**
 * What time it is for leases, in milliseconds: on PostgreSQL by its own clock, since those of several nodes differ; on
 * SQLite, which one process has to itself, by `now`.
 */
export function clock(dialect: Dialect, now: number): RawBuilder<number> {
  return dialect === 'postgres'
    ? sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`
    : sql<number>`${now}`
}
