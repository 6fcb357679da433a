import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/** Notices, mentions, how loud each conversation is. */
export const notifications: Migration = {
  name: '0005-notifications',
  statements: ({ integer }) => [
    sql`alter table members add column notify_level text check (notify_level in ('all', 'mentions', 'nothing'))`,
    sql`alter table members add column muted_until ${integer}`,
    sql`create table mentions (
      message_id text not null references messages (id) on delete cascade,
      written_as text not null,
      user_id text not null references users (id) on delete cascade,
      author_id text not null references users (id) on delete cascade,
      conversation_id text not null,
      seq ${integer} not null,
      primary key (message_id, written_as)
    )`,
    sql`create index mentions_user on mentions (user_id, conversation_id, seq)`,
    sql`create index mentions_author on mentions (author_id)`,
    sql`create table notifications (
      id text primary key,
      user_id text not null references users (id) on delete cascade,
      kind text not null,
      group_key text not null,
      created_at ${integer} not null,
      updated_at ${integer} not null,
      rev ${integer} not null,
      read_at ${integer},
      removed_at ${integer}
    )`,
    sql`create index notifications_page on notifications (user_id, updated_at, id) where removed_at is null`,
    sql`create index notifications_unread on notifications (user_id, group_key)
      where read_at is null and removed_at is null`,
    sql`create index notifications_rev on notifications (user_id, rev)`,
    sql`create table notification_events (
      user_id text not null references users (id) on delete cascade,
      event_key text not null,
      notification_id text not null references notifications (id) on delete cascade,
      actor_id text references users (id) on delete cascade,
      conversation_id text references conversations (id) on delete cascade,
      message_id text references messages (id) on delete cascade,
      seq ${integer},
      detail text,
      at ${integer} not null,
      primary key (user_id, event_key)
    )`,
    sql`create index notification_events_of on notification_events (notification_id, at)`,
    sql`create index notification_events_message on notification_events (message_id) where message_id is not null`,
    sql`create index notification_events_actor on notification_events (actor_id)`,
    sql`create index notification_events_conversation on notification_events (conversation_id)
      where conversation_id is not null`,
    sql`create table notification_preferences (
      user_id text primary key references users (id) on delete cascade,
      kinds_off text not null,
      quiet_hours text,
      has_sound integer not null,
      rev ${integer} not null,
      signal_due_at ${integer}
    )`,
  ],
}
