import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { digestOf } from '../../media/store.ts'
import { Problem } from '../../problem.ts'
import { liveEntryIn, storeFile } from '../files/files.ts'
import { deleteIncoming, endIncoming } from './incoming-rows.ts'
import type { IncomingRow } from './incoming-rows.ts'
import { turnOf, uploadOf } from './go-on.ts'
import type { Named } from './go-on.ts'

/**
 * Puts an upload that is whole into its project, once, however often and by however many calls it is asked for.
 * @returns the id of the file
 * @throws Problem `not-found`, `forbidden`, `offset-conflict` (not all is here), `quota-exceeded`, `not-durable`; `validation-failed` when it is not what its
 *   sender said, and then it is gone
 */
export async function finishUpload(ctx: AppContext, caller: Caller, named: Named): Promise<string> {
  const { partial } = ctx.media
  return ctx.db.exclusively(turnOf(named.incomingId), async () => {
    const { row } = await uploadOf(ctx, caller, named)
    if (row.entry_id !== null) {
      // Whoever was killed after the last step may have left it.
      await removePieces(ctx, row.id)
      return row.entry_id
    }
    // Of an empty file nothing ever came.
    if (row.size_bytes === 0) await partial.create(row.id)
    if (((await partial.find(row.id))?.sizeBytes ?? 0) !== row.size_bytes) throw new Problem('offset-conflict')
    const workPath = join(ctx.media.temporaryFolder, randomUUID())
    const { id } = await partial.lend(row.id, workPath, async (path) => {
      await refuseUnlessAsSaid(ctx, row, path)
      return putIntoProject(ctx, caller, row, path)
    })
    await removePieces(ctx, row.id)
    return id
  })
}

/** The file is in its place: what cannot be taken away now goes with its row. */
async function removePieces(ctx: AppContext, id: string): Promise<void> {
  await ctx.media.partial.remove(id).catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error
  })
}

async function refuseUnlessAsSaid(ctx: AppContext, row: IncomingRow, path: string): Promise<void> {
  if (row.sha256 === null || (await digestOf(path)).sha256 === row.sha256) return
  await ctx.db.write((tx) => deleteIncoming(tx, row.id))
  await ctx.media.partial.remove(row.id)
  throw new Problem('validation-failed', {
    errors: [{ path: 'sha256', code: 'mismatch', message: 'is not that of what arrived' }],
  })
}

async function putIntoProject(ctx: AppContext, caller: Caller, row: IncomingRow, path: string): Promise<ProjectEntry> {
  const { project_id: projectId, name } = row
  return storeFile(ctx, caller, {
    projectId,
    parentId: await folderStillThere(ctx, row),
    name,
    path,
    alongside: async (tx, { entryId }) => {
      if (!(await endIncoming(tx, row.id, entryId, ctx.now()))) throw new Problem('not-found')
    },
  })
}

/** What took an hour to bring is not lost because its folder went meanwhile: then it is at the top. */
async function folderStillThere(ctx: AppContext, row: IncomingRow): Promise<string | null> {
  if (row.parent_id === '') return null
  const folder = await liveEntryIn(ctx.db.read, row.project_id, row.parent_id).catch((error: unknown) => {
    if (error instanceof Problem && error.code === 'not-found') return null
    throw error
  })
  return folder?.id ?? null
}
