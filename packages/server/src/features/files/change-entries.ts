import { limits } from '@kith/protocol/limits.ts'
import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { noteActivity, projectTaking, takeProjectRevs } from '../project-access/project-access.ts'
import type { MemberProject } from '../project-access/project-access.ts'
import { entryViews } from './entry-view.ts'
import type { EntryRow } from './entry-rows.ts'
import { tellEntries } from './tell-entries.ts'

/** A change of files and folders under way: the project is held, and `rev` is what it counts this change as. */
export interface Changing<Project = MemberProject> {
  tx: Tx
  project: Project
  rev: number
  now: number
  userId: string
}

export interface Changed {
  /** What the caller is answered. */
  named: EntryRow[]
  /** All that changed, or of many at least more than one event names. Empty: nothing did. */
  changed: EntryRow[]
  /** There is more than that: whoever hears of it asks. */
  isMore?: boolean
}

/**
 * Runs `work` with the project held for whoever may write files, counts it as one change where there was any, and tells
 * the others.
 * @throws Problem `not-found`, `forbidden`, whatever `work` throws
 */
export async function changeEntries(
  ctx: AppContext,
  caller: Caller,
  projectId: string,
  work: (changing: Changing) => Promise<Changed>,
): Promise<ProjectEntry[]> {
  const { userId } = caller
  const { project, rev, outcome } = await ctx.db.write(async (tx) => {
    const now = ctx.now()
    const held = await projectTaking(tx, userId, projectId, { revs: 0, action: 'write-files', now })
    const next = held.head + 1
    const done = await work({ tx, project: held, rev: next, now, userId })
    if (done.changed.length > 0) await takeProjectRevs(tx, projectId, 1, now)
    return { project: held, rev: next, outcome: done }
  })
  ctx.jobs.wake()
  const { named, changed, isMore = false } = outcome
  const rows = changed.slice(0, limits.entriesTold + 1)
  if (rows.length > 0) await tellEntries(ctx, project, { rev, rows, areAll: !isMore })
  return entryViews(ctx.db.read, named)
}

/** Writes down what was done to `rows` at once. */
export async function noteDone(
  { tx, project, rev, now, userId }: Changing<{ id: string }>,
  kind: 'folder-made' | 'renamed' | 'moved' | 'trashed' | 'restored',
  rows: readonly EntryRow[],
  detail: string | null = null,
): Promise<void> {
  const [first] = rows
  if (first === undefined) return
  await noteActivity(tx, {
    project_id: project.id,
    rev,
    actor_id: userId,
    kind,
    entry_id: first.id,
    count: rows.length,
    detail,
    at: now,
  })
}
