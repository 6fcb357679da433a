/* The tables of what people put on messages: parts of the schema in `schema.ts`. */

export interface ReactionsTable {
  message_id: string
  user_id: string
  emoji: string
  /** Of the conversation, when it was put there: their order. */
  rev: number
  created_at: number
}

export interface PinsTable {
  message_id: string
  conversation_id: string
  seq: number
  pinned_at: number
}

/** What somebody keeps for themselves. */
export interface SavesTable {
  user_id: string
  message_id: string
  saved_at: number
}

/** What a message said before it was edited. */
export interface FormerBodiesTable {
  message_id: string
  /** 1, 2, 3 … in the order in which they were written. */
  number: number
  body: string
  written_at: number
}

/** Whose words a message repeats. */
export interface ForwardsTable {
  message_id: string
  /** What was forwarded, which may be a forward itself. */
  source_id: string
  origin_author_id: string
  origin_created_at: number
}
