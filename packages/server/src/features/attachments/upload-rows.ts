import { sql } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import type { RenditionsTable, UploadsTable } from '../../database/schema-uploads.ts'
import { isSeenBy } from '../post-access/post-access.ts'

type Reader = Database['read']
export type UploadRow = UploadsTable
export type RenditionRow = RenditionsTable

export async function insertUpload(
  tx: Tx,
  row: UploadRow,
  renditions: readonly Omit<RenditionRow, 'upload_id'>[],
): Promise<void> {
  await tx.insertInto('uploads').values(row).execute()
  await tx
    .insertInto('renditions')
    .values(renditions.map((rendition) => ({ ...rendition, upload_id: row.id })))
    .execute()
}

/** What all that `ownerId` brought takes of their space. */
export async function usedBytes(db: Reader, ownerId: string): Promise<number> {
  const row = await db
    .selectFrom('uploads')
    .select((eb) => eb.fn.sum<string | number | null>('stored_bytes').as('bytes'))
    .where('owner_id', '=', ownerId)
    .executeTakeFirst()
  return Number(row?.bytes ?? 0)
}

export async function uploadById(db: Reader, id: string): Promise<UploadRow | undefined> {
  return db.selectFrom('uploads').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function renditionOf(
  db: Reader,
  uploadId: string,
  rendition: RenditionRow['rendition'],
): Promise<RenditionRow | undefined> {
  return db
    .selectFrom('renditions')
    .selectAll()
    .where('upload_id', '=', uploadId)
    .where('rendition', '=', rendition)
    .executeTakeFirst()
}

/** In the place of what was there. */
export async function putRendition(tx: Tx, row: RenditionRow): Promise<void> {
  await tx
    .insertInto('renditions')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['upload_id', 'rendition'])
        .doUpdateSet((eb) => ({ sha256: eb.ref('excluded.sha256'), size_bytes: eb.ref('excluded.size_bytes') })),
    )
    .execute()
}

/** Whether a message or a post that `userId` may see shows the upload. */
export async function isShownTo(db: Reader, userId: string, uploadId: string): Promise<boolean> {
  return (await isInMessageFor(db, userId, uploadId)) || (await isInPostFor(db, userId, uploadId))
}

/** As one of its pictures and videos, or as what stands for a video. */
async function isInPostFor(db: Reader, userId: string, uploadId: string): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    select posts.id from posts
    where posts.id in (
      select post_id from post_media where upload_id = ${uploadId}
      union all
      select post_id from post_media where poster_id = ${uploadId}
    ) and ${isSeenBy(userId)}
    limit 1
  `.execute(db)
  return rows.length > 0
}

async function isInMessageFor(db: Reader, userId: string, uploadId: string): Promise<boolean> {
  const row = await db
    .selectFrom('attachments')
    .innerJoin('messages', 'messages.id', 'attachments.message_id')
    .innerJoin('members', (join) =>
      join.onRef('members.conversation_id', '=', 'messages.conversation_id').on('members.user_id', '=', userId),
    )
    .select('attachments.message_id')
    .where('attachments.upload_id', '=', uploadId)
    .where('messages.deleted_at', 'is', null)
    .where('members.left_at', 'is', null)
    .whereRef('messages.seq', '>', 'members.visible_from')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Uploads of `ownerId` among `ids` that nothing shows yet become shown; those that were. */
export async function takeLoose(
  tx: Tx,
  ownerId: string,
  ids: readonly string[],
): Promise<Pick<UploadRow, 'id' | 'kind'>[]> {
  return tx
    .updateTable('uploads')
    .set({ loose_since: null })
    .where('id', 'in', ids)
    .where('owner_id', '=', ownerId)
    .where('loose_since', '>', 0)
    .returning(['id', 'kind'])
    .execute()
}

/** Nobody else comes to show the upload, or takes it away, until the transaction ends; undefined when it is gone. */
export async function lockUpload(tx: Tx, id: string): Promise<UploadRow | undefined> {
  return tx
    .updateTable('uploads')
    .set((eb) => ({ loose_since: eb.ref('loose_since') }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
}

export async function setLoose(tx: Tx, id: string, looseSince: number | null): Promise<void> {
  await tx.updateTable('uploads').set({ loose_since: looseSince }).where('id', '=', id).execute()
}

/** All that only one conversation shows may be had by nobody any more. */
export async function loosenAll(tx: Tx, conversationId: string): Promise<void> {
  await sql`
    update uploads set loose_since = 0
    where id in (select upload_id from attachments where conversation_id = ${conversationId})
      and not exists (
        select 1 from attachments where upload_id = uploads.id and conversation_id <> ${conversationId}
      )
      and not ${isInPostOrDraft}
  `.execute(tx)
}

/** Whether a post or a draft of one has the row of `uploads`. */
const isInPostOrDraft = sql<boolean>`(
  exists (select 1 from post_media where upload_id = uploads.id)
  or exists (select 1 from post_media where poster_id = uploads.id)
  or exists (select 1 from post_draft_media where upload_id = uploads.id)
  or exists (select 1 from post_draft_media where poster_id = uploads.id)
)`

/** Whether anything has it: a message, a post, a draft of one. */
export async function isAttached(tx: Tx, uploadId: string): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    select id from uploads
    where id = ${uploadId}
      and (exists (select 1 from attachments where upload_id = uploads.id) or ${isInPostOrDraft})
  `.execute(tx)
  return rows.length > 0
}

/** Takes an upload away; the bytes that it stood for, once for each of its renditions. */
export async function deleteUpload(tx: Tx, id: string): Promise<string[]> {
  const rows = await tx.deleteFrom('renditions').where('upload_id', '=', id).returning('sha256').execute()
  await tx.deleteFrom('uploads').where('id', '=', id).execute()
  return rows.map(({ sha256 }) => sha256).toSorted()
}

/** Those that were loose at `before`. */
export async function looseIds(db: Reader, before: number, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('uploads')
    .select('id')
    .where('loose_since', 'is not', null)
    .where('loose_since', '<=', before)
    .orderBy('loose_since')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** What `ownerId` brought, by id after `after`. */
export async function uploadsAfter(db: Reader, ownerId: string, after: string, limit: number): Promise<UploadRow[]> {
  return db
    .selectFrom('uploads')
    .selectAll()
    .where('owner_id', '=', ownerId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
}
