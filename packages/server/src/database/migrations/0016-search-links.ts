import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/** Messages with links, and replies, by their places; on SQLite the index has a file of its own. */
export const searchLinks: Migration = {
  name: '0016-search-links',
  statements: ({ dialect }) =>
    dialect === 'sqlite'
      ? []
      : [
          sql`create index search_docs_links on search_docs (place) include (conversation_id) where has_link = 1`,
          sql`create index search_docs_replies on search_docs (place) include (conversation_id) where is_reply = 1`,
        ],
}
