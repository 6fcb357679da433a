import type { Message } from '@kith/protocol/messages.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { detach } from '../attachments/attachments.ts'
import { takeCounters } from '../membership/membership.ts'
import { forgetAllLinks } from '../previews/previews.ts'
import { has } from './message-parts.ts'
import { deleteMarks } from './mark-rows.ts'
import { headOf, messagesByIds, ownTexts, updateMessage } from './message-rows.ts'
import { asMessages } from './message-view.ts'
import { replyDeleted } from './thread-replies.ts'

const AT_ONCE = 200

/**
 * Makes tombstones of all that `userId` wrote, some at a time. Of each conversation the last one is told: whoever hears
 * of a rev that is not the next one asks for all that changed.
 */
export async function eraseMessages(ctx: AppContext, userId: string): Promise<void> {
  for (let after = ''; ;) {
    const { told, last, freed } = await ctx.db.write((tx) => eraseSome(ctx, tx, userId, after))
    for (const message of told) {
      const { conversationId, seq, rev } = message
      ctx.db.search.changed(conversationId)
      ctx.live.toConversation({ conversationId, seq, rev }, 'message_changed', message)
    }
    await ctx.media.removeUnused(freed)
    if (last === null) return
    after = last
  }
}

/** Counts the threads anew in which something was erased; the last that was changed by it. */
async function rootsAfter(
  tx: Tx,
  erased: readonly { thread_id: string | null }[],
  now: number,
): Promise<string | undefined> {
  let last: string | undefined
  for (const threadId of new Set(erased.flatMap((row) => row.thread_id ?? []))) {
    last = (await replyDeleted(tx, threadId, now))?.id ?? last
  }
  return last
}

async function eraseSome(
  ctx: AppContext,
  tx: Tx,
  userId: string,
  after: string,
): Promise<{ told: Message[]; last: string | null; freed: string[] }> {
  const now = ctx.now()
  const rows = await ownTexts(tx, userId, after, AT_ONCE)
  // Always in the order of the ids, so that two of these never wait for each other's conversations.
  const byConversation = [...Map.groupBy(rows, (row) => row.conversation_id)].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const lastIds: string[] = []
  for (const [conversationId, erased] of byConversation) {
    await takeCounters(tx, conversationId, { revs: erased.length, seqs: 0, now })
    const head = await headOf(tx, conversationId)
    await forgetAllLinks(
      tx,
      erased.map(({ id }) => id),
    )
    for (const [index, { id }] of erased.entries()) {
      const rev = head - erased.length + 1 + index
      await updateMessage(tx, id, { body: '', edited_at: null, deleted_at: now, rev })
    }
    await deleteMarks(
      tx,
      erased.map(({ id }) => id),
    )
    lastIds.push((await rootsAfter(tx, erased, now)) ?? erased.at(-1)?.id ?? '')
  }
  const freed = await detach(
    ctx,
    tx,
    rows.filter((row) => has(row, 'attachments')).map(({ id }) => id),
  )
  const told = await asMessages(tx, await messagesByIds(tx, lastIds), 0)
  return { told, last: rows.length < AT_ONCE ? null : (rows.at(-1)?.client_id ?? null), freed }
}
