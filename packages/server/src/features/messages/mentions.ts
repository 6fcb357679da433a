import { mentionedIn } from '@kith/protocol/mention-names.ts'
import type { Tx } from '../../database/database.ts'
import type { MentionsTable } from '../../database/schema.ts'
import { deleteMentions, insertMentions, membersNamed, mentionsOf } from './mention-rows.ts'
import type { MessageRow } from './message-rows.ts'
import { keepWideMentions } from './wide-mention-rows.ts'

/** Whether a message may name somebody: all that a message without an @ costs. */
export function mayMention(body: string): boolean {
  return body.includes('@')
}

/** Writes down whom a new message names. */
export async function noteMentions(tx: Tx, row: MessageRow): Promise<MentionsTable[]> {
  const rows = await resolved(tx, row, [])
  await insertMentions(tx, rows)
  return rows
}

/** Writes down anew whom a message names that was changed. A name that stood in it before means who it meant then. */
export async function renoteMentions(tx: Tx, row: MessageRow): Promise<MentionsTable[]> {
  const before = await mentionsOf(tx, [row.id])
  const rows = await resolved(tx, row, before)
  await deleteMentions(tx, row.id)
  // Whoever was not named among many when it was sent is not told by an edit.
  await keepWideMentions(tx, row.id, [...new Set(mentionedIn(row.body))])
  await insertMentions(tx, rows)
  return rows
}

async function resolved(tx: Tx, row: MessageRow, before: readonly MentionsTable[]): Promise<MentionsTable[]> {
  const keys = [...new Set(mentionedIn(row.body))]
  const kept = before.filter(({ written_as: key }) => keys.includes(key))
  const fresh = keys.filter((key) => !kept.some(({ written_as: known }) => known === key))
  if (fresh.length === 0) return kept
  const named = await membersNamed(tx, { conversationId: row.conversation_id, authorId: row.author_id, keys: fresh })
  return [
    ...kept,
    ...named.map(({ user_id, key }) => ({
      message_id: row.id,
      written_as: key,
      user_id,
      author_id: row.author_id,
      conversation_id: row.conversation_id,
      seq: row.seq,
    })),
  ]
}
