import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import type { AttachmentsTable } from '../../database/schema-uploads.ts'
import { Problem } from '../../problem.ts'
import { attachedTo, deleteAttachments, insertAttachments } from './attachment-rows.ts'
import { deleteUpload, isAttached, lockUpload, setLoose, takeLoose } from './upload-rows.ts'
import type { UploadRow } from './upload-rows.ts'

/** The message that shows something, and its place. */
interface Showing {
  id: string
  conversation_id: string
  seq: number
  author_id: string
}

/**
 * Attaches what its author brought to a message, in the order of `uploadIds`.
 * @throws Problem `not-found` for one that is not theirs, or is attached already
 */
export async function attach(tx: Tx, message: Showing, uploadIds: readonly string[]): Promise<void> {
  if (uploadIds.length === 0) return
  const kinds = new Map((await takeLoose(tx, message.author_id, uploadIds)).map(({ id, kind }) => [id, kind]))
  const rows = uploadIds.map((uploadId, position): AttachmentsTable => {
    const kind = kinds.get(uploadId)
    if (kind === undefined) throw new Problem('not-found')
    return {
      message_id: message.id,
      position,
      upload_id: uploadId,
      conversation_id: message.conversation_id,
      seq: message.seq,
      shelf: kind === 'image' || kind === 'video' ? 'media' : 'files',
    }
  })
  await insertAttachments(tx, rows)
}

/** Shows in `message` all that the message `fromId` shows, without a copy of the bytes; how many there are. */
export async function shareAttachments(tx: Tx, fromId: string, message: Omit<Showing, 'author_id'>): Promise<number> {
  const shown = await attachedTo(tx, [fromId])
  for (const id of shown.map(({ upload_id: uploadId }) => uploadId).toSorted()) {
    // Deleted in this moment: then there is nothing to forward.
    if ((await lockUpload(tx, id)) === undefined) throw new Problem('not-found')
    await setLoose(tx, id, null)
  }
  await insertAttachments(
    tx,
    shown.map(({ position, upload_id: uploadId, shelf }) => ({
      message_id: message.id,
      position,
      upload_id: uploadId,
      conversation_id: message.conversation_id,
      seq: message.seq,
      shelf,
    })),
  )
  return shown.length
}

/**
 * Uploads of `ownerId` become shown, by id; something may show them already.
 * @throws Problem `not-found` for one that is not theirs, or is gone
 */
export async function takeOwn(tx: Tx, ownerId: string, ids: readonly string[]): Promise<Map<string, UploadRow>> {
  const taken = new Map<string, UploadRow>()
  // Always in the order of the ids, so that two of these never wait for each other.
  for (const id of new Set(ids.toSorted())) {
    const row = await lockUpload(tx, id)
    if (row?.owner_id !== ownerId || row.loose_since === 0) throw new Problem('not-found')
    if (row.loose_since !== null) await setLoose(tx, id, null)
    taken.set(id, row)
  }
  return taken
}

/**
 * Takes from messages what they show, and away what nothing else shows. What it returns is for
 * `ctx.media.removeUnused` after the commit.
 */
export async function detach(ctx: AppContext, tx: Tx, messageIds: readonly string[]): Promise<string[]> {
  if (messageIds.length === 0) return []
  return dropUnshown(ctx, tx, await deleteAttachments(tx, messageIds))
}

/** Takes away those of `uploadIds` that nothing shows any more; their bytes, as for `detach`. */
export async function dropUnshown(ctx: AppContext, tx: Tx, uploadIds: readonly string[]): Promise<string[]> {
  const freed: string[] = []
  // In the order of the ids, as above.
  for (const id of new Set(uploadIds.toSorted())) {
    await lockUpload(tx, id)
    if (!(await isAttached(tx, id))) freed.push(...(await drop(ctx, tx, id)))
  }
  return freed
}

/** Those of `uploadIds` that nothing shows any more are loose from now on, as if they had just been brought. */
export async function loosenUnshown(tx: Tx, uploadIds: readonly string[], now: number): Promise<void> {
  for (const id of new Set(uploadIds.toSorted())) {
    await lockUpload(tx, id)
    if (!(await isAttached(tx, id))) await setLoose(tx, id, now)
  }
}

/** Takes an upload away that nothing shows; its bytes, as for `detach`. */
export async function drop(ctx: AppContext, tx: Tx, uploadId: string): Promise<string[]> {
  const sha256s = await deleteUpload(tx, uploadId)
  for (const sha256 of sha256s) await ctx.media.release(tx, sha256)
  return sha256s
}
