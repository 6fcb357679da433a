import { limits } from '@kith/protocol/limits.ts'
import type { Message } from '@kith/protocol/messages.ts'
import type { CallParsed, CallReply } from '@kith/protocol/registry.ts'
import { z } from 'zod'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import type { Tx } from '../../database/database.ts'
import { enqueue } from '../../jobs/jobs.ts'
import { Problem } from '../../problem.ts'
import { toTimestamp } from '../../timestamp.ts'
import { takeCounters } from '../membership/membership.ts'
import { refuseUnlessHeard } from '../relations/relations.ts'
import { cardsOf } from '../users/users.ts'
import { changeMessage } from './changing.ts'
import type { Change, Changing } from './changing.ts'
import { messageParts } from './message-parts.ts'
import { headOf, messagesByIds, updateMessage } from './message-rows.ts'
import { asMessages } from './message-view.ts'
import { deleteReaction, deleteReactionsOf, emojiOn, insertReaction } from './reaction-rows.ts'
import { messagesReactedTo, ownEmojiOn, reactionPage } from './reaction-rows.ts'
import { seenMessage } from './seen-message.ts'

interface Reacting {
  messageId: string
  emoji: string
}

/**
 * Reacts to a message with an emoji; its author is told.
 * @throws Problem `not-found`, `forbidden`, `not-accepting`, `already-deleted`, `validation-failed` past the bound of
 * different emoji
 */
export async function react(ctx: AppContext, caller: Caller, { messageId, emoji }: Reacting): Promise<Message> {
  return changeMessage(ctx, caller, messageId, async (changing) => {
    const { tx, row, member, now } = changing
    if (row.deleted_at !== null) throw new Problem('already-deleted')
    if (member.kind === 'direct') await refuseUnlessHeard(tx, caller.userId, member.id)
    const reaction = { message_id: row.id, user_id: caller.userId, emoji, rev: member.head, created_at: now }
    if (!(await insertReaction(tx, reaction))) return null
    if ((await emojiOn(tx, row.id, limits.reactionsMax + 1)).length > limits.reactionsMax) {
      const message = `has ${limits.reactionsMax} different reactions already`
      throw new Problem('validation-failed', { errors: [{ path: 'emoji', code: 'too-many', message }] })
    }
    return reacted(changing, caller, emoji)
  })
}

/**
 * Takes a reaction back.
 * @throws Problem `not-found`, `forbidden`
 */
export async function takeReactionBack(
  ctx: AppContext,
  caller: Caller,
  { messageId, emoji }: Reacting,
): Promise<Message> {
  return changeMessage(ctx, caller, messageId, async (changing) => {
    const { tx, row } = changing
    if (!(await deleteReaction(tx, { message_id: row.id, user_id: caller.userId, emoji }))) return null
    return reacted(changing, caller, emoji)
  })
}

async function reacted({ tx, row, now }: Changing, caller: Caller, emoji: string): Promise<Change> {
  const columns = { parts: row.parts | messageParts.reactions }
  const isOwn = row.author_id === caller.userId
  if (!isOwn) await enqueue(tx, 'notify-reaction', { messageId: row.id, userId: caller.userId, emoji }, { now })
  return { columns, hasJob: !isOwn }
}

const reactorCursor = z.strictObject({ rev: z.int(), userId: z.string() })

/**
 * Who reacted, earliest first.
 * @throws Problem `not-found`
 */
export async function listReactors(
  ctx: AppContext,
  caller: Caller,
  { messageId, emoji, limit, cursor }: CallParsed<'GET /api/messages/:messageId/reactions'>,
): Promise<CallReply<'GET /api/messages/:messageId/reactions'>> {
  const db = ctx.db.read
  await seenMessage(db, caller.userId, messageId)
  const after = readCursor(reactorCursor, cursor)
  const rows = await reactionPage(db, messageId, { emoji, after, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  const cards = await cardsOf(
    db,
    shown.map((row) => row.user_id),
  )
  return {
    items: shown.flatMap((row) => {
      const user = cards.get(row.user_id)
      return user === undefined ? [] : { user, emoji: row.emoji, createdAt: toTimestamp(row.created_at) }
    }),
    nextCursor: last === undefined ? null : writeCursor({ rev: last.rev, userId: last.user_id }),
    own: await ownEmojiOn(db, caller.userId, messageId),
  }
}

const AT_ONCE = 200

/**
 * Takes back all reactions of `userId`, some at a time. Of each conversation the last message is told: whoever hears of a
 * rev that is not the next one asks for all that changed.
 */
export async function takeAllReactionsBack(ctx: AppContext, userId: string): Promise<void> {
  for (let isLast = false; !isLast;) {
    const { told, count } = await ctx.db.write((tx) => takeSomeBack(tx, userId, ctx.now()))
    for (const message of told) {
      const { conversationId, seq, rev } = message
      ctx.live.toConversation({ conversationId, seq, rev }, 'message_changed', message)
    }
    isLast = count < AT_ONCE
  }
}

async function takeSomeBack(tx: Tx, userId: string, now: number): Promise<{ told: Message[]; count: number }> {
  const rows = await messagesReactedTo(tx, userId, AT_ONCE)
  if (rows.length === 0) return { told: [], count: 0 }
  // Always in the order of the ids, so that two of these never wait for each other's conversations.
  const byConversation = [...Map.groupBy(rows, (row) => row.conversation_id)].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const lastIds: string[] = []
  for (const [conversationId, touched] of byConversation) {
    await takeCounters(tx, conversationId, { revs: touched.length, seqs: 0, now })
    const head = await headOf(tx, conversationId)
    for (const [index, { id }] of touched.entries()) {
      await updateMessage(tx, id, { rev: head - touched.length + 1 + index })
    }
    lastIds.push(touched.at(-1)?.id ?? '')
  }
  await deleteReactionsOf(
    tx,
    userId,
    rows.map(({ id }) => id),
  )
  return { told: await asMessages(tx, await messagesByIds(tx, lastIds), 0), count: rows.length }
}
