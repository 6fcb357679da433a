import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/** What projects of many files need: folders that go into the trash by and by, and an index to find names in. */
export const manyFiles: Migration = {
  name: '0021-many-files',
  statements: ({ integer }) => [
    sql`create table trash_moves (
      root_id text primary key references project_entries (id) on delete cascade,
      project_id text not null references projects (id) on delete cascade,
      direction text not null check (direction in ('in', 'out')),
      user_id text not null,
      files ${integer} not null
    )`,
    sql`create index trash_moves_project on trash_moves (project_id, root_id)`,
    // Whose entries are still to be marked.
    sql`create table trash_move_folders (
      root_id text not null references trash_moves (root_id) on delete cascade,
      folder_id text not null,
      primary key (root_id, folder_id)
    )`,
    // In the order of names, so that a part that many have is found soon; without it each row is read.
    sql`create index project_entries_found on project_entries (project_id, type, sort_key, id, name_key)
      where trash_id is null and is_gone = 0`,
  ],
}
