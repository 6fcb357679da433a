import { excerptOf } from '@kith/protocol/excerpt.ts'
import type { Message, MessageQuote, SystemEvent } from '@kith/protocol/messages.ts'
import { systemEvent } from '@kith/protocol/messages.ts'
import type { UserCard } from '@kith/protocol/users.ts'
import type { Database } from '../../database/database.ts'
import { toTimestamp, toTimestampOrNull } from '../../timestamp.ts'
import { cardsOf } from '../users/users.ts'
import { messagesByIds } from './message-rows.ts'
import type { MessageRow } from './message-rows.ts'

/**
 * Messages as they leave the server, in the order of `rows`. A quote of what lies at or before `visibleFrom` (by
 * conversation where there are several) is left out: its reader came later.
 */
export async function asMessages(
  db: Database['read'],
  rows: readonly MessageRow[],
  visibleFrom: number | ReadonlyMap<string, number>,
): Promise<Message[]> {
  const quotedIds = rows.flatMap(({ reply_to_id: id }) => (id === null ? [] : [id]))
  const quoted = new Map((await messagesByIds(db, quotedIds)).map((row) => [row.id, row]))
  const cards = await cardsOf(
    db,
    [...rows, ...quoted.values()].map(({ author_id: id }) => id),
  )
  return rows.map((row) => {
    const answered = row.reply_to_id === null || row.deleted_at !== null ? undefined : quoted.get(row.reply_to_id)
    const replyTo =
      answered === undefined || answered.seq <= floorOf(visibleFrom, row) ? null : asQuote(answered, cards)
    return asMessage(row, cardOf(cards, row.author_id), replyTo)
  })
}

export function asMessage(row: MessageRow, author: UserCard, replyTo: MessageQuote | null): Message {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    seq: row.seq,
    rev: row.rev,
    kind: row.kind,
    author,
    body: row.body,
    system: row.system === null ? null : asSystemEvent(row.system),
    clientId: row.client_id,
    createdAt: toTimestamp(row.created_at),
    editedAt: toTimestampOrNull(row.edited_at),
    deletedAt: toTimestampOrNull(row.deleted_at),
    replyTo,
    attachments: [],
    reactions: [],
    mentions: [],
  }
}

function floorOf(visibleFrom: number | ReadonlyMap<string, number>, row: MessageRow): number {
  return typeof visibleFrom === 'number' ? visibleFrom : (visibleFrom.get(row.conversation_id) ?? 0)
}

function asQuote(row: MessageRow, cards: ReadonlyMap<string, UserCard>): MessageQuote {
  const excerpt = excerptOf(row.body)
  return { id: row.id, seq: row.seq, author: cardOf(cards, row.author_id), excerpt, isDeleted: row.deleted_at !== null }
}

function asSystemEvent(json: string): SystemEvent {
  return systemEvent.parse(JSON.parse(json))
}

function cardOf(cards: ReadonlyMap<string, UserCard>, id: string): UserCard {
  return cards.get(id) ?? { id, username: 'gone', displayName: '', avatarUrl: null }
}
