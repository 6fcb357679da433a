import { excerptOf } from '@kith/protocol/excerpt.ts'
import type { Message, MessageQuote } from '@kith/protocol/messages.ts'
import type { UserCard } from '@kith/protocol/users.ts'
import type { Database } from '../../database/database.ts'
import { toTimestamp, toTimestampOrNull } from '../../timestamp.ts'
import { cardsOf } from '../users/users.ts'
import { mentionsOf } from './mention-rows.ts'
import { mayMention } from './mentions.ts'
import { messagesByIds } from './message-rows.ts'
import { noParts, partsOf } from './message-parts.ts'
import type { PartsOfMessage } from './message-parts.ts'
import type { MessageRow } from './message-rows.ts'
import { fileNames } from '../project-access/project-access.ts'
import { eventOf, filesIn, namedIn } from './system-events.ts'

/**
 * Messages as they leave the server, in the order of `rows`. A quote of what lies at or before `visibleFrom` (by
 * conversation where there are several) is left out: its reader came later. A reply in a thread that begins there is
 * for them a message of the conversation itself.
 */
export async function asMessages(
  db: Database['read'],
  rows: readonly MessageRow[],
  visibleFrom: number | ReadonlyMap<string, number>,
): Promise<Message[]> {
  const quotedIds = rows.flatMap(({ reply_to_id: id }) => (id === null ? [] : [id]))
  const quoted = new Map((await messagesByIds(db, quotedIds)).map((row) => [row.id, row]))
  const parts = await partsOf(db, [...rows, ...quoted.values()])
  const naming = rows.filter(({ body }) => mayMention(body)).map(({ id }) => id)
  const mentions = await mentionsOf(db, naming)
  const cards = await cardsOf(db, [
    ...[...rows, ...quoted.values()].flatMap(({ author_id: id, system }) =>
      system === null ? id : [id, ...namedIn(system)],
    ),
    ...mentions.map(({ user_id: id }) => id),
  ])
  const names = await fileNames(
    db,
    rows.flatMap(({ system }) => (system === null ? [] : filesIn(system))),
  )
  const named = Map.groupBy(mentions, ({ message_id: id }) => id)
  return rows.map((row) => {
    const answered = row.reply_to_id === null || row.deleted_at !== null ? undefined : quoted.get(row.reply_to_id)
    const replyTo =
      answered === undefined || answered.seq <= floorOf(visibleFrom, row) ? null : asQuote(answered, cards, parts)
    const mentioned = (named.get(row.id) ?? []).map(({ user_id: id, written_as: writtenAs }) => ({
      ...cardOf(cards, id),
      writtenAs,
    }))
    const isInThread = isReply(row, floorOf(visibleFrom, row))
    return asMessage(row, (id) => cardOf(cards, id), names, {
      threadId: isInThread ? row.thread_id : null,
      threadSeq: isInThread ? row.thread_seq : null,
      ...(parts.get(row.id) ?? noParts),
      replyTo,
      mentions: mentioned,
    })
  })
}

function asMessage(
  row: MessageRow,
  cardFor: (id: string) => UserCard,
  namesOfFiles: ReadonlyMap<string, string>,
  more: PartsOfMessage & Pick<Message, 'replyTo' | 'mentions' | 'threadId' | 'threadSeq'>,
): Message {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    seq: row.seq,
    rev: row.rev,
    kind: row.kind,
    author: cardFor(row.author_id),
    body: row.body,
    system: row.system === null ? null : eventOf(row.system, cardFor, namesOfFiles),
    clientId: row.client_id,
    createdAt: toTimestamp(row.created_at),
    editedAt: toTimestampOrNull(row.edited_at),
    deletedAt: toTimestampOrNull(row.deleted_at),
    ...more,
  }
}

/** Whether a message is in a thread, for whoever sees what comes after `visibleFrom`. */
export function isReply({ thread_seq: threadSeq }: Pick<MessageRow, 'thread_seq'>, visibleFrom: number): boolean {
  return threadSeq !== null && threadSeq > visibleFrom
}

function floorOf(visibleFrom: number | ReadonlyMap<string, number>, row: MessageRow): number {
  return typeof visibleFrom === 'number' ? visibleFrom : (visibleFrom.get(row.conversation_id) ?? 0)
}

function asQuote(
  row: MessageRow,
  cards: ReadonlyMap<string, UserCard>,
  parts: ReadonlyMap<string, PartsOfMessage>,
): MessageQuote {
  const { attachments, sharedFiles, sharedPosts } = parts.get(row.id) ?? noParts
  return {
    id: row.id,
    seq: row.seq,
    author: cardOf(cards, row.author_id),
    excerpt: excerptOf(row.body),
    isDeleted: row.deleted_at !== null,
    attachment: attachments[0] ?? null,
    attachmentCount: attachments.length,
    sharedFileCount: sharedFiles.length,
    sharedPostCount: sharedPosts.length,
  }
}

function cardOf(cards: ReadonlyMap<string, UserCard>, id: string): UserCard {
  return cards.get(id) ?? { id, username: '', displayName: '', avatarUrl: null }
}
