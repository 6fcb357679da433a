import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { takeProjectRevs } from '../project-access/project-access.ts'
import { projectById } from '../projects/projects.ts'
import { noteDone } from './change-entries.ts'
import type { Changing } from './change-entries.ts'
import { countIn } from './content-rows.ts'
import { entriesByIds, updateEntry } from './entry-rows.ts'
import type { EntryRow } from './entry-rows.ts'
import { landEntry } from './land-entry.ts'
import { tellEntries } from './tell-entries.ts'
import {
  addFolders,
  countMoved,
  deleteFolders,
  deleteMove,
  insertMove,
  markTrashed,
  moveOf,
  nextFolders,
  nextMove,
  projectsMoving,
  turnMove,
  unmarkTrashed,
} from './trash-move-rows.ts'
import type { MoveRow } from './trash-move-rows.ts'

/** So many files and folders go into the trash or come out of it in one transaction. */
export const MOVED_AT_ONCE = 1_000
const FOLDERS_AT_ONCE = 50
/** Many folders with little in them take longer than few with much. */
const LOOKS_AT_ONCE = 10
const PROJECTS_AT_ONCE = 100

/**
 * Begins to put a folder into the trash. From now on all of it counts as in it (`isInNoMove`, `asSeen`), and its files
 * no more; what is in it is marked by `finishMoves`.
 */
export async function beginTrashing(
  { tx, project, rev, now, userId }: Changing,
  root: EntryRow,
  files: number,
): Promise<void> {
  await updateEntry(tx, root.id, { trash_id: root.id, trashed_at: now, rev })
  await insertMove(tx, { root_id: root.id, project_id: project.id, direction: 'in', user_id: userId, files })
  await addFolders(tx, root.id, [root.id])
}

/** Begins to take a folder out of the trash: all of it counts as in it until `finishMoves` has brought the last of it. */
export async function beginRestoring({ tx, project, userId }: Changing, root: EntryRow): Promise<void> {
  const move = await moveOf(tx, root.id)
  if (move === undefined) {
    await insertMove(tx, { root_id: root.id, project_id: project.id, direction: 'out', user_id: userId, files: 0 })
  } else if (move.direction === 'in') {
    await turnMove(tx, root.id, userId)
  }
}

/** Does what is left to do of all that goes into the trash of a project or comes out of it, a little at a time. */
export async function finishMoves(ctx: AppContext, projectId: string): Promise<void> {
  for (;;) {
    const step = await ctx.db.write((tx) => moveSome(tx, projectId, ctx.now()))
    if (step === null) return
    const project = await projectById(ctx.db.read, projectId)
    if (step.isDone && project !== undefined) {
      await tellEntries(ctx, project, { rev: step.rev, rows: step.roots, areAll: false })
    }
  }
}

/** Takes up what a process that ended left undone. */
export async function sweepMoves(ctx: AppContext): Promise<void> {
  for (let after = ''; ;) {
    const ids = await projectsMoving(ctx.db.read, after, PROJECTS_AT_ONCE)
    for (const id of ids) await finishMoves(ctx, id)
    const last = ids.at(-1)
    if (last === undefined) return
    after = last
  }
}

interface Step {
  rev: number
  roots: EntryRow[]
  isDone: boolean
}

/** Null: nothing is under way. */
async function moveSome(tx: Tx, projectId: string, now: number): Promise<Step | null> {
  await takeProjectRevs(tx, projectId, 0, now)
  const project = await projectById(tx, projectId)
  const move = project === undefined ? undefined : await nextMove(tx, projectId)
  if (project === undefined || move === undefined) return null
  const rev = project.head + 1
  const { moved, isDone } = await (move.direction === 'in' ? markSome : unmarkSome)(tx, move, rev)
  // As many changes as there are rows: who missed so many loads anew instead of asking for each.
  await takeProjectRevs(tx, projectId, moved + 1, now)
  if (!isDone) return { rev, roots: [], isDone }
  const roots = await entriesByIds(tx, [move.root_id])
  const files = (await moveOf(tx, move.root_id))?.files ?? 0
  await deleteMove(tx, move.root_id)
  if (move.direction === 'out') {
    const landing = { tx, project, rev, now, userId: move.user_id }
    for (const root of roots) await landEntry(landing, root)
    await countIn(tx, projectId, { files })
    await noteDone(landing, 'restored', roots)
  }
  return { rev, roots, isDone }
}

interface Moved {
  moved: number
  isDone: boolean
}

async function markSome(tx: Tx, move: MoveRow, rev: number): Promise<Moved> {
  const { root_id: rootId } = move
  let left = MOVED_AT_ONCE
  for (let look = 0; look < LOOKS_AT_ONCE && left > 0; look++) {
    const folderIds = await nextFolders(tx, rootId, FOLDERS_AT_ONCE)
    if (folderIds.length === 0) return { moved: MOVED_AT_ONCE - left, isDone: true }
    const marked = await markTrashed(tx, move, folderIds, { rev, limit: left })
    if (marked.length < left) await deleteFolders(tx, rootId, folderIds)
    left -= marked.length
    const folders = marked.filter(({ type }) => type === 'folder').map(({ id }) => id)
    await addFolders(tx, rootId, folders)
    await countMoved(tx, rootId, folders.length - marked.length)
  }
  return { moved: MOVED_AT_ONCE - left, isDone: false }
}

async function unmarkSome(tx: Tx, move: MoveRow, rev: number): Promise<Moved> {
  const unmarked = await unmarkTrashed(tx, move, { rev, limit: MOVED_AT_ONCE })
  await countMoved(tx, move.root_id, unmarked.filter(({ type }) => type === 'file').length)
  return { moved: unmarked.length, isDone: unmarked.length < MOVED_AT_ONCE }
}
