import { limits } from '@kith/protocol/limits.ts'
import type { CallParsed } from '@kith/protocol/registry.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { Problem } from '../../problem.ts'
import {
  mayInProject,
  noteActivity,
  projectFor,
  projectTaking,
  takeProjectRevs,
} from '../project-access/project-access.ts'
import { projectById } from '../projects/projects.ts'
import { countIn, lockLook } from './content-rows.ts'
import { entriesIn } from './entry-rows.ts'
import type { EntryRow } from './entry-rows.ts'
import {
  countTrashed,
  deleteEntries,
  deleteLook,
  deleteVersions,
  dropBlobUses,
  isInAnyProject,
  markGone,
  someOfProject,
  toPurge,
  trashedBefore,
  trashRoots,
} from './purge-rows.ts'
import { tellEntries } from './tell-entries.ts'
import { moveOf } from './trash-move-rows.ts'
import { finishMoves } from './trash-moves.ts'

/** What is in the trash stays there for so long. */
const TRASH_MS = 30 * 24 * 60 * 60 * 1000
/** In one transaction: nobody waits long for a folder of many thousands. */
const AT_ONCE = 100

/** More than so many are not waited for. */
const AWAITED_MAX = 2_000

/**
 * Takes what is in the trash away for good: `ids`, or all of it. How many files and folders went; of very many, how many
 * are going.
 * @throws Problem `not-found` for what was not itself put there, `forbidden`
 */
export async function purgeEntries(
  ctx: AppContext,
  caller: Caller,
  { projectId, ids }: CallParsed<'POST /api/projects/:projectId/files/purge'>,
): Promise<number> {
  const { read } = ctx.db
  const project = await projectFor(read, caller.userId, projectId)
  if (!mayInProject(project, 'purge-files')) throw new Problem('forbidden')
  const rows = (await entriesIn(read, project.id, ids ?? [])).filter(({ trashed_at: at }) => at !== null)
  if (rows.length < new Set(ids).size) throw new Problem('not-found')
  const roots = ids === undefined ? null : rows.map(({ id }) => id)
  await finishMoves(ctx, project.id)
  const count = await countTrashed(read, project.id, roots)
  if (count > 0) await notePurging(ctx, caller, projectId, count)
  const purging = roots === null ? emptyTrash(ctx, project.id) : purgeTrees(ctx, project.id, roots)
  if (count <= AWAITED_MAX) return purging
  ctx.background.run('purging files', purging)
  return count
}

/** Before the first of it goes: whoever may not is refused here at the latest. */
async function notePurging(ctx: AppContext, caller: Caller, projectId: string, count: number): Promise<void> {
  await ctx.db.write(async (tx) => {
    const now = ctx.now()
    const { head } = await projectTaking(tx, caller.userId, projectId, { revs: 1, action: 'purge-files', now })
    const what = { project_id: projectId, rev: head, actor_id: caller.userId, kind: 'purged' as const, count, at: now }
    await noteActivity(tx, what)
  })
}

async function emptyTrash(ctx: AppContext, projectId: string): Promise<number> {
  for (let count = 0; ;) {
    const roots = await trashRoots(ctx.db.read, projectId, AT_ONCE)
    count += await purgeTrees(ctx, projectId, roots)
    if (roots.length < AT_ONCE) return count
  }
}

async function purgeTrees(ctx: AppContext, projectId: string, rootIds: readonly string[]): Promise<number> {
  let count = 0
  for (const rootId of rootIds) count += await purgeTree(ctx, projectId, rootId)
  return count
}

/** Empties the trash of all projects of what has been in it for thirty days. */
export async function sweepTrash(ctx: AppContext): Promise<void> {
  const before = ctx.now() - TRASH_MS
  for (;;) {
    const roots = await trashedBefore(ctx.db.read, before, AT_ONCE)
    for (const { project_id: projectId, id } of roots) await purgeTree(ctx, projectId, id)
    if (roots.length < AT_ONCE) return
  }
}

