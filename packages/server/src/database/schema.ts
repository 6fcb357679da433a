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
}

/** The words by which a person is found, lower case: username and each word of the display name. */
export interface UserWordsTable {
  user_id: string
  word: string
}

export interface SessionsTable {
  id: string
  /** SHA-256 of the token, hex. The token itself is nowhere. */
  token_hash: string
  user_id: string
  user_agent: string
  address: string
  created_at: number
  last_used_at: number
  expires_at: number
}

export interface ApiTokensTable {
  id: string
  token_hash: string
  user_id: string
  name: string
  /** Space-separated. */
  scopes: string
  created_at: number
  last_used_at: number | null
  expires_at: number | null
}

export interface ConversationsTable {
  id: string
  kind: 'direct' | 'group' | 'channel'
  title: string | null
  topic: string
  project_id: string | null
  is_lobby: Flag
  is_public: Flag
  is_history_shared: Flag
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
  last_read_seq: number
  personal_rev: number
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
}

/** Facts about the server itself, such as its name. */
export interface SettingsTable {
  key: string
  value: string
}

export interface Schema {
  users: UsersTable
  user_words: UserWordsTable
  sessions: SessionsTable
  api_tokens: ApiTokensTable
  conversations: ConversationsTable
  members: MembersTable
  messages: MessagesTable
  settings: SettingsTable
}
