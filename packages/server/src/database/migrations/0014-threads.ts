import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/** Replies in threads, what each thread comes to, and who follows it. */
export const threads: Migration = {
  name: '0014-threads',
  statements: ({ integer }) => [
    sql`alter table users add column threads text not null default 'beside'`,
    sql`alter table messages add column thread_id text`,
    sql`alter table messages add column thread_seq ${integer}`,
    sql`create index messages_thread on messages (thread_id, seq) where thread_id is not null`,
    sql`create table threads (
      id text primary key references messages (id) on delete cascade,
      conversation_id text not null references conversations (id) on delete cascade,
      seq ${integer} not null,
      reply_count integer not null,
      last_seq ${integer} not null,
      last_reply_at ${integer} not null,
      last_repliers text not null
    )`,
    sql`create index threads_conversation on threads (conversation_id)`,
    sql`create table thread_follows (
      thread_id text not null references threads (id) on delete cascade,
      user_id text not null references users (id) on delete cascade,
      conversation_id text not null references conversations (id) on delete cascade,
      is_following integer not null,
      last_read_seq ${integer} not null,
      personal_rev ${integer} not null,
      primary key (thread_id, user_id)
    )`,
    sql`create index thread_follows_user on thread_follows (user_id, conversation_id, thread_id)`,
    sql`create index thread_follows_conversation on thread_follows (conversation_id)`,
  ],
}
