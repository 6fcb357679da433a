import { sql } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import { prepared } from '../../database/prepared.ts'
import type { MessagesTable } from '../../database/schema.ts'

type Reader = Database['read']
export type MessageRow = MessagesTable

const insertQuery = prepared((db, row: MessageRow) =>
  db.insertInto('messages').values({
    id: row.id,
    conversation_id: row.conversation_id,
    seq: row.seq,
    rev: row.rev,
    kind: row.kind,
    author_id: row.author_id,
    body: row.body,
    client_id: row.client_id,
    system: row.system,
    reply_to_id: row.reply_to_id,
    created_at: row.created_at,
    edited_at: row.edited_at,
    deleted_at: row.deleted_at,
    parts: row.parts,
    thread_id: row.thread_id,
    thread_seq: row.thread_seq,
  }),
)

export async function insertMessage(tx: Tx, row: MessageRow): Promise<void> {
  await insertQuery(tx, row)
}

const byClientIdQuery = prepared((db, at: { authorId: string; clientId: string }) =>
  db.selectFrom('messages').selectAll().where('author_id', '=', at.authorId).where('client_id', '=', at.clientId),
)

export async function messageByClientId(
  db: Reader,
  authorId: string,
  clientId: string,
): Promise<MessageRow | undefined> {
  return (await byClientIdQuery(db, { authorId, clientId }))[0]
}

export async function messageById(db: Reader, id: string): Promise<MessageRow | undefined> {
  return db.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The conversation of a message: ids are looked up first, rights are asked before anything else is read. */
export async function conversationOfMessage(db: Reader, id: string): Promise<string | undefined> {
  return (await db.selectFrom('messages').select('conversation_id').where('id', '=', id).executeTakeFirst())
    ?.conversation_id
}

export async function messagesByIds(db: Reader, ids: readonly string[]): Promise<MessageRow[]> {
  if (ids.length === 0) return []
  return db.selectFrom('messages').selectAll().where('id', 'in', ids).execute()
}

interface Range {
  conversationId: string
  after: number
  before: number
  limit: number
}

const between = (db: Reader, { conversationId, after, before }: Range) =>
  db
    .selectFrom('messages')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('seq', '>', after)
    .where('seq', '<', before)

const oldestQuery = prepared((db, range: Range) => between(db, range).orderBy('seq').limit(range.limit))
const newestQuery = prepared((db, range: Range) => between(db, range).orderBy('seq', 'desc').limit(range.limit))

/** Ascending by seq: those in (`after`, `before`), `limit` at most, taken from the end that `newest` says. */
export async function messagesBetween(
  db: Reader,
  conversationId: string,
  { after, before }: { after: number; before: number | null },
  limit: number,
  newest: boolean,
): Promise<MessageRow[]> {
  const range = { conversationId, after, before: before ?? Number.MAX_SAFE_INTEGER, limit }
  return newest ? (await newestQuery(db, range)).toReversed() : oldestQuery(db, range)
}

/** Ascending by seq: the replies of a thread in (`after`, `before`), `limit` at most, taken from the end that `newest` says. */
export async function repliesBetween(
  db: Reader,
  threadId: string,
  { after, before }: { after: number; before: number | null },
  limit: number,
  newest: boolean,
): Promise<MessageRow[]> {
  const rows = await db
    .selectFrom('messages')
    .selectAll()
    .where('thread_id', '=', threadId)
    .where('seq', '>', after)
    .where('seq', '<', before ?? Number.MAX_SAFE_INTEGER)
    .orderBy('seq', newest ? 'desc' : 'asc')
    .limit(limit)
    .execute()
  return newest ? rows.toReversed() : rows
}

/** The message at a place. */
export async function messageAtPlace(db: Reader, conversationId: string, seq: number): Promise<MessageRow | undefined> {
  return db
    .selectFrom('messages')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('seq', '=', seq)
    .executeTakeFirst()
}

const timeQuery = prepared((db, at: { conversationId: string; seq: number }) =>
  db
    .selectFrom('messages')
    .select('created_at')
    .where('conversation_id', '=', at.conversationId)
    .where('seq', '=', at.seq),
)

/** When the message at a place was sent. */
export async function timeOfPlace(db: Reader, conversationId: string, seq: number): Promise<number | undefined> {
  return (await timeQuery(db, { conversationId, seq }))[0]?.created_at
}

/** Ascending by rev: what changed in (`since`, `upTo`], of what is visible after `visibleFrom`. */
export async function messagesChanged(
  db: Reader,
  conversationId: string,
  range: { since: number; upTo: number; visibleFrom: number },
  limit: number,
): Promise<MessageRow[]> {
  return (
    db
      .selectFrom('messages')
      .selectAll()
      .where('conversation_id', '=', conversationId)
      .where('rev', '>', range.since)
      .where('rev', '<=', range.upTo)
      // The unary plus keeps SQLite from preferring the index by seq for this filter.
      .where(sql<number>`+seq`, '>', range.visibleFrom)
      .orderBy('rev')
      .limit(limit)
      .execute()
  )
}

/** The newest message of each conversation. */
export async function lastMessages(db: Reader, conversationIds: readonly string[]): Promise<MessageRow[]> {
  if (conversationIds.length === 0) return []
  return db
    .selectFrom('conversations')
    .innerJoin('messages', (join) =>
      join
        .onRef('messages.conversation_id', '=', 'conversations.id')
        .onRef('messages.seq', '=', 'conversations.last_seq'),
    )
    .selectAll('messages')
    .where('conversations.id', 'in', conversationIds)
    .execute()
}

export async function updateMessage(
  tx: Tx,
  id: string,
  change: Partial<Pick<MessageRow, 'rev' | 'body' | 'edited_at' | 'deleted_at' | 'parts'>>,
): Promise<void> {
  await tx.updateTable('messages').set(change).where('id', '=', id).execute()
}

/** Texts of `userId` that are not deleted, by client id, after `after`. */
export async function ownTexts(
  db: Reader,
  userId: string,
  after: string,
  limit: number,
): Promise<Pick<MessageRow, 'id' | 'conversation_id' | 'client_id' | 'parts' | 'thread_id'>[]> {
  return db
    .selectFrom('messages')
    .select(['id', 'conversation_id', 'client_id', 'parts', 'thread_id'])
    .where('author_id', '=', userId)
    .where('client_id', 'is not', null)
    .where('client_id', '>', after)
    .where('deleted_at', 'is', null)
    .orderBy('client_id')
    .limit(limit)
    .execute()
}

export async function headOf(tx: Tx, conversationId: string): Promise<number> {
  const row = await tx
    .selectFrom('conversations')
    .select('head')
    .where('id', '=', conversationId)
    .executeTakeFirstOrThrow()
  return row.head
}
