import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/** Announcements named people as they were called then. From here on they keep ids, and are given names when read. */
const withoutNamesOnSqlite = [
  sql`update messages
    set system = json_set(json_remove(system, '$.user'), '$.userId', json_extract(system, '$.user.id'))
    where kind = 'system' and json_extract(system, '$.type') in ('removed', 'role')`,
  sql`update messages
    set system = json_set(
      json_remove(system, '$.users'), '$.userIds',
      json((
        select json_group_array(json_extract(each.value, '$.id'))
        from (select value from json_each(messages.system, '$.users') order by key) as each
      ))
    )
    where kind = 'system' and json_extract(system, '$.type') = 'added'`,
]

const withoutNamesOnPostgres = [
  sql`update messages
    set system = ((system::jsonb - 'user') || jsonb_build_object('userId', system::jsonb -> 'user' ->> 'id'))::text
    where kind = 'system' and system::jsonb ->> 'type' in ('removed', 'role')`,
  sql`update messages
    set system = ((system::jsonb - 'users') || jsonb_build_object('userIds', (
      select coalesce(jsonb_agg(one.value ->> 'id' order by one.place), '[]'::jsonb)
      from jsonb_array_elements(messages.system::jsonb -> 'users') with ordinality as one (value, place)
    )))::text
    where kind = 'system' and system::jsonb ->> 'type' = 'added'`,
]

/** Files and pictures; copies of one's own data; announcements that keep ids instead of names. */
export const leaving: Migration = {
  name: '0006-leaving',
  statements: ({ integer, dialect }) => [
    sql`create table blobs (
      sha256 text primary key,
      size_bytes ${integer} not null,
      uses ${integer} not null,
      touched_at ${integer} not null
    )`,
    sql`create index blobs_idle on blobs (touched_at, sha256) where uses <= 0`,
    sql`create table avatars (
      key text not null,
      size integer not null,
      user_id text not null references users (id) on delete cascade,
      sha256 text not null references blobs (sha256),
      primary key (key, size)
    )`,
    sql`create index avatars_user on avatars (user_id)`,
    sql`create table exports (
      id text primary key,
      user_id text not null references users (id) on delete cascade,
      state text not null check (state in ('waiting', 'running', 'ready', 'failed', 'expired')),
      progress integer not null,
      created_at ${integer} not null,
      expires_at ${integer},
      sha256 text references blobs (sha256),
      size_bytes ${integer}
    )`,
    sql`create index exports_user on exports (user_id, created_at)`,
    ...(dialect === 'sqlite' ? withoutNamesOnSqlite : withoutNamesOnPostgres),
  ],
}
