import type { FileVersion, ProjectEntry } from '@kith/protocol/project-files.ts'
import type { CallParsed } from '@kith/protocol/registry.ts'
import { z } from 'zod'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { Problem } from '../../problem.ts'
import { projectFor } from '../project-access/project-access.ts'
import { changeEntries } from './change-entries.ts'
import { versionOf, versionsPage } from './content-rows.ts'
import { entryIn, liveEntryIn, updateEntry } from './entry-rows.ts'
import { versionViews } from './entry-view.ts'
import { addVersion } from './store-file.ts'

const place = z.strictObject({ number: z.int() })

/**
 * All versions of a file, newest first.
 * @throws Problem `not-found`
 */
export async function listVersions(
  ctx: AppContext,
  caller: Caller,
  { projectId, fileId, limit, cursor }: CallParsed<'GET /api/projects/:projectId/files/:fileId/versions'>,
): Promise<{ items: FileVersion[]; nextCursor: string | null }> {
  const { read } = ctx.db
  const project = await projectFor(read, caller.userId, projectId)
  const { id, type } = await entryIn(read, project.id, fileId)
  if (type !== 'file') throw new Problem('not-found')
  const before = readCursor(place, cursor)?.number ?? null
  const rows = await versionsPage(read, id, before, limit + 1)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: await versionViews(read, rows.slice(0, limit)),
    nextCursor: last === undefined ? null : writeCursor({ number: last.number }),
  }
}

/**
 * Makes an old version the newest again, as a version of its own. The newest itself stays as it is.
 * @throws Problem `not-found`, `forbidden`
 */
export async function restoreVersion(
  ctx: AppContext,
  caller: Caller,
  { projectId, fileId, version }: CallParsed<'POST /api/projects/:projectId/files/:fileId/versions/:version/restore'>,
): Promise<ProjectEntry> {
  const [entry] = await changeEntries(ctx, caller, projectId, async ({ tx, project, rev, now, userId }) => {
    const row = await liveEntryIn(tx, projectId, fileId)
    const old = await versionOf(tx, row.id, version)
    if (old === undefined) throw new Problem('not-found')
    if (old.number === row.version) return { named: [row], changed: [] }
    const changed = await updateEntry(tx, row.id, {
      kind: old.kind,
      mime_type: old.mime_type,
      sha256: old.sha256,
      size_bytes: old.size_bytes,
      version: row.version + 1,
      uploaded_by: userId,
      changed_at: now,
      changed_by: userId,
      rev,
    })
    await addVersion(ctx, tx, project, changed, { restoredFrom: old.number, now })
    return { named: [changed], changed: [changed] }
  })
  if (entry === undefined) throw new Error('a version was restored and not seen')
  return entry
}
