import { limits } from '@kith/protocol/limits.ts'
import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import type { CallParsed } from '@kith/protocol/registry.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { changeEntries, noteDone } from './change-entries.ts'
import type { Changed, Changing } from './change-entries.ts'
import { countIn } from './content-rows.ts'
import { allLiveIn, entriesIn } from './entry-rows.ts'
import type { EntryRow } from './entry-rows.ts'
import { entryViews } from './entry-view.ts'
import { landEntry } from './land-entry.ts'
import { moveOf } from './trash-move-rows.ts'
import { beginRestoring, beginTrashing, finishMoves, MOVED_AT_ONCE } from './trash-moves.ts'
import { countTrashedWith, entriesOfRev, outermost, sizeOfTree, trashTree, untrashTree } from './tree-rows.ts'

/**
 * Puts files and folders into the trash, each with all that is in it. What is large is there at once to whoever looks,
 * and marked as such by and by.
 * @throws Problem `not-found`, `forbidden`
 */
export async function trashEntries(
  ctx: AppContext,
  caller: Caller,
  { projectId, ids }: CallParsed<'POST /api/projects/:projectId/files/trash'>,
): Promise<ProjectEntry[]> {
  let isMore = false
  const items = await changeEntries(ctx, caller, projectId, async (changing) => {
    isMore = false
    const { tx } = changing
    const roots = await outermost(tx, await allLiveIn(tx, projectId, ids))
    let allFiles = 0
    let room = MOVED_AT_ONCE
    for (const root of roots) {
      const { files, folders } = await sizeOfTree(tx, root)
      const isFitting = files + folders <= room
      if (isFitting || root.type === 'file') await trashTree(tx, root, changing)
      else await beginTrashing(changing, root, files)
      if (isFitting) room -= files + folders
      else isMore = true
      allFiles += files
    }
    await countIn(tx, projectId, { files: -allFiles })
    await noteDone(changing, 'trashed', roots)
    return { ...(await changedByRev(changing, ids)), isMore }
  })
  if (isMore) ctx.background.run('moving files into the trash', finishMoves(ctx, projectId))
  return items
}

/**
 * Takes files and folders out of the trash with what went there with them: to where they were, or to the top where that
 * is gone. A name that was taken meanwhile gets a number.
 * @throws Problem `not-found` for what was not itself put there, `forbidden`
 */
export async function restoreEntries(
  ctx: AppContext,
  caller: Caller,
  { projectId, ids }: CallParsed<'POST /api/projects/:projectId/files/restore'>,
): Promise<ProjectEntry[]> {
  for (let left: EntryRow[] | null = null; left === null || left.length > 0;) {
    let waiting: EntryRow[] = []
    const rest: EntryRow[] | null = left
    await changeEntries(ctx, caller, projectId, async (changing) => {
      const roots = await trashedIn(changing, rest?.map(({ id }) => id) ?? ids)
      if (rest === null && roots.length < new Set(ids).size) throw new Problem('not-found')
      const restored = await restoreSome(changing, roots)
      waiting = roots.slice(restored.length)
      return restored.length === 0 ? { named: [], changed: [] } : changedByRev(changing, [])
    })
    // What is too large for one transaction was begun, and is the first of those that wait.
    if (waiting.length > 0) await finishMoves(ctx, projectId)
    left = waiting
  }
  return entryViews(ctx.db.read, await entriesIn(ctx.db.read, projectId, ids))
}

/** Brings back `roots` from the first on, as many as there is room for; where that is none, begins with the first. */
async function restoreSome(changing: Changing, roots: readonly EntryRow[]): Promise<EntryRow[]> {
  const { tx, project, rev } = changing
  const restored: EntryRow[] = []
  let files = 0
  let room = MOVED_AT_ONCE
  for (const root of roots) {
    room -= await countTrashedWith(tx, root, room + 1)
    if (room < 0 || (await moveOf(tx, root.id)) !== undefined) {
      if (restored.length === 0) await beginRestoring(changing, root)
      break
    }
    files += await untrashTree(tx, root, { rev })
    await landEntry(changing, root)
    restored.push(root)
  }
  await countIn(tx, project.id, { files })
  await noteDone(changing, 'restored', restored)
  return restored
}

/** A folder went after whatever was in it, so it comes back before it. */
async function trashedIn({ tx, project }: Changing, ids: readonly string[]): Promise<EntryRow[]> {
  const rows = (await entriesIn(tx, project.id, ids)).filter(({ trashed_at: at }) => at !== null)
  return rows.toSorted((a, b) => (b.trashed_at ?? 0) - (a.trashed_at ?? 0) || (a.id < b.id ? -1 : 1))
}

async function changedByRev({ tx, project, rev }: Changing, ids: readonly string[]): Promise<Changed> {
  return {
    named: await entriesIn(tx, project.id, ids),
    changed: await entriesOfRev(tx, project.id, rev, limits.entriesTold + 1),
  }
}
