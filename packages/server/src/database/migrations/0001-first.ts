import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/** Accounts, conversations and messages. */
export const first: Migration = {
  name: '0001-first',
  statements: ({ integer, prefixable }) => [
    sql`create table users (
      id text primary key,
      username text not null,
      username_key text not null unique,
      display_name text not null,
      email text not null,
      email_key text not null unique,
      password_hash text not null,
      bio text not null,
      face text,
      role text not null check (role in ('owner', 'admin', 'member')),
      created_at ${integer} not null,
      personal_head ${integer} not null default 0
    )`,
    sql`create table user_words (
      user_id text not null references users (id) on delete cascade,
      word text ${prefixable} not null,
      primary key (word, user_id)
    )`,
    sql`create index user_words_user on user_words (user_id)`,
    sql`create table sessions (
      id text primary key,
      token_hash text not null unique,
      user_id text not null references users (id) on delete cascade,
      user_agent text not null,
      address text not null,
      created_at ${integer} not null,
      last_used_at ${integer} not null,
      expires_at ${integer} not null
    )`,
    sql`create index sessions_user on sessions (user_id)`,
    sql`create index sessions_expiry on sessions (expires_at)`,
    sql`create table api_tokens (
      id text primary key,
      token_hash text not null unique,
      user_id text not null references users (id) on delete cascade,
      name text not null,
      scopes text not null,
      created_at ${integer} not null,
      last_used_at ${integer},
      expires_at ${integer}
    )`,
    sql`create index api_tokens_user on api_tokens (user_id)`,
    sql`create table conversations (
      id text primary key,
      kind text not null check (kind in ('direct', 'group', 'channel')),
      title text,
      topic text not null,
      project_id text,
      is_lobby integer not null,
      is_public integer not null,
      is_history_shared integer not null,
      direct_key text unique,
      created_by text not null references users (id),
      created_at ${integer} not null,
      head ${integer} not null,
      rev ${integer} not null,
      last_seq ${integer} not null,
      member_count ${integer} not null,
      last_activity_at ${integer} not null
    )`,
    sql`create unique index conversations_lobby on conversations (is_lobby) where is_lobby = 1`,
    sql`create index conversations_directory on conversations (member_count, id) where is_public = 1`,
    sql`create table members (
      conversation_id text not null references conversations (id) on delete cascade,
      user_id text not null references users (id),
      role text not null check (role in ('owner', 'admin', 'member')),
      rev ${integer} not null,
      visible_from ${integer} not null,
      joined_at ${integer} not null,
      left_at ${integer},
      last_read_seq ${integer} not null,
      personal_rev ${integer} not null,
      primary key (conversation_id, user_id)
    )`,
    sql`create index members_user on members (user_id, personal_rev)`,
    sql`create index members_rev on members (conversation_id, rev)`,
    sql`create table messages (
      id text primary key,
      conversation_id text not null references conversations (id) on delete cascade,
      seq ${integer} not null,
      rev ${integer} not null,
      kind text not null check (kind in ('text', 'system')),
      author_id text not null references users (id),
      body text not null,
      client_id text,
      system text,
      reply_to_id text,
      created_at ${integer} not null,
      edited_at ${integer},
      deleted_at ${integer}
    )`,
    sql`create unique index messages_seq on messages (conversation_id, seq)`,
    sql`create unique index messages_rev on messages (conversation_id, rev)`,
    sql`create unique index messages_client on messages (author_id, client_id) where client_id is not null`,
    sql`create table settings (
      key text primary key,
      value text not null
    )`,
  ],
}
