import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/** Circles, who may mention everybody, and the names in messages that stand for many. */
export const circles: Migration = {
  name: '0015-circles',
  statements: ({ integer, prefixable }) => [
    sql`alter table conversations add column mention_all text check (mention_all in ('everyone', 'leaders', 'nobody'))`,
    sql`create table circles (
      id text primary key,
      handle text not null,
      handle_key text ${prefixable} not null unique,
      title text not null,
      description text not null,
      member_count ${integer} not null,
      created_at ${integer} not null
    )`,
    sql`create table circle_members (
      circle_id text not null references circles (id) on delete cascade,
      user_id text not null references users (id) on delete cascade,
      added_at ${integer} not null,
      primary key (circle_id, user_id)
    )`,
    sql`create index circle_members_user on circle_members (user_id)`,
    sql`create table wide_mentions (
      message_id text not null references messages (id) on delete cascade,
      written_as text not null,
      kind text not null check (kind in ('all', 'here', 'circle')),
      circle_id text,
      user_ids text not null,
      author_id text not null references users (id) on delete cascade,
      conversation_id text not null,
      seq ${integer} not null,
      created_at ${integer} not null,
      primary key (message_id, written_as)
    )`,
    sql`create index wide_mentions_seq on wide_mentions (conversation_id, seq)`,
    sql`create index wide_mentions_author on wide_mentions (author_id)`,
  ],
}
