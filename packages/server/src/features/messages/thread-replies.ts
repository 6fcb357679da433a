import type { Message } from '@kith/protocol/messages.ts'
import type { AppContext } from '../../context.ts'
import type { Database, Tx } from '../../database/database.ts'
import { Problem } from '../../problem.ts'
import { memberOf, takeCounters } from '../membership/membership.ts'
import type { Membership } from '../membership/membership.ts'
import { countReply, followReply, recountReplies, tellFollows } from '../threads/threads.ts'
import { has, messageParts } from './message-parts.ts'
import { conversationOfMessage, headOf, messageById, updateMessage } from './message-rows.ts'
import type { MessageRow } from './message-rows.ts'
import { asMessages, isReply } from './message-view.ts'

/** The thread that a message is to go in, as whoever asks names it. */
export interface ThreadPlace {
  /** A message of the thread, or the one it begins with. */
  threadId?: string | null
  /** The message that is answered. */
  answered: MessageRow | undefined
}

/** The message with which the thread begins that a new message goes in; null where it goes in none. */
export async function threadIdFor(
  tx: Tx,
  userId: string,
  { threadId = null, answered }: ThreadPlace,
): Promise<string | null> {
  if (threadId !== null) return (await messageById(tx, threadId))?.thread_id ?? threadId
  if (answered === undefined || answered.thread_id === null) return null
  // To whoever came later than its beginning it was a message of the conversation itself.
  const { visible_from: visibleFrom } = await memberOf(tx, userId, answered.conversation_id)
  return isReply(answered, visibleFrom) ? answered.thread_id : null
}

/**
 * The message with which a thread begins or may begin: a text, of which nothing is left where there is a thread already.
 * @throws Problem `not-found`
 */
export async function rootOf(
  db: Database['read'],
  member: Pick<Membership, 'id' | 'visible_from'>,
  threadId: string,
): Promise<MessageRow> {
  const root = await messageById(db, threadId)
  const isVisible = root?.conversation_id === member.id && root.seq > member.visible_from
  if (!isVisible || root.kind !== 'text') throw new Problem('not-found')
  if (root.deleted_at !== null && !has(root, 'thread')) throw new Problem('not-found')
  return root
}

/** The thread of any message in it, through the caller. @throws Problem `not-found` */
export async function seenThread(
  db: Database['read'],
  userId: string,
  messageId: string,
): Promise<{ member: Membership; root: MessageRow }> {
  const conversationId = await conversationOfMessage(db, messageId)
  if (conversationId === undefined) throw new Problem('not-found')
  const member = await memberOf(db, userId, conversationId)
  const row = await messageById(db, messageId)
  return { member, root: await rootOf(db, member, row?.thread_id ?? messageId) }
}

/** What a change of a thread is to all in the conversation, and who stands to it otherwise than before. */
export interface ThreadNews {
  root: Message
  followers: readonly string[]
}

/**
 * Notes a new reply in its thread, with the conversation locked: the message with which it begins takes the rev after
 * that of the reply.
 */
export async function replyAdded(
  tx: Tx,
  root: MessageRow,
  reply: MessageRow,
  namedIds: readonly string[],
): Promise<ThreadNews> {
  const isFirst = await countReply(tx, root, reply)
  const followers = await followReply(tx, root, reply, { isFirst, namedIds })
  return { root: await restamped(tx, root, reply.created_at), followers }
}

/** Counts anew what is left of a thread of which a reply was deleted, with the conversation locked. */
export async function replyDeleted(tx: Tx, threadId: string, now: number): Promise<Message | null> {
  const root = await messageById(tx, threadId)
  if (root === undefined) return null
  await recountReplies(tx, threadId)
  return restamped(tx, root, now)
}

async function restamped(tx: Tx, root: MessageRow, now: number): Promise<Message> {
  await takeCounters(tx, root.conversation_id, { revs: 1, seqs: 0, now })
  const change = { rev: await headOf(tx, root.conversation_id), parts: root.parts | messageParts.thread }
  await updateMessage(tx, root.id, change)
  const [message] = await asMessages(tx, [{ ...root, ...change }], 0)
  if (message === undefined) throw new Error('a message has no form')
  return message
}

/** Tells everyone how the thread is now, and `followers` how they stand to it. Call after the commit. */
export function tellThread(ctx: AppContext, { root, followers }: ThreadNews): void {
  const { id: threadId, conversationId, seq, rev } = root
  ctx.live.toConversation({ conversationId, seq, rev }, 'message_changed', root)
  tellFollows(ctx, followers, { threadId, conversationId })
}
