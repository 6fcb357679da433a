import { sql } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import type { AttachmentsTable, UploadsTable } from '../../database/schema-uploads.ts'

type Reader = Database['read']
export type AttachedRow = AttachmentsTable & UploadsTable

function attached(db: Reader) {
  return db
    .selectFrom('attachments')
    .innerJoin('uploads', 'uploads.id', 'attachments.upload_id')
    .selectAll('attachments')
    .selectAll('uploads')
}

/** What messages show, in its order. */
export async function attachedTo(db: Reader, messageIds: readonly string[]): Promise<AttachedRow[]> {
  if (messageIds.length === 0) return []
  return attached(db)
    .where('attachments.message_id', 'in', messageIds)
    .orderBy('attachments.message_id')
    .orderBy('attachments.position')
    .execute()
}

/** The messages of `authorId` that show an upload, in their order. */
export async function messagesShowing(db: Reader, authorId: string, uploadId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('attachments')
    .innerJoin('messages', 'messages.id', 'attachments.message_id')
    .select('messages.id')
    .where('attachments.upload_id', '=', uploadId)
    .where('messages.author_id', '=', authorId)
    .where('messages.deleted_at', 'is', null)
    .orderBy('messages.id')
    .execute()
  return rows.map(({ id }) => id)
}

export async function insertAttachments(tx: Tx, rows: readonly AttachmentsTable[]): Promise<void> {
  if (rows.length > 0) await tx.insertInto('attachments').values(rows).execute()
}

/** What messages showed, without order. */
export async function deleteAttachments(tx: Tx, messageIds: readonly string[]): Promise<string[]> {
  const rows = await tx.deleteFrom('attachments').where('message_id', 'in', messageIds).returning('upload_id').execute()
  return [...new Set(rows.map(({ upload_id: id }) => id))]
}

export interface ShelfPlace {
  seq: number
  position: number
}

interface ShelfRange {
  conversationId: string
  visibleFrom: number
  before: ShelfPlace | null
  limit: number
}

export type SharedRow = AttachedRow & { author_id: string; said_at: number }

/** What was shared, newest first. */
export async function sharedFiles(
  db: Reader,
  shelf: AttachmentsTable['shelf'],
  { conversationId, visibleFrom, before, limit }: ShelfRange,
): Promise<SharedRow[]> {
  return attached(db)
    .innerJoin('messages', 'messages.id', 'attachments.message_id')
    .select(['messages.author_id', 'messages.created_at as said_at'])
    .where('attachments.conversation_id', '=', conversationId)
    .where('attachments.shelf', '=', shelf)
    .where('attachments.seq', '>', visibleFrom)
    .where('messages.deleted_at', 'is', null)
    .$if(before !== null, (query) =>
      query
        .where('attachments.seq', '<=', before?.seq ?? 0)
        .where((eb) =>
          eb.or([eb('attachments.seq', '<', before?.seq ?? 0), eb('attachments.position', '<', before?.position ?? 0)]),
        ),
    )
    .orderBy('attachments.seq', 'desc')
    .orderBy('attachments.position', 'desc')
    .limit(limit)
    .execute()
}

export interface LinkedRow {
  id: string
  seq: number
  author_id: string
  body: string
  created_at: number
}

/** Messages with a link, newest first. */
export async function sharedLinks(
  db: Reader,
  { conversationId, visibleFrom, before, limit }: ShelfRange,
): Promise<LinkedRow[]> {
  return (
    db
      .selectFrom('messages')
      .select(['id', 'seq', 'author_id', 'body', 'created_at'])
      .where('conversation_id', '=', conversationId)
      // As the index has it, or the index is not used.
      .where(sql<boolean>`(parts & 128) <> 0`)
      .where('seq', '>', visibleFrom)
      .where('seq', '<', before?.seq ?? Number.MAX_SAFE_INTEGER)
      .where('deleted_at', 'is', null)
      .orderBy('seq', 'desc')
      .limit(limit)
      .execute()
  )
}
