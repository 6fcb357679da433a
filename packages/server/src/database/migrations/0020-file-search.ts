import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/** The words in files of projects, and the index of them; on SQLite the index has a file of its own. */
export const fileSearch: Migration = {
  name: '0020-file-search',
  statements: ({ dialect, integer }) => [
    sql`create table file_texts (
      source_sha256 text primary key references file_looks (source_sha256) on delete cascade,
      state text not null check (state in ('waiting', 'ready', 'none')),
      body text not null
    )`,
    ...(dialect === 'sqlite'
      ? []
      : [
          sql`create table search_files_progress (
            project_id text primary key,
            number ${integer} not null generated always as identity unique,
            rev ${integer} not null,
            entry_id text not null
          )`,
          sql`create table search_files (
            place ${integer} primary key,
            file_id text not null unique,
            project_id text not null,
            sha256 text not null,
            is_waiting integer not null,
            name text not null,
            body text not null,
            name_words tsvector not null,
            words tsvector not null
          )`,
          sql`create index search_files_project on search_files (project_id, place)`,
          sql`create index search_files_waiting on search_files (project_id) where is_waiting = 1`,
          sql`create index search_files_name on search_files using gin (name_words)`,
          sql`create index search_files_words on search_files using gin (words)`,
        ]),
  ],
}
