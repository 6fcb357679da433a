import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/** Of what a message has beside its text, so that rows elsewhere are asked for only where there are some. */
export const parts: Migration = {
  name: '0008-parts',
  statements: () => [sql`alter table messages add column parts integer not null default 0`],
}
