import type { MessageThread } from '@kith/protocol/messages.ts'
import { z } from 'zod'
import type { Database, Tx } from '../../database/database.ts'
import type { MessagesTable } from '../../database/schema.ts'
import { toTimestamp } from '../../timestamp.ts'
import { cardsOf } from '../users/users.ts'
import { insertThread, repliesLeft, threadById, threadsByIds, updateThread } from './thread-rows.ts'
import type { ThreadRow } from './thread-rows.ts'

type MessageRow = MessagesTable

const REPLIERS_SHOWN = 3
const ids = z.array(z.string())

/** By the message with which it begins, what each thread comes to. */
export async function threadSummaries(
  db: Database['read'],
  messageIds: readonly string[],
): Promise<ReadonlyMap<string, MessageThread>> {
  const rows = await threadsByIds(db, messageIds)
  if (rows.length === 0) return new Map()
  const cards = await cardsOf(db, rows.flatMap(repliersOf))
  return new Map(
    rows.map((row) => [
      row.id,
      {
        replyCount: row.reply_count,
        lastReplyAt: toTimestamp(row.last_reply_at),
        lastRepliers: repliersOf(row).flatMap((id) => cards.get(id) ?? []),
      },
    ]),
  )
}

function repliersOf(row: ThreadRow): string[] {
  return ids.parse(JSON.parse(row.last_repliers))
}

/** The thread that begins with a message, made where nobody has asked for it yet. */
export async function threadFrom(tx: Tx, root: MessageRow): Promise<ThreadRow> {
  const known = await threadById(tx, root.id)
  if (known !== undefined) return known
  const row = {
    id: root.id,
    conversation_id: root.conversation_id,
    seq: root.seq,
    reply_count: 0,
    last_seq: root.seq,
    last_reply_at: root.created_at,
    last_repliers: '[]',
  }
  await insertThread(tx, row)
  return row
}

/** Adds a new reply, with the conversation locked; whether it is the first. */
export async function countReply(tx: Tx, root: MessageRow, reply: MessageRow): Promise<boolean> {
  const thread = await threadFrom(tx, root)
  const others = repliersOf(thread).filter((id) => id !== reply.author_id)
  await updateThread(tx, thread.id, {
    reply_count: thread.reply_count + 1,
    last_seq: reply.seq,
    last_reply_at: reply.created_at,
    last_repliers: JSON.stringify([reply.author_id, ...others].slice(0, REPLIERS_SHOWN)),
  })
  return thread.last_seq === thread.seq
}

/** Counts anew what is left of a thread of which replies were deleted, with the conversation locked. */
export async function recountReplies(tx: Tx, threadId: string): Promise<void> {
  const { count, newest } = await repliesLeft(tx, threadId, REPLIERS_SHOWN)
  const last = newest[0]
  await updateThread(tx, threadId, {
    reply_count: count,
    last_repliers: JSON.stringify(newest.map((row) => row.author_id)),
    ...(last === undefined ? {} : { last_reply_at: last.created_at }),
  })
}
