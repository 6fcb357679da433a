import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/** What was found behind links, and which messages show it. */
export const previews: Migration = {
  name: '0013-previews',
  statements: ({ integer }) => [
    sql`create table link_previews (
      id text primary key,
      url_hash text not null,
      state text not null check (state in ('ready', 'failed')),
      title text not null,
      description text not null,
      site_name text not null,
      sha256 text references blobs (sha256),
      width integer not null,
      height integer not null,
      fetched_at ${integer} not null
    )`,
    sql`create index link_previews_url on link_previews (url_hash, fetched_at)`,
    sql`create index link_previews_fetched on link_previews (fetched_at, id)`,
    sql`create table message_previews (
      message_id text not null references messages (id) on delete cascade,
      url text not null,
      place integer not null,
      preview_id text references link_previews (id),
      primary key (message_id, url)
    )`,
    sql`create index message_previews_preview on message_previews (preview_id) where preview_id is not null`,
  ],
}
