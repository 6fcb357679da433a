import { isBlank } from '@kith/protocol/messages.ts'
import type { Message } from '@kith/protocol/messages.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import type { MentionsTable } from '../../database/schema.ts'
import { enqueue } from '../../jobs/jobs.ts'
import { Problem } from '../../problem.ts'
import { detach } from '../attachments/attachments.ts'
import { may } from '../membership/membership.ts'
import { refuseUnlessHeard } from '../relations/relations.ts'
import { followNamed } from '../threads/threads.ts'
import { changeMessage } from './changing.ts'
import type { Change, Changing } from './changing.ts'
import { keepFormerBody } from './former-rows.ts'
import { keepLinksIn, mayLink, mayShowLinks } from './link-previews.ts'
import { deleteMarks } from './mark-rows.ts'
import { mayMention, renoteMentions } from './mentions.ts'
import { has, messageParts, withLinks } from './message-parts.ts'
import type { MessageRow } from './message-rows.ts'

/**
 * Replaces the text of one's own message; what it said before is kept.
 * @throws Problem `not-found`, `forbidden` (somebody else's, or somebody else's words), `already-deleted`, `not-accepting`
 */
export async function editMessage(
  ctx: AppContext,
  caller: Caller,
  input: { messageId: string; body: string },
): Promise<Message> {
  return changeMessage(ctx, caller, input.messageId, async (changing) => {
    const { tx, row, member, now } = changing
    if (row.author_id !== caller.userId || has(row, 'forwarded')) throw new Problem('forbidden')
    if (row.deleted_at !== null) throw new Problem('already-deleted')
    if (row.body === input.body) return null
    const showsNothing = !has(row, 'attachments') && !has(row, 'files') && !has(row, 'posts')
    if (isBlank(input.body) && showsNothing) throw emptyText
    // A new text is a new message to whoever reads it.
    if (member.kind === 'direct') await refuseUnlessHeard(tx, caller.userId, member.id)
    await keepFormerBody(tx, row)
    const parts = withLinks(row.parts | messageParts.edits, input.body)
    return withText(changing, { body: input.body, edited_at: now, parts })
  })
}

/**
 * Deletes a message for all, with all that people put on it; a tombstone keeps its place. One's own, or any where one
 * leads the conversation.
 * @throws Problem `not-found`, `forbidden`
 */
export async function deleteMessage(ctx: AppContext, caller: Caller, input: { messageId: string }): Promise<Message> {
  return changeMessage(ctx, caller, input.messageId, async (changing) => {
    const { tx, row, member, now } = changing
    if (row.author_id !== caller.userId && !may(member.role, 'delete-message', member)) throw new Problem('forbidden')
    if (row.deleted_at !== null) return null
    await deleteMarks(tx, [row.id])
    const freed = has(row, 'attachments') ? await detach(changing.ctx, tx, [row.id]) : []
    return { ...(await withText(changing, { body: '', deleted_at: now })), freed }
  })
}

const emptyText = new Problem('validation-failed', {
  errors: [{ path: 'body', code: 'custom', message: 'is empty' }],
})

/** A change of what it says: whom it names is written down anew, and whoever was told of it is told again. */
async function withText(
  { ctx, tx, row, member, now }: Changing,
  columns: Change['columns'] & Pick<MessageRow, 'body'>,
): Promise<Change> {
  const changed = { ...row, ...columns, rev: member.head }
  const isNaming = mayMention(row.body) || mayMention(changed.body)
  const named = isNaming ? await renoteMentions(tx, changed) : []
  const followers = await followedBy(tx, changed, named)
  const isNoted = isNaming || row.reply_to_id !== null || row.thread_id !== null || has(row, 'reactions')
  if (isNoted) await enqueue(tx, 'notify-message', { messageId: row.id }, { now })
  const isLinking = (mayShowLinks(row) || mayLink(changed.body)) && (await keepLinksIn(tx, ctx.config, changed))
  if (isLinking) await enqueue(tx, 'preview-links', { messageId: row.id }, { now })
  return { columns, hasJob: isNoted || isLinking, followers }
}

async function followedBy(tx: Tx, row: MessageRow, named: readonly MentionsTable[]): Promise<string[]> {
  const { thread_id: id, thread_seq: seq, conversation_id } = row
  if (id === null || seq === null || named.length === 0) return []
  const userIds = named.map((mention) => mention.user_id)
  return followNamed(tx, { id, conversation_id, seq }, row, [...new Set(userIds)])
}
