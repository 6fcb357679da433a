import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/** Profiles, how people stand to each other, privacy; work that follows a commit; what happened to accounts. */
export const people: Migration = {
  name: '0002-people',
  statements: ({ integer }) => [
    sql`alter table users add column state text not null default 'active'
      check (state in ('active', 'pending', 'suspended', 'deleted'))`,
    sql`alter table users add column first_name text not null default ''`,
    sql`alter table users add column last_name text not null default ''`,
    sql`alter table users add column status_emoji text not null default ''`,
    sql`alter table users add column status_text text not null default ''`,
    sql`alter table users add column status_until ${integer}`,
    sql`alter table users add column links text not null default '[]'`,
    sql`alter table users add column avatar text`,
    sql`alter table users add column is_private integer not null default 0`,
    ...['may_message', 'may_add', 'may_see_presence', 'may_see_reads', 'may_find_by_email'].map(
      (name) => sql`alter table users add column ${sql.ref(name)} text not null default 'everyone'
        check (${sql.ref(name)} in ('everyone', 'friends', 'nobody'))`,
    ),
    sql`alter table users add column last_seen_at ${integer}`,
    sql`alter table users add column email_verified_at ${integer}`,
    sql`alter table sessions add column authenticated_at ${integer} not null default 0`,
    sql`create table former_usernames (
      username_key text primary key,
      user_id text not null references users (id) on delete cascade,
      since ${integer} not null
    )`,
    sql`create index former_usernames_user on former_usernames (user_id)`,
    sql`create table relations (
      user_id text not null references users (id) on delete cascade,
      other_id text not null references users (id) on delete cascade,
      friendship text not null check (friendship in ('none', 'requested', 'received', 'friends')),
      note text not null,
      follow text not null check (follow in ('none', 'requested', 'following')),
      followed_by text not null check (followed_by in ('none', 'requested', 'following')),
      is_blocked integer not null,
      is_blocked_by integer not null,
      is_muted integer not null,
      rev ${integer} not null,
      changed_at ${integer} not null,
      primary key (user_id, other_id)
    )`,
    sql`create index relations_other on relations (other_id)`,
    sql`create index relations_rev on relations (user_id, rev)`,
    sql`create index relations_friendship on relations (user_id, friendship, changed_at, other_id)`,
    sql`create index relations_follow on relations (user_id, follow, changed_at, other_id)`,
    sql`create index relations_followed_by on relations (user_id, followed_by, changed_at, other_id)`,
    sql`create index relations_blocked on relations (user_id, changed_at, other_id) where is_blocked = 1`,
    sql`alter table members add column has_written integer not null default 0`,
    sql`update members set has_written = 1 where exists (
      select 1 from messages where messages.conversation_id = members.conversation_id
        and messages.author_id = members.user_id and messages.kind = 'text'
    )`,
    sql`create table reports (
      id text primary key,
      reporter_id text not null references users (id) on delete cascade,
      target_kind text not null check (target_kind in ('user', 'message')),
      target_id text not null,
      reason text not null,
      note text not null,
      created_at ${integer} not null,
      unique (reporter_id, target_kind, target_id)
    )`,
    sql`create index reports_created on reports (created_at, id)`,
    sql`create table jobs (
      id text primary key,
      kind text not null,
      payload text not null,
      run_at ${integer} not null,
      attempts integer not null,
      claimed_until ${integer} not null,
      created_at ${integer} not null,
      failed_at ${integer},
      last_error text
    )`,
    sql`create index jobs_due on jobs (run_at) where failed_at is null`,
    sql`create table audit (
      id text primary key,
      at ${integer} not null,
      user_id text references users (id) on delete cascade,
      actor_id text,
      kind text not null,
      address text not null,
      user_agent text not null,
      details text not null
    )`,
    sql`create index audit_user on audit (user_id, id)`,
    sql`create index audit_at on audit (at)`,
  ],
}
