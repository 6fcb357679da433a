import type { Flag } from './schema.ts'

/* The tables of threads: parts of the schema in `schema.ts`. */

/** What the thread that begins with a message comes to. */
export interface ThreadsTable {
  /** Of the message. */
  id: string
  conversation_id: string
  /** The place of the message. */
  seq: number
  /** Deleted replies do not count. */
  reply_count: number
  /** The place of the newest reply, deleted ones too; that of the message where there is none. */
  last_seq: number
  last_reply_at: number
  /** JSON: the ids of the newest three who replied, newest first. */
  last_repliers: string
}

/** Who follows a thread, or does not any more, and how far they have read it. */
export interface ThreadFollowsTable {
  thread_id: string
  user_id: string
  conversation_id: string
  is_following: Flag
  last_read_seq: number
  /** Of the person's own counter. */
  personal_rev: number
}
