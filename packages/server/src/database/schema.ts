import type { LinkPreviewsTable, MessagePreviewsTable } from './schema-previews.ts'
import type {
  SessionsTable,
  ApiTokensTable,
  TotpTable,
  RecoveryCodesTable,
  PasskeysTable,
  ChallengesTable,
  LinksTable,
  KnownDevicesTable,
} from './schema-access.ts'
import type { CircleMembersTable, CirclesTable, WideMentionsTable } from './schema-circles.ts'
import type { DraftsTable } from './schema-order.ts'
import type { JobsTable, SweepsTable } from './schema-work.ts'
import type { ThreadFollowsTable, ThreadsTable } from './schema-threads.ts'
import type { PostTables } from './schema-posts.ts'
import type { ProjectTables } from './schema-projects.ts'
import type { AttachmentsTable, RenditionsTable, UploadsTable } from './schema-uploads.ts'
import type { ForwardsTable, FormerBodiesTable, PinsTable, ReactionsTable, SavesTable } from './schema-marks.ts'

/*
 * The tables as both databases have them. Times are milliseconds since 1970 (integer), flags are 0 or 1, ids are
 * UUIDv7 as text, so that a row reads the same from SQLite and from PostgreSQL.
 */
export type Flag = 0 | 1

export interface UsersTable {
  id: string
  username: string
  /** Lower case, unique. */
  username_key: string
  display_name: string
  email: string
  /** Lower case, unique. */
  email_key: string
  /** PHC string. */
  password_hash: string
  bio: string
  /** A face of the gallery, or null for initials. */
  face: string | null
  role: 'owner' | 'admin' | 'member'
  created_at: number
  /** The person's own counter: what is theirs alone takes its next value. */
  personal_head: number
  /** Only those who are active may sign in and are found. Of the deleted only the row is left. */
  state: 'active' | 'pending' | 'suspended' | 'deleted'
  first_name: string
  last_name: string
  status_emoji: string
  status_text: string
  status_until: number | null
  /** JSON: `[{ title, url }]`. */
  links: string
  /** The key of an uploaded picture; it goes before `face`. */
  avatar: string | null
  is_private: Flag
  may_message: Audience
  may_add: Audience
  may_see_presence: Audience
  may_see_reads: Audience
  may_find_by_email: Audience
  last_seen_at: number | null
  email_verified_at: number | null
  /** Who invited them, and by which invite. */
  invited_by: string | null
  invite_id: string | null
  /** What they wrote when they asked to join. */
  join_reason: string
  suspension_reason: string
  /** Where they read threads. */
  threads: 'beside' | 'inline'
}

export type Audience = 'everyone' | 'friends' | 'nobody'

/** The names that somebody had: links to them still lead there. */
export interface FormerUsernamesTable {
  username_key: string
  user_id: string
  since: number
}

/** How `user_id` stands to `other_id`. Both have a row as soon as there is anything between them. */
export interface RelationsTable {
  user_id: string
  other_id: string
  friendship: 'none' | 'requested' | 'received' | 'friends'
  note: string
  /** Of `user_id`, of the other. */
  follow: 'none' | 'requested' | 'following'
  /** Of the other, of `user_id`: the mirror of the other row's `follow`. */
  followed_by: 'none' | 'requested' | 'following'
  is_blocked: Flag
  /** The mirror of the other row's `is_blocked`: for queries alone, never told. */
  is_blocked_by: Flag
  is_muted: Flag
  /** Of `user_id`'s own counter; 0 as long as there is nothing that they may know of. */
  rev: number
  changed_at: number
}

/** What somebody thinks that those who lead should see. */
export interface ReportsTable {
  id: string
  reporter_id: string
  target_kind: 'user' | 'message' | 'post' | 'comment'
  target_id: string
  /** Whose it is; null where it was reported before that was kept. */
  subject_id: string | null
  /** The beginning of what it said then. */
  excerpt: string
  reason: string
  note: string
  created_at: number
}

/** What happened to an account and who did it. Rows are only ever added, and go with the account. */
export interface AuditTable {
  id: string
  at: number
  /** Whose account, or null where it concerns the place. */
  user_id: string | null
  /** Who did it; null for a visitor. */
  actor_id: string | null
  kind: string
  address: string
  user_agent: string
  /** JSON; never a secret, never text that people wrote to each other. */
  details: string
}

/** The words by which a person is found, lower case: username and each word of the display name. */
export interface UserWordsTable {
  user_id: string
  word: string
}

export interface ConversationsTable {
  id: string
  kind: 'direct' | 'group' | 'channel'
  title: string | null
  topic: string
  project_id: string | null
  /** The conversation that all of its project are in: neither left nor deleted by itself. */
  is_main: Flag
  /** Nobody can write in it: its project is archived, or about to go. */
  is_closed: Flag
  is_lobby: Flag
  is_public: Flag
  is_history_shared: Flag
  /** Who may mention everybody; null: as is usual for its kind and size. */
  mention_all: 'everyone' | 'leaders' | 'nobody' | null
  /** The two user ids of a direct conversation in order, joined by a space; unique. */
  direct_key: string | null
  created_by: string
  created_at: number
  /** The newest rev. */
  head: number
  /** The rev of the last change of title, topic or visibility. */
  rev: number
  last_seq: number
  member_count: number
  last_activity_at: number
}

