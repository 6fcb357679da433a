import type { FileVersion, ProjectEntry } from '@kith/protocol/project-files.ts'
import type { Database } from '../../database/database.ts'
import { toTimestamp, toTimestampOrNull } from '../../timestamp.ts'
import { asSeen } from '../project-access/project-access.ts'
import { cardsOf } from '../users/users.ts'
import type { EntryRow } from './entry-rows.ts'
import { looksOf } from './content-rows.ts'
import type { LookRow, VersionRow } from './content-rows.ts'

/** Files and folders as the people of their project see them, in the order of `rows`. */
export async function entryViews(db: Database['read'], rows: readonly EntryRow[]): Promise<ProjectEntry[]> {
  const cards = await cardsOf(
    db,
    rows.flatMap((row) => [row.uploaded_by, row.changed_by]),
  )
  const looks = await looksOf(
    db,
    rows.map(({ sha256 }) => sha256),
  )
  return (await asSeen(db, rows)).map((row) => {
    const look = row.sha256 === null ? undefined : looks.get(row.sha256)
    return {
      id: row.id,
      projectId: row.project_id,
      parentId: row.parent_id === '' ? null : row.parent_id,
      type: row.type,
      name: row.name,
      size: row.size_bytes,
      kind: row.kind,
      mimeType: row.mime_type,
      sha256: row.sha256,
      version: row.version,
      width: look?.width ?? null,
      height: look?.height ?? null,
      thumbhash: look?.thumbhash ?? null,
      ...(row.sha256 === null ? noAddresses : addressesOf(row.project_id, row.id, row.version, look)),
      uploadedBy: cards.get(row.uploaded_by) ?? nobody(row.uploaded_by),
      createdAt: toTimestamp(row.created_at),
      changedAt: toTimestamp(row.changed_at),
      changedBy: cards.get(row.changed_by) ?? nobody(row.changed_by),
      pinnedAt: toTimestampOrNull(row.pinned_at),
      trashedAt: toTimestampOrNull(row.trashed_at),
      trashId: row.trash_id,
      openComments: row.open_comments,
      rev: row.rev,
      isGone: row.is_gone === 1,
    }
  })
}

export async function entryView(db: Database['read'], row: EntryRow): Promise<ProjectEntry> {
  const [view] = await entryViews(db, [row])
  if (view === undefined) throw new Error('one entry was seen as none')
  return view
}

export async function versionViews(db: Database['read'], rows: readonly VersionRow[]): Promise<FileVersion[]> {
  const cards = await cardsOf(
    db,
    rows.map((row) => row.uploaded_by),
  )
  const looks = await looksOf(
    db,
    rows.map(({ sha256 }) => sha256),
  )
  return rows.map((row) => ({
    fileId: row.file_id,
    number: row.number,
    size: row.size_bytes,
    kind: row.kind,
    mimeType: row.mime_type,
    sha256: row.sha256,
    ...addressesOf(row.project_id, row.file_id, row.number, looks.get(row.sha256)),
    uploadedBy: cards.get(row.uploaded_by) ?? nobody(row.uploaded_by),
    uploadedAt: toTimestamp(row.uploaded_at),
    restoredFrom: row.restored_from,
  }))
}

const noAddresses = { url: null, previewUrl: null, thumbnailUrl: null }

function addressesOf(projectId: string, fileId: string, version: number, look: LookRow | undefined) {
  const base = `/api/projects/${projectId}/files/${fileId}/versions/${version}`
  const hasPictures = look?.state === 'ready'
  return {
    url: `${base}/original`,
    previewUrl: hasPictures ? `${base}/view` : null,
    thumbnailUrl: hasPictures ? `${base}/thumbnail` : null,
  }
}

/** Whose row is not there any more. */
function nobody(id: string) {
  return { id, username: '', displayName: '', avatarUrl: null }
}
