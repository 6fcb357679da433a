import { randomUUIDv7 } from 'node:crypto'
import type { Message, SendMessage } from '@kith/protocol/messages.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { isUniqueViolation } from '../../database/errors.ts'
import { Problem } from '../../problem.ts'
import { memberOf, takeSendPlace } from '../membership/membership.ts'
import { insertMessage, messageByClientId, messageById } from './message-rows.ts'
import type { MessageRow } from './message-rows.ts'
import { asMessages } from './message-view.ts'

export interface Sent {
  message: Message
  /** False when this clientId had been stored before. */
  isNew: boolean
}

/**
 * Stores a message, then tells everyone in the conversation. Resolves when it is durable.
 * The same clientId again gives the first message as it now is.
 * @throws Problem `not-found`, `client-id-reused`, `rate-limited`, `not-durable`
 */
export async function sendMessage(ctx: AppContext, caller: Caller, input: SendMessage): Promise<Sent> {
  ctx.limiter.take('send', caller.userId)
  // Nobody can have uploaded anything yet, so no such attachment is theirs.
  if ((input.attachmentIds ?? []).length > 0) throw new Problem('not-found')
  try {
    const sent = await ctx.db.write((tx) => store(tx, caller, input, ctx.now()))
    if (sent.isNew) {
      const { conversationId, seq, rev } = sent.message
      ctx.live.toConversation({ conversationId, seq, rev }, 'message', sent.message)
    }
    return sent
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    // The same clientId came before, and is stored by now.
    return ctx.db.write((tx) => repeated(tx, caller, input)).then((sent) => sent ?? Promise.reject(error))
  }
}

/** @throws a unique violation when the clientId was stored before: looked up only then, for it is rare */
async function store(tx: Tx, caller: Caller, input: SendMessage, now: number): Promise<Sent> {
  const taken = await takeSendPlace(tx, caller.userId, input.conversationId, now)
  if (taken === undefined) throw new Problem('not-found')
  const replyToId = input.replyTo ?? null
  if (replyToId !== null) {
    const answered = await messageById(tx, replyToId)
    const isVisible = answered?.conversation_id === taken.id && answered.seq > taken.visible_from
    if (!isVisible || answered.kind !== 'text') throw new Problem('not-found')
  }
  const row: MessageRow = {
    id: randomUUIDv7(),
    conversation_id: taken.id,
    seq: taken.last_seq,
    rev: taken.head,
    kind: 'text',
    author_id: caller.userId,
    body: input.body,
    client_id: input.clientId,
    system: null,
    reply_to_id: replyToId,
    created_at: now,
    edited_at: null,
    deleted_at: null,
  }
  await insertMessage(tx, row)
  return { message: await viewOf(tx, row, taken.visible_from), isNew: true }
}

/** What was stored under this clientId before, or null. */
async function repeated(tx: Tx, caller: Caller, input: SendMessage): Promise<Sent | null> {
  const first = await messageByClientId(tx, caller.userId, input.clientId)
  if (first === undefined) return null
  const isSame =
    first.conversation_id === input.conversationId &&
    first.reply_to_id === (input.replyTo ?? null) &&
    (first.body === input.body || first.edited_at !== null || first.deleted_at !== null)
  if (!isSame) throw new Problem('client-id-reused')
  const { visible_from: visibleFrom } = await memberOf(tx, caller.userId, first.conversation_id)
  return { message: await viewOf(tx, first, visibleFrom), isNew: false }
}

async function viewOf(tx: Tx, row: MessageRow, visibleFrom: number): Promise<Message> {
  const [message] = await asMessages(tx, [row], visibleFrom)
  if (message === undefined) throw new Error('a message has no form')
  return message
}
