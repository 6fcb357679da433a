import { limits } from '@kith/protocol/limits.ts'
import type { ThreadFollow } from '@kith/protocol/threads.ts'
import type { Database, Tx } from '../../database/database.ts'
import type { MessagesTable } from '../../database/schema.ts'
import { setOwnChoice, takePersonalRev } from '../membership/membership.ts'
import { followRow, followUnasked, putFollow, stampFollow, unreadReplies } from './follow-rows.ts'

type MessageRow = MessagesTable
type Thread = Pick<MessageRow, 'id' | 'conversation_id' | 'seq'>

/**
 * Whoever replies follows the thread and has read it up to there; with the first reply its author comes to follow it,
 * and with each one whoever is named. Those who stand to it otherwise than before; tell them after the commit.
 */
export async function followReply(
  tx: Tx,
  root: MessageRow,
  reply: MessageRow,
  { isFirst, namedIds }: { isFirst: boolean; namedIds: readonly string[] },
): Promise<string[]> {
  const asked = new Set([...(isFirst ? [root.author_id] : []), ...namedIds])
  asked.delete(reply.author_id)
  const followers = await followUnasked(tx, threadOf(root), [...asked], reply.seq - 1)
  const place = { thread_id: root.id, user_id: reply.author_id, conversation_id: root.conversation_id }
  await putFollow(tx, { ...place, is_following: 1, last_read_seq: reply.seq, personal_rev: 0 })
  followers.push(reply.author_id)
  await stamp(tx, root, followers)
  return followers
}

/** Those who are named in a reply that was edited come to follow its thread, unless they follow it or do not want to. */
export async function followNamed(
  tx: Tx,
  root: Thread,
  reply: MessageRow,
  userIds: readonly string[],
): Promise<string[]> {
  const followers = await followUnasked(tx, threadOf(root), userIds, reply.seq - 1)
  await stamp(tx, root, followers)
  return followers
}

/** Follows the thread of a message anew with all from `seq` on unread: for whoever marks that unread. */
export async function unreadFrom(
  tx: Tx,
  userId: string,
  { threadId, conversationId, seq }: { threadId: string; conversationId: string; seq: number },
  personalRev: number,
): Promise<void> {
  const known = await followRow(tx, threadId, userId)
  const lastReadSeq = Math.min(seq - 1, known?.is_following === 1 ? known.last_read_seq : seq)
  const place = { thread_id: threadId, user_id: userId, conversation_id: conversationId }
  await putFollow(tx, { ...place, is_following: 1, last_read_seq: lastReadSeq, personal_rev: personalRev })
  await setOwnChoice(tx, userId, conversationId, { personal_rev: personalRev })
}

/** Always in the order of their ids, so that two replies at once lock people in the same order. */
async function stamp(tx: Tx, root: Thread, userIds: readonly string[]): Promise<void> {
  for (const userId of userIds.toSorted()) {
    const personalRev = await takePersonalRev(tx, userId)
    await stampFollow(tx, root.id, userId, personalRev)
    await setOwnChoice(tx, userId, root.conversation_id, { personal_rev: personalRev })
  }
}

function threadOf({ id, conversation_id: conversationId, seq }: Thread) {
  return { id, conversationId, seq }
}

/** How `userId` stands to a thread. */
export async function followOf(
  db: Database['read'],
  userId: string,
  { threadId, conversationId }: { threadId: string; conversationId: string },
): Promise<ThreadFollow> {
  const row = await followRow(db, threadId, userId)
  const lastReadSeq = row?.last_read_seq ?? 0
  const isFollowing = row?.is_following === 1
  const unread = isFollowing ? await unreadReplies(db, userId, { threadId, lastReadSeq }, limits.unreadMax) : 0
  return { threadId, conversationId, isFollowing, lastReadSeq, unread, personalRev: row?.personal_rev ?? 0 }
}
