/** What somebody has begun to write in a conversation. */
export interface DraftsTable {
  user_id: string
  conversation_id: string
  /** The message whose thread it is for; empty in the conversation itself. */
  thread_id: string
  body: string
  reply_to_id: string | null
  updated_at: number
  /** Of the person's own counter. */
  rev: number
}
