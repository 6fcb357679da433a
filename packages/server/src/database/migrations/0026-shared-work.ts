import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/** Work that several nodes share: whose a job is for now, and what is swept once in a while by one of them. */
export const sharedWork: Migration = {
  name: '0026-shared-work',
  statements: ({ integer }) => [
    sql`alter table jobs add column claim text`,
    sql`create table sweeps (
      name text primary key,
      due_at ${integer} not null,
      claimed_until ${integer} not null,
      claim text,
      ended_at ${integer},
      last_error text
    )`,
  ],
}
