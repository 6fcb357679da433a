import type { Attachment } from '@kith/protocol/uploads.ts'
import type { Database } from '../../database/database.ts'
import { attachedTo } from './attachment-rows.ts'
import type { UploadRow } from './upload-rows.ts'

export function asAttachment(row: UploadRow): Attachment {
  const isPicture = row.kind === 'image'
  const at = (rendition: string): string => `/api/files/${row.id}/${rendition}`
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    size: row.size_bytes,
    mimeType: row.mime_type,
    width: row.width,
    height: row.height,
    durationMs: row.duration_ms,
    waveform: row.waveform === null ? null : row.waveform.split(',').map(Number),
    thumbhash: row.thumbhash,
    url: at(isPicture ? 'full' : 'original'),
    previewUrl: isPicture ? at('view') : null,
    thumbnailUrl: isPicture ? at('thumbnail') : null,
  }
}

/** By message what it shows, in its order; those that show nothing are left out. */
export async function attachmentsOf(
  db: Database['read'],
  messageIds: readonly string[],
): Promise<ReadonlyMap<string, Attachment[]>> {
  const byMessage = new Map<string, Attachment[]>()
  for (const row of await attachedTo(db, messageIds)) {
    const known = byMessage.get(row.message_id)
    if (known === undefined) byMessage.set(row.message_id, [asAttachment(row)])
    else known.push(asAttachment(row))
  }
  return byMessage
}
