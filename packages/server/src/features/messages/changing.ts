import type { Message } from '@kith/protocol/messages.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { Problem } from '../../problem.ts'
import { memberTaking } from '../membership/membership.ts'
import type { Membership } from '../membership/membership.ts'
import { conversationOfMessage, messageById, updateMessage } from './message-rows.ts'
import type { MessageRow } from './message-rows.ts'
import { asMessages } from './message-view.ts'

export interface Change {
  /** What is new of the message's own row. */
  columns: Partial<Pick<MessageRow, 'body' | 'edited_at' | 'deleted_at' | 'parts'>>
  /** Whether a job was asked for. */
  hasJob: boolean
  /** Bytes that nobody may need any more. */
  freed?: string[]
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
    const { message, change } = await ctx.db.write((tx) => apply(ctx, tx, caller, messageId, decide))
    const { conversationId, seq, rev } = message
    if (change.hasJob) ctx.jobs.wake()
    ctx.live.toConversation({ conversationId, seq, rev }, 'message_changed', message)
    if (change.columns.body !== undefined) ctx.db.search.changed(conversationId)
    if (change.freed !== undefined) await ctx.media.removeUnused(change.freed)
    return message
  } catch (error) {
    if (error instanceof Unchanged) return error.unchanged
    throw error
  }
}

async function apply(
  ctx: AppContext,
  tx: Tx,
  caller: Caller,
  messageId: string,
  decide: (changing: Changing) => Promise<Change | null>,
): Promise<{ message: Message; change: Change }> {
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
  return { message: await formOf(tx, changed, member.visible_from), change }
}

async function formOf(tx: Tx, row: MessageRow, visibleFrom: number): Promise<Message> {
  const [message] = await asMessages(tx, [row], visibleFrom)
  if (message === undefined) throw new Error('a message has no form')
  return message
}
