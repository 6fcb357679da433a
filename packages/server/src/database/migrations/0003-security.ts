import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/** Second factors, passkeys, links that are mailed, devices that are known. */
export const security: Migration = {
  name: '0003-security',
  statements: ({ integer }) => [
    sql`create table totp (
      user_id text primary key references users (id) on delete cascade,
      secret text not null,
      created_at ${integer} not null,
      confirmed_at ${integer},
      last_step ${integer} not null
    )`,
    sql`create table recovery_codes (
      user_id text not null references users (id) on delete cascade,
      code_hash text not null,
      primary key (user_id, code_hash)
    )`,
    sql`create table passkeys (
      id text primary key,
      credential_id text not null unique,
      user_id text not null references users (id) on delete cascade,
      public_key text not null,
      sign_count ${integer} not null,
      transports text not null,
      is_backed_up integer not null,
      name text not null,
      created_at ${integer} not null,
      last_used_at ${integer}
    )`,
    sql`create index passkeys_user on passkeys (user_id, created_at)`,
    sql`create table challenges (
      challenge_hash text primary key,
      user_id text references users (id) on delete cascade,
      expires_at ${integer} not null
    )`,
    sql`create index challenges_expiry on challenges (expires_at)`,
    sql`create table links (
      id text primary key,
      token_hash text unique,
      kind text not null check (kind in ('password-reset', 'email-verify', 'email-change')),
      user_id text not null references users (id) on delete cascade,
      email text not null,
      created_at ${integer} not null,
      expires_at ${integer} not null
    )`,
    sql`create index links_user on links (user_id, kind, created_at)`,
    sql`create index links_expiry on links (expires_at)`,
    sql`create table known_devices (
      user_id text not null references users (id) on delete cascade,
      device_hash text not null,
      last_seen_at ${integer} not null,
      primary key (user_id, device_hash)
    )`,
    sql`create index known_devices_seen on known_devices (last_seen_at)`,
  ],
}
