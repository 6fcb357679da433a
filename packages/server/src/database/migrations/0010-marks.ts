import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/** What people put on messages: reactions, pins, saves; what a message said before, and where it was forwarded from. */
export const marks: Migration = {
  name: '0010-marks',
  statements: ({ integer }) => [
    sql`create table reactions (
      message_id text not null references messages (id) on delete cascade,
      user_id text not null references users (id) on delete cascade,
      emoji text not null,
      rev ${integer} not null,
      created_at ${integer} not null,
      primary key (message_id, user_id, emoji)
    )`,
    sql`create index reactions_of on reactions (message_id, emoji, rev, user_id)`,
    sql`create index reactions_user on reactions (user_id, message_id, emoji)`,
    sql`create table pins (
      message_id text primary key references messages (id) on delete cascade,
      conversation_id text not null references conversations (id) on delete cascade,
      seq ${integer} not null,
      pinned_at ${integer} not null
    )`,
    sql`create index pins_conversation on pins (conversation_id, pinned_at, message_id)`,
    sql`create table saves (
      user_id text not null references users (id) on delete cascade,
      message_id text not null references messages (id) on delete cascade,
      saved_at ${integer} not null,
      primary key (user_id, message_id)
    )`,
    sql`create index saves_page on saves (user_id, saved_at, message_id)`,
    sql`create index saves_message on saves (message_id)`,
    sql`create table former_bodies (
      message_id text not null references messages (id) on delete cascade,
      number ${integer} not null,
      body text not null,
      written_at ${integer} not null,
      primary key (message_id, number)
    )`,
    sql`create table forwards (
      message_id text primary key references messages (id) on delete cascade,
      source_id text not null,
      origin_author_id text not null references users (id) on delete cascade,
      origin_created_at ${integer} not null
    )`,
    sql`create index forwards_origin on forwards (origin_author_id)`,
  ],
}
