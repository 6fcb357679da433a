import { randomUUIDv7 } from 'node:crypto'
import { id } from '@kith/protocol/ids.ts'
import { limits } from '@kith/protocol/limits.ts'
import type { FileKind, ProjectEntry } from '@kith/protocol/project-files.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { enqueue } from '../../jobs/jobs.ts'
import type { StoredBytes } from '../../media/store.ts'
import { Problem } from '../../problem.ts'
import {
  announceLater,
  mayInProject,
  noteActivity,
  projectFor,
  projectTaking,
} from '../project-access/project-access.ts'
import type { MemberProject } from '../project-access/project-access.ts'
import { lockUser } from '../users/users.ts'
import { contentKindOf } from './content-kind.ts'
import type { ContentKind } from './content-kind.ts'
import { addBlobUse, countIn, hasBlob, insertBlob, insertLook, insertVersion, lockLook } from './content-rows.ts'
import { fittingName } from './entry-names.ts'
import { entryNamed, freeName, insertEntry, named, placeIn, untouched, updateEntry } from './entry-rows.ts'
import type { EntryRow } from './entry-rows.ts'
import { askForText, hasWords } from './read-file.ts'
import { refuseUnlessRoom } from './room.ts'
import { tellEntries } from './tell-entries.ts'

export interface Brought {
  projectId: string
  /** Null: at the top. */
  parentId: string | null
  /** As it was sent; what no name may have is left out. */
  name: string
  /** Where the bytes lie now. They are moved. */
  path: string
  /** Done in the same transaction, before room is looked for: what stood for the upload until now ends there. */
  alongside?: (tx: Tx, made: { entryId: string; version: number }) => Promise<void>
}

/**
 * Puts a file into a project: a new one, or the next version of that which has its name there. Where a folder has it,
 * the file gets a number. Nobody sees it before its bytes are safe.
 * @throws Problem `not-found` (project or folder), `forbidden`, `quota-exceeded`, `not-durable`
 */
export async function storeFile(ctx: AppContext, caller: Caller, brought: Brought): Promise<ProjectEntry> {
  await refuseUnlessBringing(ctx, caller, brought.projectId)
  await placeIn(ctx.db.read, brought.projectId, brought.parentId)
  const name = fittingName(brought.name)
  const found = await contentKindOf(brought.path, name)
  const stored = await ctx.media.keep(brought.path)
  const write = (tx: Tx): Promise<Written> => storeIn(ctx, tx, caller, { ...brought, name, found, stored })
  const { project, row } = await ctx.db.write(write).catch(async (error: unknown) => {
    await ctx.media.removeUnused([stored.sha256])
    throw error
  })
  ctx.jobs.wake()
  const [view] = await tellEntries(ctx, project, { rev: row.rev, rows: [row] })
  if (view === undefined) throw new Error('a file was stored and not seen')
  return view
}

/**
 * Whoever may bring nothing to a project is told so before anything is received, or read from the disk.
 * @throws Problem `not-found`, `forbidden`
 */
export async function refuseUnlessBringing(ctx: AppContext, caller: Caller, projectId: string): Promise<void> {
  // What is no id is none of a project; no database need be asked.
  if (!id.safeParse(projectId).success) throw new Problem('not-found')
  const project = await projectFor(ctx.db.read, caller.userId, projectId)
  if (!mayInProject(project, 'write-files')) throw new Problem('forbidden')
}

interface Written {
  project: MemberProject
  row: EntryRow
}

