import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/**
 * All messages of some conversations, without their places: a tenth of the size of the index that has both, and read in a
 * tenth of the time. On SQLite the index has a file of its own.
 */
export const searchWhose: Migration = {
  name: '0017-search-whose',
  statements: ({ dialect }) =>
    dialect === 'sqlite' ? [] : [sql`create index search_docs_whose on search_docs (conversation_id)`],
}