export interface MembersTable {
  conversation_id: string
  user_id: string
  role: 'owner' | 'admin' | 'member'
  rev: number
  /** They see messages with a larger seq. */
  visible_from: number
  joined_at: number
  /** Set once they have gone; the row stays as a tombstone. */
  left_at: number | null
  /** Whether others took them out: no invite brings them back then. */
  is_removed: Flag
  last_read_seq: number
  personal_rev: number
  /** Whether they ever sent anything: in a direct conversation the other may answer then. */
  has_written: Flag
  /** Null: as is usual for the kind of conversation. */
  notify_level: 'all' | 'mentions' | 'nothing' | null
  muted_until: number | null
  /** Up to where a device of theirs has the messages; what they have read they have. */
  delivered_seq: number
  is_favourite: Flag
  /** The newest message when they put it away; null where they did not, or took it out again. */
  archived_seq: number | null
}

/** A name in a message that stands for a member of its conversation. */
export interface MentionsTable {
  message_id: string
  /** The name as it stands in the body, in lower case. */
  written_as: string
  user_id: string
  author_id: string
  conversation_id: string
  seq: number
}

/** What a person is told of, gathered by `group_key`. What is in it are its events. */
export interface NotificationsTable {
  id: string
  user_id: string
  kind: string
  group_key: string
  created_at: number
  updated_at: number
  /** Of the person's own counter. */
  rev: number
  /** Set when it was read as a notice; it also counts as read once what it tells of was read. */
  read_at: number | null
  removed_at: number | null
}

/** One thing that happened, by ids alone: what it says is found when it is read, by the rights of that moment. */
export interface NotificationEventsTable {
  user_id: string
  /** What makes it the same thing when it happens again. */
  event_key: string
  notification_id: string
  actor_id: string | null
  conversation_id: string | null
  message_id: string | null
  seq: number | null
  detail: string | null
  at: number
  project_id: string | null
  file_id: string | null
  comment_id: string | null
  post_id: string | null
  post_comment_id: string | null
}

export interface NotificationPreferencesTable {
  user_id: string
  /** JSON. */
  kinds_off: string
  /** JSON. */
  quiet_hours: string | null
  has_sound: Flag
  rev: number
  /** When they are told what came in quiet hours. */
  signal_due_at: number | null
}

export interface MessagesTable {
  id: string
  conversation_id: string
  seq: number
  rev: number
  kind: 'text' | 'system'
  author_id: string
  body: string
  client_id: string | null
  /** JSON of the announcement, for `kind: 'system'`. */
  system: string | null
  reply_to_id: string | null
  created_at: number
  edited_at: number | null
  deleted_at: number | null
  /** Which of `messageParts` it has. */
  parts: number
  /** The message whose thread it belongs to, and the place of that. */
  thread_id: string | null
  thread_seq: number | null
}

/** A link by which people come. Its code is looked up by hash, and kept sealed so that it can be shown again. */
export interface InvitesTable {
  id: string
  code_hash: string
  code_sealed: string
  inviter_id: string
  note: string
  uses: number
  uses_max: number | null
  expires_at: number | null
  revoked_at: number | null
  created_at: number
}

/** Where those who come by an invite land. */
export interface InviteConversationsTable {
  invite_id: string
  conversation_id: string
}

/** Bytes in the store, whoever uses them. */
export interface BlobsTable {
  sha256: string
  size_bytes: number
  /** How many rows elsewhere stand for these bytes. */
  uses: number
  /** When that count last moved. */
  touched_at: number
}

/** A picture of somebody in one of its sizes. */
export interface AvatarsTable {
  /** Random: part of its address. */
  key: string
  size: number
  user_id: string
  sha256: string
}

/** A copy of all that is somebody's, made for them. */
export interface ExportsTable {
  id: string
  user_id: string
  state: 'waiting' | 'running' | 'ready' | 'failed' | 'expired'
  /** Of a hundred. */
  progress: number
  created_at: number
  /** From then on it is not handed out any more. */
  expires_at: number | null
  sha256: string | null
  size_bytes: number | null
}

/** Facts about the server itself, such as its name. */
export interface SettingsTable {
  key: string
  value: string
}

export interface Schema extends ProjectTables, PostTables {
  link_previews: LinkPreviewsTable
  message_previews: MessagePreviewsTable
  users: UsersTable
  user_words: UserWordsTable
  former_usernames: FormerUsernamesTable
  relations: RelationsTable
  reports: ReportsTable
  jobs: JobsTable
  sweeps: SweepsTable
  audit: AuditTable
  sessions: SessionsTable
  api_tokens: ApiTokensTable
  totp: TotpTable
  recovery_codes: RecoveryCodesTable
  passkeys: PasskeysTable
  challenges: ChallengesTable
  links: LinksTable
  known_devices: KnownDevicesTable
  conversations: ConversationsTable
  members: MembersTable
  messages: MessagesTable
  uploads: UploadsTable
  renditions: RenditionsTable
  attachments: AttachmentsTable
  blobs: BlobsTable
  avatars: AvatarsTable
  exports: ExportsTable
  settings: SettingsTable
  mentions: MentionsTable
  wide_mentions: WideMentionsTable
  circles: CirclesTable
  circle_members: CircleMembersTable
  notifications: NotificationsTable
  notification_events: NotificationEventsTable
  notification_preferences: NotificationPreferencesTable
  invites: InvitesTable
  invite_conversations: InviteConversationsTable
  drafts: DraftsTable
  threads: ThreadsTable
  thread_follows: ThreadFollowsTable
  reactions: ReactionsTable
  pins: PinsTable
  saves: SavesTable
  former_bodies: FormerBodiesTable
  forwards: ForwardsTable
}
