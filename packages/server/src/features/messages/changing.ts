import type { Message } from '@kith/protocol/messages.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { Problem } from '../../problem.ts'
import { memberTaking } from '../membership/membership.ts'
import type { Membership } from '../membership/membership.ts'
import { tellFollows } from '../threads/threads.ts'
import { conversationOfMessage, messageById, updateMessage } from './message-rows.ts'
import type { MessageRow } from './message-rows.ts'
import { asMessages } from './message-view.ts'
import { replyDeleted } from './thread-replies.ts'

export interface Change {
  /** What is new of the message's own row. */
  columns: Partial<Pick<MessageRow, 'body' | 'edited_at' | 'deleted_at' | 'parts'>>
  /** Whether a job was asked for. */
  hasJob: boolean
  /** Bytes that nobody may need any more. */
  freed?: string[]
  /** Who follows its thread anew. */
  followers?: readonly string[]
}

/** What is to be changed: `row` as it is, `member` with the rev that the change takes. */
export interface Changing {
  ctx: AppContext
  tx: Tx
  row: MessageRow
  member: Membership
  now: number
}

/** Thrown to give back the rev that was taken: nothing changed. */
class Unchanged extends Error {
  readonly unchanged: Message

  constructor(message: Message) {
    super('unchanged')
    this.unchanged = message
  }
}

/**
 * Changes a message that the caller sees as `decide` says, with the conversation locked and the next rev of it, and tells
 * everyone in it. Null: there is nothing to change, and nobody is told.
 * @throws Problem `not-found`; `forbidden` for an announcement
 */
export async function changeMessage(
  ctx: AppContext,
  caller: Caller,
  messageId: string,
  decide: (changing: Changing) => Promise<Change | null>,
): Promise<Message> {
  try {
    const { message, shown, root, change } = await ctx.db.write((tx) => apply(ctx, tx, caller, messageId, decide))
    const { conversationId, seq, rev } = message
    if (change.hasJob) ctx.jobs.wake()
    ctx.live.toConversation({ conversationId, seq, rev }, 'message_changed', message)
    if (root !== null)
      ctx.live.toConversation({ conversationId, seq: root.seq, rev: root.rev }, 'message_changed', root)
    if (change.followers !== undefined && message.threadId !== null) {
      tellFollows(ctx, change.followers, { threadId: message.threadId, conversationId })
    }
    if (change.columns.body !== undefined) ctx.db.search.changed(conversationId)
    if (change.freed !== undefined) await ctx.media.removeUnused(change.freed)
    return shown
  } catch (error) {
    if (error instanceof Unchanged) return error.unchanged
    throw error
  }
}

interface Applied {
  message: Message
  /** As the caller sees it. */
  shown: Message
  /** The message with which its thread begins, where that is another one by it. */
  root: Message | null
  change: Change
}

async function apply(
  ctx: AppContext,
  tx: Tx,
  caller: Caller,
  messageId: string,
  decide: (changing: Changing) => Promise<Change | null>,
): Promise<Applied> {
  const now = ctx.now()
  const conversationId = await conversationOfMessage(tx, messageId)
  if (conversationId === undefined) throw new Problem('not-found')
  const member = await memberTaking(tx, caller.userId, conversationId, { revs: 1, seqs: 0, now })
  const row = await messageById(tx, messageId)
  if (row === undefined || row.seq <= member.visible_from) throw new Problem('not-found')
  if (row.kind === 'system') throw new Problem('forbidden')
  const change = await decide({ ctx, tx, row, member, now })
  if (change === null) throw new Unchanged(await formOf(tx, row, member.visible_from))
  const changed = { ...row, ...change.columns, rev: member.head }
  await updateMessage(tx, messageId, { ...change.columns, rev: member.head })
  // Told to everyone as it is; whoever came later is shown less of it.
  const message = await formOf(tx, changed, 0)
  const shown = member.visible_from === 0 ? message : await formOf(tx, changed, member.visible_from)
  const threadId = change.columns.deleted_at === undefined ? null : row.thread_id
  const root = threadId === null ? null : await replyDeleted(tx, threadId, now)
  return { message, shown, root, change }
}

async function formOf(tx: Tx, row: MessageRow, visibleFrom: number): Promise<Message> {
  const [message] = await asMessages(tx, [row], visibleFrom)
  if (message === undefined) throw new Error('a message has no form')
  return message
}
