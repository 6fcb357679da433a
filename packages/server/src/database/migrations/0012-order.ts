import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/** Favourites, the archive, how far messages have reached people, and what they have begun to write. */
export const order: Migration = {
  name: '0012-order',
  statements: ({ integer }) => [
    sql`alter table members add column delivered_seq ${integer} not null default 0`,
    sql`alter table members add column is_favourite integer not null default 0`,
    sql`alter table members add column archived_seq ${integer}`,
    sql`create table drafts (
      user_id text not null references users (id) on delete cascade,
      conversation_id text not null references conversations (id) on delete cascade,
      thread_id text not null,
      body text not null,
      reply_to_id text,
      updated_at ${integer} not null,
      rev ${integer} not null,
      primary key (user_id, conversation_id, thread_id)
    )`,
    sql`create index drafts_rev on drafts (user_id, rev)`,
    sql`create index drafts_conversation on drafts (conversation_id)`,
  ],
}
