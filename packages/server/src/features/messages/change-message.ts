import type { Message } from '@kith/protocol/messages.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { Problem } from '../../problem.ts'
import { may, memberTaking } from '../membership/membership.ts'
import type { Membership } from '../membership/membership.ts'
import { conversationOfMessage, messageById, updateMessage } from './message-rows.ts'
import type { MessageRow } from './message-rows.ts'
import { asMessages } from './message-view.ts'

/**
 * Replaces the text of one's own message.
 * @throws Problem `not-found`, `forbidden` (somebody else's), `already-deleted`
 */
export async function editMessage(
  ctx: AppContext,
  caller: Caller,
  input: { messageId: string; body: string },
): Promise<Message> {
  return change(ctx, caller, input.messageId, (row) => {
    if (row.author_id !== caller.userId) throw new Problem('forbidden')
    if (row.deleted_at !== null) throw new Problem('already-deleted')
    if (row.body === input.body) return null
    return { body: input.body, edited_at: ctx.now() }
  })
}

/**
 * Deletes a message for all; a tombstone keeps its place. One's own, or any where one leads the conversation.
 * @throws Problem `not-found`, `forbidden`
 */
export async function deleteMessage(ctx: AppContext, caller: Caller, input: { messageId: string }): Promise<Message> {
  return change(ctx, caller, input.messageId, (row, member) => {
    if (row.author_id !== caller.userId && !may(member.role, 'delete-message', member)) throw new Problem('forbidden')
    if (row.deleted_at !== null) return null
    return { body: '', deleted_at: ctx.now() }
  })
}

type Change = Partial<Pick<MessageRow, 'body' | 'edited_at' | 'deleted_at'>>

/** Thrown to give back the rev that was taken: nothing changed. */
class Unchanged extends Error {
  readonly unchanged: Message

  constructor(message: Message) {
    super('unchanged')
    this.unchanged = message
  }
}

async function change(
  ctx: AppContext,
  caller: Caller,
  messageId: string,
  decide: (row: MessageRow, member: Membership) => Change | null,
): Promise<Message> {
  try {
    const message = await ctx.db.write((tx) => apply(tx, caller, messageId, decide, ctx.now()))
    const { conversationId, seq, rev } = message
    ctx.live.toConversation({ conversationId, seq, rev }, 'message_changed', message)
    return message
  } catch (error) {
    if (error instanceof Unchanged) return error.unchanged
    throw error
  }
}

async function apply(
  tx: Tx,
  caller: Caller,
  messageId: string,
  decide: (row: MessageRow, member: Membership) => Change | null,
  now: number,
): Promise<Message> {
  const conversationId = await conversationOfMessage(tx, messageId)
  if (conversationId === undefined) throw new Problem('not-found')
  const member = await memberTaking(tx, caller.userId, conversationId, { revs: 1, seqs: 0, now })
  const row = await messageById(tx, messageId)
  if (row === undefined || row.seq <= member.visible_from) throw new Problem('not-found')
  if (row.kind === 'system') throw new Problem('forbidden')
  const decided = decide(row, member)
  const changed = decided === null ? row : { ...row, ...decided, rev: member.head }
  const [message] = await asMessages(tx, [changed], member.visible_from)
  if (message === undefined) throw new Error('a message has no form')
  if (decided === null) throw new Unchanged(message)
  await updateMessage(tx, messageId, { ...decided, rev: member.head })
  return message
}
