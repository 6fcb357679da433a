import type { ActivityKind } from '@kith/protocol/project-activity.ts'
import type { FileKind } from '@kith/protocol/project-files.ts'
import type { Project, ProjectLink, ProjectRole } from '@kith/protocol/projects.ts'
import type { Flag } from './schema.ts'

/* The tables of projects and of their files: parts of the schema in `schema.ts`. */

export interface ProjectsTable {
  id: string
  name: string
  description: string
  color: Project['color']
  /** Of `project_covers`. */
  cover_key: string | null
  /** The main conversation, in which is whoever is in the project. */
  conversation_id: string
  visibility: 'private' | 'open'
  join_role: ProjectLink['role']
  announces_files: Flag
  client_id: string | null
  created_by: string
  created_at: number
  archived_at: number | null
  /** When it goes for good. */
  delete_at: number | null
  /** The newest rev. */
  head: number
  /** The rev of the last change of the row's own fields. */
  rev: number
  member_count: number
  /** Outside the trash. */
  file_count: number
  /** The sum over its `project_blobs`. */
  used_bytes: number
  last_activity_at: number
}

export interface ProjectCoversTable {
  /** Random: its address. */
  key: string
  project_id: string
  sha256: string
}

export interface ProjectMembersTable {
  project_id: string
  user_id: string
  role: ProjectRole
  rev: number
  joined_at: number
  /** Set once they have gone; the row stays as a tombstone. */
  left_at: number | null
  is_removed: Flag
  /** Up to which rev they have seen what changed. */
  seen_rev: number
}

export interface ProjectLinksTable {
  id: string
  project_id: string
  code_hash: string
  code_sealed: string
  role: ProjectLink['role']
  created_by: string
  created_at: number
  expires_at: number | null
  uses: number
  uses_max: number | null
}

/** Files and folders. */
export interface ProjectEntriesTable {
  id: string
  project_id: string
  /** Empty at the top. */
  parent_id: string
  type: 'file' | 'folder'
  name: string
  /** What makes it the same name as another: see `nameKeyOf`. */
  name_key: string
  /** By what lists are sorted: without accents and case, numbers by their value. */
  sort_key: string
  /** This and the following: of the newest version. */
  kind: FileKind | null
  mime_type: string
  sha256: string | null
  size_bytes: number
  version: number
  uploaded_by: string
  created_at: number
  changed_at: number
  changed_by: string
  pinned_at: number | null
  /** What was put into the trash with it: itself, or a folder around it. */
  trash_id: string | null
  /** Only of what was itself put there. */
  trashed_at: number | null
  open_comments: number
  rev: number
  /** A tombstone, so that devices hear that it went. */
  is_gone: Flag
}

/** A large folder on its way into the trash or out of it: until the last of it is there, all of it counts as in it. */
export interface TrashMovesTable {
  root_id: string
  project_id: string
  direction: 'in' | 'out'
  /** Who asked for it. */
  user_id: string
  /** Files in it whose row does not say that they are in the trash. */
  files: number
}

export interface TrashMoveFoldersTable {
  root_id: string
  /** Itself marked, and not yet all that is in it. */
  folder_id: string
}

/** Never changes once it is there. */
export interface FileVersionsTable {
  file_id: string
  number: number
  project_id: string
  sha256: string
  size_bytes: number
  kind: FileKind
  mime_type: string
  uploaded_by: string
  uploaded_at: number
  restored_from: number | null
}

/** What a project has of the store: one row a content. */
export interface ProjectBlobsTable {
  project_id: string
  sha256: string
  size_bytes: number
  /** How many versions have it. */
  uses: number
  /** Who brought it here first. */
  charged_to: string
}

export interface FileRenditionsTable {
  source_sha256: string
  rendition: 'view' | 'thumbnail'
  sha256: string
  size_bytes: number
}

/** What is known of how some bytes look. */
export interface FileLooksTable {
  source_sha256: string
  state: 'waiting' | 'ready' | 'none'
  width: number | null
  height: number | null
  thumbhash: string | null
}

/** The words in some bytes, whichever files have them. Goes with their look. */
export interface FileTextsTable {
  source_sha256: string
  state: 'waiting' | 'ready' | 'none'
  /** As it was written, the beginning of it; empty unless `ready`. */
  body: string
}

/** Files that come in pieces, and, for a while, those that came. */
export interface ProjectUploadsTable {
  id: string
  project_id: string
  user_id: string
  parent_id: string
  name: string
  /** As it was announced. */
  size_bytes: number
  /** What it must be, where its sender said. */
  sha256: string | null
  client_id: string | null
  created_at: number
  /** The file that it became, and when: for whoever did not hear the answer. */
  entry_id: string | null
  ended_at: number | null
}

export interface FileCommentsTable {
  id: string
  project_id: string
  file_id: string
  version: number
  /** What it answers, which itself answers nothing. */
  parent_id: string | null
  author_id: string
  body: string
  /** JSON. */
  anchor: string | null
  client_id: string
  created_at: number
  edited_at: number | null
  deleted_at: number | null
  resolved_at: number | null
  resolved_by: string | null
  rev: number
}

/** Whom a comment names. */
export interface CommentMentionsTable {
  comment_id: string
  /** The name as it stands there, in lower case. */
  written_as: string
  user_id: string
}

/** Project files that a message shares. */
export interface MessageFilesTable {
  message_id: string
  position: number
  file_id: string
  conversation_id: string
  seq: number
}

export interface AccessRequestsTable {
  project_id: string
  user_id: string
  /** The file by which they came. */
  file_id: string
  note: string
  created_at: number
}

export interface ProjectActivityTable {
  id: string
  project_id: string
  rev: number
  actor_id: string | null
  kind: ActivityKind
  entry_id: string | null
  /** Whom it was done to. */
  user_id: string | null
  count: number
  detail: string | null
  at: number
}

/** New files that are to be told of: one row while a project waits for a quiet moment. */
export interface FileAnnouncementsTable {
  project_id: string
  /** The first rev that is told of. */
  from_rev: number
  begun_at: number
}

export interface ProjectTables {
  projects: ProjectsTable
  project_covers: ProjectCoversTable
  project_members: ProjectMembersTable
  project_links: ProjectLinksTable
  project_entries: ProjectEntriesTable
  trash_moves: TrashMovesTable
  trash_move_folders: TrashMoveFoldersTable
  project_blobs: ProjectBlobsTable
  project_uploads: ProjectUploadsTable
  project_activity: ProjectActivityTable
  file_versions: FileVersionsTable
  file_renditions: FileRenditionsTable
  file_looks: FileLooksTable
  file_texts: FileTextsTable
  file_comments: FileCommentsTable
  comment_mentions: CommentMentionsTable
  file_announcements: FileAnnouncementsTable
  message_files: MessageFilesTable
  access_requests: AccessRequestsTable
}