/** Takes away what went into the trash with `rootId`, which goes last: what breaks off is found again. */
async function purgeTree(ctx: AppContext, projectId: string, rootId: string): Promise<number> {
  if ((await moveOf(ctx.db.read, rootId)) !== undefined) await finishMoves(ctx, projectId)
  for (let count = 0; ;) {
    const purged = await purgeSome(ctx, projectId, rootId)
    count += purged
    if (purged < AT_ONCE) return count
  }
}

/** Takes away some of what went into the trash with `rootId`, and its bytes. How many files and folders went. */
async function purgeSome(ctx: AppContext, projectId: string, rootId: string): Promise<number> {
  const { rows, rev, freed } = await ctx.db.write((tx) => purgeIn(ctx, tx, projectId, rootId))
  await ctx.media.removeUnused(freed)
  const project = await projectById(ctx.db.read, projectId)
  if (rows.length > 0 && project !== undefined) {
    await tellEntries(ctx, project, { rev, rows: rows.slice(0, limits.entriesTold + 1) })
  }
  return rows.length
}

interface Purged {
  rows: EntryRow[]
  rev: number
  /** Bytes that are perhaps used by nobody any more. */
  freed: string[]
}

async function purgeIn(ctx: AppContext, tx: Tx, projectId: string, rootId: string): Promise<Purged> {
  const now = ctx.now()
  await takeProjectRevs(tx, projectId, 0, now)
  const project = await projectById(tx, projectId)
  // What just began to come back is no longer to be purged.
  const isMoving = (await moveOf(tx, rootId)) !== undefined
  const ids = isMoving ? [] : await toPurge(tx, projectId, rootId, AT_ONCE)
  if (project === undefined || ids.length === 0) return { rows: [], rev: 0, freed: [] }
  const rev = project.head + 1
  await takeProjectRevs(tx, projectId, 1, now)
  const rows = await markGone(tx, ids, rev)
  return { rows, rev, freed: await freeContents(ctx, tx, projectId, ids) }
}

/** Takes all files and folders of a project away with their bytes, which nobody is in any more. */
export async function purgeFiles(ctx: AppContext, projectId: string): Promise<void> {
  for (let isMore = true; isMore;) {
    const { ids, freed } = await ctx.db.write(async (tx) => {
      await takeProjectRevs(tx, projectId, 0, ctx.now())
      const some = await someOfProject(tx, projectId, AT_ONCE)
      if (some.length === 0) return { ids: some, freed: [] }
      const freedBytes = await freeContents(ctx, tx, projectId, some)
      await deleteEntries(tx, some)
      return { ids: some, freed: freedBytes }
    })
    await ctx.media.removeUnused(freed)
    isMore = ids.length > 0
  }
}

/** Takes away what some files had; the bytes that are perhaps used by nobody any more. */
async function freeContents(ctx: AppContext, tx: Tx, projectId: string, ids: readonly string[]): Promise<string[]> {
  const freed: string[] = []
  let bytes = 0
  // In one order everywhere, so that two who free the same do not wait for each other.
  const uses = [...(await deleteVersions(tx, ids))].toSorted(([a], [b]) => (a < b ? -1 : 1))
  for (const [sha256, count] of uses) {
    const freedBytes = await dropBlobUses(tx, projectId, sha256, count)
    if (freedBytes === null) continue
    bytes += freedBytes
    freed.push(sha256, ...(await release(ctx, tx, sha256)))
  }
  await countIn(tx, projectId, { bytes: -bytes })
  return freed
}

/** A project needs these bytes no more; where none does, the pictures of them go as well. */
async function release(ctx: AppContext, tx: Tx, sha256: string): Promise<string[]> {
  await ctx.media.release(tx, sha256)
  // Held before it is asked who else has them: whoever brings them elsewhere just now holds it too.
  if (!(await lockLook(tx, sha256)) || (await isInAnyProject(tx, sha256))) return []
  const pictures = await deleteLook(tx, sha256)
  for (const picture of pictures) await ctx.media.release(tx, picture)
  return pictures
}
