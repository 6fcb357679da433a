import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/** Invites, approvals, what the owner chose. */
export const joining: Migration = {
  name: '0004-joining',
  statements: ({ integer }) => [
    sql`create table invites (
      id text primary key,
      code_hash text not null unique,
      code_sealed text not null,
      inviter_id text not null references users (id) on delete cascade,
      note text not null,
      uses ${integer} not null,
      uses_max ${integer},
      expires_at ${integer},
      revoked_at ${integer},
      created_at ${integer} not null
    )`,
    sql`create index invites_inviter on invites (inviter_id, id)`,
    sql`create table invite_conversations (
      invite_id text not null references invites (id) on delete cascade,
      conversation_id text not null references conversations (id) on delete cascade,
      primary key (invite_id, conversation_id)
    )`,
    sql`create index invite_conversations_conversation on invite_conversations (conversation_id)`,
    sql`alter table members add column is_removed integer not null default 0`,
    sql`alter table users add column invited_by text references users (id) on delete set null`,
    sql`alter table users add column invite_id text references invites (id) on delete set null`,
    sql`alter table users add column join_reason text not null default ''`,
    sql`alter table users add column suspension_reason text not null default ''`,
    sql`create index users_invited_by on users (invited_by) where invited_by is not null`,
    sql`create index users_invite on users (invite_id, id) where invite_id is not null`,
    sql`create index users_pending on users (created_at, id) where state = 'pending'`,
    sql`create index users_leading on users (role) where role <> 'member'`,
  ],
}
