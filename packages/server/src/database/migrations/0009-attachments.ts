import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/** Files that people bring, and the messages that show them. */
export const attachments: Migration = {
  name: '0009-attachments',
  statements: ({ dialect, integer }) => [
    sql`create table uploads (
      id text primary key,
      owner_id text not null references users (id) on delete cascade,
      kind text not null check (kind in ('image', 'video', 'audio', 'voice', 'pdf', 'file')),
      name text not null,
      size_bytes ${integer} not null,
      mime_type text not null,
      width integer,
      height integer,
      duration_ms ${integer},
      waveform text,
      thumbhash text,
      stored_bytes ${integer} not null,
      created_at ${integer} not null,
      loose_since ${integer}
    )`,
    sql`create index uploads_owner on uploads (owner_id, id, stored_bytes)`,
    sql`create index uploads_loose on uploads (loose_since, id) where loose_since is not null`,
    sql`create table renditions (
      upload_id text not null references uploads (id) on delete cascade,
      rendition text not null check (rendition in ('original', 'full', 'view', 'thumbnail')),
      sha256 text not null,
      size_bytes ${integer} not null,
      primary key (upload_id, rendition)
    )`,
    sql`create table attachments (
      message_id text not null references messages (id) on delete cascade,
      position integer not null,
      upload_id text not null references uploads (id) on delete cascade,
      conversation_id text not null,
      seq ${integer} not null,
      shelf text not null check (shelf in ('media', 'files')),
      primary key (message_id, position)
    )`,
    sql`create index attachments_upload on attachments (upload_id)`,
    sql`create index attachments_shelf on attachments (conversation_id, shelf, seq, position)`,
    // As the parser has it, near enough: a bit without a link costs a look at one message.
    dialect === 'sqlite'
      ? sql`update messages set parts = parts | 128 where body like '%http://_%' or body like '%https://_%'`
      : sql`update messages set parts = parts | 128 where body ilike '%http://_%' or body ilike '%https://_%'`,
    sql`create index messages_links on messages (conversation_id, seq) where (parts & 128) <> 0`,
  ],
}
