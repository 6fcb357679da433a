/** People who are mentioned together. */
export interface CirclesTable {
  id: string
  handle: string
  /** Lower case; unique, also among usernames: see `holdName`. */
  handle_key: string
  title: string
  description: string
  member_count: number
  created_at: number
}

export interface CircleMembersTable {
  circle_id: string
  user_id: string
  added_at: number
}

/**
 * A name in a message that stands for many. One row however many they are: whoever is a member then (`all`), or those
 * in `user_ids`. Counted by range, as messages are.
 */
export interface WideMentionsTable {
  message_id: string
  /** The name as it stands in the body, in lower case. */
  written_as: string
  kind: 'all' | 'here' | 'circle'
  circle_id: string | null
  /** Whom it reached when the message was accepted, joined by spaces; empty for `all`. */
  user_ids: string
  author_id: string
  conversation_id: string
  seq: number
  created_at: number
}
