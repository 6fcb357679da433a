import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/** The index of messages; on SQLite it has a file of its own. */
export const search: Migration = {
  name: '0007-search',
  statements: ({ dialect, integer }) =>
    dialect === 'sqlite'
      ? []
      : [
          sql`create table search_progress (
            conversation_id text primary key references conversations (id) on delete cascade,
            rev ${integer} not null
          )`,
          sql`create table search_docs (
            place ${integer} primary key,
            message_id text not null unique references messages (id) on delete cascade,
            conversation_id text not null,
            author_id text not null,
            has_link integer not null,
            is_reply integer not null,
            text text not null,
            words tsvector not null,
            grams tsvector not null
          )`,
          sql`create index search_docs_conversation on search_docs (conversation_id, place)`,
          sql`create index search_docs_author on search_docs (author_id, place)`,
          sql`create index search_docs_words on search_docs using gin (words)`,
          sql`create index search_docs_grams on search_docs using gin (grams)`,
        ],
}
