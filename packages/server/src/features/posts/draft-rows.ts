import type { Database, Tx } from '../../database/database.ts'
import type { PostDraftMediaTable, PostDraftsTable } from '../../database/schema-posts.ts'
import type { UploadsTable } from '../../database/schema-uploads.ts'
import { uploadsIn } from './post-rows.ts'

type Reader = Database['read']
export type DraftRow = PostDraftsTable

type DraftMediaRow = UploadsTable & Pick<PostDraftMediaTable, 'draft_id' | 'poster_id' | 'alt'>

export async function putDraft(tx: Tx, row: DraftRow): Promise<void> {
  await tx
    .insertInto('post_drafts')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['user_id', 'id']).doUpdateSet((eb) => ({
        content: eb.ref('excluded.content'),
        changed_at: eb.ref('excluded.changed_at'),
      })),
    )
    .execute()
}

export async function insertDraftMedia(tx: Tx, rows: readonly PostDraftMediaTable[]): Promise<void> {
  if (rows.length > 0) await tx.insertInto('post_draft_media').values(rows).execute()
}

/** What a draft had; it has nothing from now on. */
export async function deleteDraftMedia(tx: Tx, userId: string, draftId: string): Promise<string[]> {
  const rows = await tx
    .deleteFrom('post_draft_media')
    .where('user_id', '=', userId)
    .where('draft_id', '=', draftId)
    .returning(['upload_id', 'poster_id'])
    .execute()
  return uploadsIn(rows)
}

/** False when there is none. */
export async function deleteDraft(tx: Tx, userId: string, draftId: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('post_drafts')
    .where('user_id', '=', userId)
    .where('id', '=', draftId)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** What `userId` has begun, newest first. */
export async function draftsOf(db: Reader, userId: string, limit: number): Promise<DraftRow[]> {
  return db
    .selectFrom('post_drafts')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('changed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** What is in drafts of `userId`, by draft, in their order. */
export async function draftMediaOf(db: Reader, userId: string, draftIds: readonly string[]): Promise<DraftMediaRow[]> {
  if (draftIds.length === 0) return []
  return db
    .selectFrom('post_draft_media')
    .innerJoin('uploads', 'uploads.id', 'post_draft_media.upload_id')
    .selectAll('uploads')
    .select(['post_draft_media.draft_id', 'post_draft_media.poster_id', 'post_draft_media.alt'])
    .where('post_draft_media.user_id', '=', userId)
    .where('post_draft_media.draft_id', 'in', draftIds)
    .orderBy('post_draft_media.draft_id')
    .orderBy('post_draft_media.position')
    .execute()
}