async function storeIn(
  ctx: AppContext,
  tx: Tx,
  caller: Caller,
  { projectId, parentId, name, found, stored, alongside }: Brought & { found: ContentKind; stored: StoredBytes },
): Promise<Written> {
  const now = ctx.now()
  const project = await projectTaking(tx, caller.userId, projectId, { revs: 1, action: 'write-files', now })
  const place = await placeIn(tx, projectId, parentId)
  const there = await entryNamed(tx, place, name)
  const former = there?.type === 'file' ? there : null
  const entryId = former?.id ?? randomUUIDv7()
  const version = (former?.version ?? 0) + 1
  await alongside?.(tx, { entryId, version })
  const content = {
    kind: found.kind,
    mime_type: found.mediaType,
    sha256: stored.sha256,
    size_bytes: stored.sizeBytes,
    version,
    uploaded_by: caller.userId,
    changed_at: now,
    changed_by: caller.userId,
    rev: project.head,
  }
  const row: EntryRow =
    former === null
      ? {
          ...untouched,
          ...named(await freeName(tx, place, name, null)),
          ...content,
          id: entryId,
          project_id: projectId,
          parent_id: place.parentId,
          type: 'file',
          created_at: now,
        }
      : await updateEntry(tx, entryId, content)
  if (former === null) {
    if (project.file_count >= limits.projectFilesMax) throw new Problem('quota-exceeded')
    await insertEntry(tx, row)
    await countIn(tx, projectId, { files: 1 })
  }
  await addVersion(ctx, tx, project, row, { restoredFrom: null, now })
  return { project, row }
}

/**
 * Writes down the newest version of `row`, charges its bytes where the project has not had them, and asks for pictures
 * of them.
 * @throws Problem `quota-exceeded`, `not-durable`
 */
export async function addVersion(
  ctx: AppContext,
  tx: Tx,
  project: MemberProject,
  row: EntryRow,
  { restoredFrom, now }: { restoredFrom: number | null; now: number },
): Promise<void> {
  const { id: fileId, version, sha256, kind, size_bytes: sizeBytes, uploaded_by: uploadedBy } = row
  if (sha256 === null || kind === null) throw new Error('a version of what is no file')
  await insertVersion(tx, {
    file_id: fileId,
    number: version,
    project_id: project.id,
    sha256,
    size_bytes: sizeBytes,
    kind,
    mime_type: row.mime_type,
    uploaded_by: uploadedBy,
    uploaded_at: now,
    restored_from: restoredFrom,
  })
  if (await hasBlob(tx, project.id, sha256)) {
    await addBlobUse(tx, project.id, sha256)
  } else {
    // One upload of a person after the other, whatever the project: together they never have more than their space.
    await lockUser(tx, uploadedBy)
    await refuseUnlessRoom(ctx, tx, project, sizeBytes)
    await insertBlob(tx, { project_id: project.id, sha256, size_bytes: sizeBytes, uses: 1, charged_to: uploadedBy })
    await ctx.media.use(tx, sha256)
    await countIn(tx, project.id, { bytes: sizeBytes })
    await askForPictures(tx, sha256, kind, now)
  }
  const told = whatWasDone(version, restoredFrom)
  await noteActivity(tx, {
    project_id: project.id,
    rev: row.rev,
    actor_id: uploadedBy,
    entry_id: fileId,
    at: now,
    ...told,
  })
  await announceLater(tx, project, now)
}

/** Beside it stands which version it is, or which one it was before. */
function whatWasDone(version: number, restoredFrom: number | null) {
  if (restoredFrom !== null) return { kind: 'version-restored', detail: String(restoredFrom) } as const
  return version === 1
    ? ({ kind: 'file-added', detail: null } as const)
    : ({ kind: 'version-added', detail: String(version) } as const)
}

/** And of the words in them, of bytes that nobody has looked at yet. Call `ctx.jobs.wake()` after the commit. */
async function askForPictures(tx: Tx, sha256: string, kind: FileKind, now: number): Promise<void> {
  const mayBeDrawn = kind === 'image' || kind === 'pdf'
  if (await lockLook(tx, sha256)) return
  const isFirst = await insertLook(tx, sha256, mayBeDrawn ? 'waiting' : 'none')
  if (isFirst && mayBeDrawn) await enqueue(tx, 'look-at-file', { sha256, kind }, { now })
  if (isFirst && hasWords(kind)) await askForText(tx, sha256, kind, now)
}
