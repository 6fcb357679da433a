import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/** Projects, their people and files, what is said about files, and where they are shared. */
export const projects: Migration = {
  name: '0018-projects',
  statements: ({ integer, prefixable }) => [
    sql`alter table conversations add column is_main integer not null default 0`,
    sql`alter table conversations add column is_closed integer not null default 0`,
    sql`create index conversations_project on conversations (project_id, id) where project_id is not null`,
    sql`create table projects (
      id text primary key,
      name text not null,
      description text not null,
      color text not null,
      cover_key text,
      conversation_id text not null,
      visibility text not null check (visibility in ('private', 'open')),
      join_role text not null check (join_role in ('editor', 'commenter', 'reader')),
      announces_files integer not null,
      client_id text,
      created_by text not null,
      created_at ${integer} not null,
      archived_at ${integer},
      delete_at ${integer},
      head ${integer} not null,
      rev ${integer} not null,
      member_count integer not null,
      file_count ${integer} not null,
      used_bytes ${integer} not null,
      last_activity_at ${integer} not null
    )`,
    sql`create unique index projects_client on projects (created_by, client_id)`,
    sql`create unique index projects_conversation on projects (conversation_id)`,
    sql`create index projects_open on projects (member_count, id) where visibility = 'open'`,
    sql`create index projects_delete on projects (delete_at) where delete_at is not null`,
    sql`create table project_covers (
      key text primary key,
      project_id text not null references projects (id) on delete cascade,
      sha256 text not null
    )`,
    sql`create index project_covers_project on project_covers (project_id)`,
    sql`create table project_members (
      project_id text not null references projects (id) on delete cascade,
      user_id text not null references users (id) on delete cascade,
      role text not null check (role in ('owner', 'editor', 'commenter', 'reader')),
      rev ${integer} not null,
      joined_at ${integer} not null,
      left_at ${integer},
      is_removed integer not null default 0,
      seen_rev ${integer} not null,
      primary key (project_id, user_id)
    )`,
    sql`create index project_members_user on project_members (user_id, project_id) where left_at is null`,
    sql`create index project_members_rev on project_members (project_id, rev)`,
    sql`create table project_links (
      id text primary key,
      project_id text not null references projects (id) on delete cascade,
      code_hash text not null unique,
      code_sealed text not null,
      role text not null,
      created_by text not null references users (id) on delete cascade,
      created_at ${integer} not null,
      expires_at ${integer},
      uses integer not null,
      uses_max integer
    )`,
    sql`create index project_links_project on project_links (project_id, id)`,
    sql`create table project_entries (
      id text primary key,
      project_id text not null references projects (id) on delete cascade,
      parent_id text not null,
      type text not null check (type in ('file', 'folder')),
      name text not null,
      name_key text not null,
      sort_key text ${prefixable} not null,
      kind text,
      mime_type text not null,
      sha256 text,
      size_bytes ${integer} not null,
      version integer not null,
      uploaded_by text not null,
      created_at ${integer} not null,
      changed_at ${integer} not null,
      changed_by text not null,
      pinned_at ${integer},
      trash_id text,
      trashed_at ${integer},
      open_comments integer not null,
      rev ${integer} not null,
      is_gone integer not null default 0
    )`,
    sql`create unique index project_entries_name on project_entries (project_id, parent_id, name_key)
      where trash_id is null and is_gone = 0`,
    sql`create index project_entries_listed on project_entries (project_id, parent_id, type, sort_key, id)
      where trash_id is null and is_gone = 0`,
    sql`create index project_entries_by_size on project_entries (project_id, parent_id, type, size_bytes, sort_key, id)
      where trash_id is null and is_gone = 0`,
    sql`create index project_entries_by_change on project_entries (project_id, parent_id, type, changed_at, sort_key, id)
      where trash_id is null and is_gone = 0`,
    sql`create index project_entries_rev on project_entries (project_id, rev)`,
    sql`create index project_entries_trash on project_entries (project_id, trash_id) where trash_id is not null`,
    sql`create index project_entries_trashed on project_entries (trashed_at) where trashed_at is not null`,
    sql`create index project_entries_pinned on project_entries (project_id, pinned_at) where pinned_at is not null`,
    sql`create index project_entries_parent on project_entries (parent_id, type)`,
    sql`create table file_versions (
      file_id text not null references project_entries (id) on delete cascade,
      number integer not null,
      project_id text not null references projects (id) on delete cascade,
      sha256 text not null,
      size_bytes ${integer} not null,
      kind text not null,
      mime_type text not null,
      uploaded_by text not null,
      uploaded_at ${integer} not null,
      restored_from integer,
      primary key (file_id, number)
    )`,
    sql`create index file_versions_content on file_versions (project_id, sha256)`,
    sql`create table project_blobs (
      project_id text not null references projects (id) on delete cascade,
      sha256 text not null,
      size_bytes ${integer} not null,
      uses integer not null,
      charged_to text not null,
      primary key (project_id, sha256)
    )`,
    sql`create index project_blobs_charged on project_blobs (charged_to, size_bytes)`,
    sql`create index project_blobs_content on project_blobs (sha256)`,
    // What the worker made of some bytes, whichever files have them.
    sql`create table file_renditions (
      source_sha256 text not null,
      rendition text not null check (rendition in ('view', 'thumbnail')),
      sha256 text not null,
      size_bytes ${integer} not null,
      primary key (source_sha256, rendition)
    )`,
    sql`create table file_looks (
      source_sha256 text primary key,
      state text not null check (state in ('waiting', 'ready', 'none')),
      width integer,
      height integer,
      thumbhash text
    )`,
    sql`create table project_uploads (
      id text primary key,
      project_id text not null references projects (id) on delete cascade,
      user_id text not null references users (id) on delete cascade,
      parent_id text not null,
      name text not null,
      size_bytes ${integer} not null,
      sha256 text,
      client_id text,
      created_at ${integer} not null,
      entry_id text,
      ended_at ${integer}
    )`,
    sql`create index project_uploads_project on project_uploads (project_id, size_bytes) where ended_at is null`,
    sql`create index project_uploads_user on project_uploads (user_id, size_bytes) where ended_at is null`,
    sql`create unique index project_uploads_client on project_uploads (user_id, client_id)`,
    sql`create table file_comments (
      id text primary key,
      project_id text not null references projects (id) on delete cascade,
      file_id text not null references project_entries (id) on delete cascade,
      version integer not null,
      parent_id text references file_comments (id) on delete cascade,
      author_id text not null,
      body text not null,
      anchor text,
      client_id text not null,
      created_at ${integer} not null,
      edited_at ${integer},
      deleted_at ${integer},
      resolved_at ${integer},
      resolved_by text,
      rev ${integer} not null
    )`,
    sql`create unique index file_comments_client on file_comments (author_id, client_id)`,
    sql`create index file_comments_file on file_comments (file_id, id)`,
    sql`create index file_comments_parent on file_comments (parent_id) where parent_id is not null`,
    sql`create index file_comments_rev on file_comments (project_id, rev)`,
    sql`create table comment_mentions (
      comment_id text not null references file_comments (id) on delete cascade,
      written_as text not null,
      user_id text not null references users (id) on delete cascade,
      primary key (comment_id, written_as)
    )`,
    sql`create index comment_mentions_user on comment_mentions (user_id)`,
    sql`create index file_comments_author on file_comments (author_id, id)`,
    // Beside what a conversation has: what a notice points to in a project.
    sql`alter table notification_events add column project_id text references projects (id) on delete cascade`,
    sql`alter table notification_events add column file_id text`,
    sql`alter table notification_events add column comment_id text references file_comments (id) on delete cascade`,
    sql`create index notification_events_comment on notification_events (comment_id) where comment_id is not null`,
    sql`create index notification_events_project on notification_events (project_id) where project_id is not null`,
    sql`create table message_files (
      message_id text not null references messages (id) on delete cascade,
      position integer not null,
      file_id text not null,
      conversation_id text not null,
      seq ${integer} not null,
      primary key (message_id, position)
    )`,
    sql`create index message_files_file on message_files (file_id, message_id)`,
    sql`create table access_requests (
      project_id text not null references projects (id) on delete cascade,
      user_id text not null references users (id) on delete cascade,
      file_id text not null,
      note text not null,
      created_at ${integer} not null,
      primary key (project_id, user_id)
    )`,
    sql`create index access_requests_user on access_requests (user_id)`,
    sql`create table project_activity (
      id text primary key,
      project_id text not null references projects (id) on delete cascade,
      rev ${integer} not null,
      actor_id text,
      kind text not null,
      entry_id text,
      user_id text,
      count integer not null,
      detail text,
      at ${integer} not null
    )`,
    sql`create index project_activity_project on project_activity (project_id, rev, id)`,
    // Files that came and are to be told of in the main conversation, together.
    sql`create table file_announcements (
      project_id text primary key references projects (id) on delete cascade,
      from_rev ${integer} not null,
      begun_at ${integer} not null
    )`,
  ],
}
