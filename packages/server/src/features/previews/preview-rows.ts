import type { Database, Tx } from '../../database/database.ts'
import type { LinkPreviewsTable, MessagePreviewsTable } from '../../database/schema-previews.ts'

type Reader = Database['read']

/** What was found behind an address last, if that was after `after`. */
export async function newestPreview(
  db: Reader,
  urlHash: string,
  after: number,
): Promise<Pick<LinkPreviewsTable, 'id' | 'state' | 'fetched_at'> | undefined> {
  return db
    .selectFrom('link_previews')
    .select(['id', 'state', 'fetched_at'])
    .where('url_hash', '=', urlHash)
    .where('fetched_at', '>', after)
    .orderBy('fetched_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function insertPreview(tx: Tx, row: LinkPreviewsTable): Promise<void> {
  await tx.insertInto('link_previews').values(row).execute()
}

export async function previewBy(db: Reader, id: string): Promise<LinkPreviewsTable | undefined> {
  return db.selectFrom('link_previews').selectAll().where('id', '=', id).executeTakeFirst()
}

export type ShownPreview = Pick<
  LinkPreviewsTable,
  'id' | 'title' | 'description' | 'site_name' | 'sha256' | 'width' | 'height'
> &
  Pick<MessagePreviewsTable, 'message_id' | 'url'>

/** What messages show of their links, each in the order of its text. */
export async function shownPreviews(db: Reader, messageIds: readonly string[]): Promise<ShownPreview[]> {
  if (messageIds.length === 0) return []
  return db
    .selectFrom('message_previews')
    .innerJoin('link_previews', 'link_previews.id', 'message_previews.preview_id')
    .select([
      'link_previews.id',
      'link_previews.title',
      'link_previews.description',
      'link_previews.site_name',
      'link_previews.sha256',
      'link_previews.width',
      'link_previews.height',
      'message_previews.message_id',
      'message_previews.url',
    ])
    .where('message_previews.message_id', 'in', messageIds)
    .orderBy('message_previews.message_id')
    .orderBy('message_previews.place')
    .execute()
}

/** The links of a message of which it was decided whether they are shown. */
export async function decidedLinks(db: Reader, messageId: string): Promise<MessagePreviewsTable[]> {
  return db.selectFrom('message_previews').selectAll().where('message_id', '=', messageId).execute()
}

export async function insertShown(tx: Tx, rows: readonly MessagePreviewsTable[]): Promise<void> {
  if (rows.length > 0) await tx.insertInto('message_previews').values(rows).execute()
}

/** Shows nothing any more of these links of a message, whether or not it did. */
export async function hideLinks(tx: Tx, messageId: string, urls: readonly string[]): Promise<void> {
  await tx.updateTable('message_previews').set({ preview_id: null }).where('message_id', '=', messageId).execute()
  if (urls.length === 0) return
  const rows = urls.map((url, place) => ({ message_id: messageId, url, place, preview_id: null }))
  await tx
    .insertInto('message_previews')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['message_id', 'url']).doNothing())
    .execute()
}

export async function movePlace(tx: Tx, messageId: string, url: string, place: number): Promise<void> {
  await tx
    .updateTable('message_previews')
    .set({ place })
    .where('message_id', '=', messageId)
    .where('url', '=', url)
    .execute()
}

export async function forgetLinks(tx: Tx, messageId: string, urls: readonly string[]): Promise<void> {
  if (urls.length === 0) return
  await tx.deleteFrom('message_previews').where('message_id', '=', messageId).where('url', 'in', urls).execute()
}

export async function forgetAllLinks(tx: Tx, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length > 0) await tx.deleteFrom('message_previews').where('message_id', 'in', messageIds).execute()
}

/** Takes away what was found before `before` and no message shows, `limit` at most: their pictures, null for those without. */
export async function deleteUnshown(tx: Tx, before: number, limit: number): Promise<(string | null)[]> {
  const rows = await tx
    .deleteFrom('link_previews')
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('link_previews as old')
        .select('old.id')
        .where('old.fetched_at', '<', before)
        .where((old) =>
          old.not(old.exists(old.selectFrom('message_previews').select('url').whereRef('preview_id', '=', 'old.id'))),
        )
        .orderBy('old.fetched_at')
        .orderBy('old.id')
        .limit(limit),
    )
    .returning('sha256')
    .execute()
  return rows.map(({ sha256 }) => sha256)
}
