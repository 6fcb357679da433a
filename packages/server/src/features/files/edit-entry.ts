import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import type { CallParsed } from '@kith/protocol/registry.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { changeEntries, noteDone } from './change-entries.ts'
import { entryNamed, liveEntryIn, named, updateEntry } from './entry-rows.ts'
import type { EntryRow } from './entry-rows.ts'

/**
 * Gives a file or folder another name, or pins it.
 * @throws Problem `not-found`, `forbidden`, `name-taken`
 */
export async function editEntry(
  ctx: AppContext,
  caller: Caller,
  { projectId, fileId, name, isPinned }: CallParsed<'PATCH /api/projects/:projectId/files/:fileId'>,
): Promise<ProjectEntry> {
  const [entry] = await changeEntries(ctx, caller, projectId, async (changing) => {
    const { tx, rev, now, userId } = changing
    const row = await liveEntryIn(tx, projectId, fileId)
    const change: Partial<EntryRow> = {}
    const isRenamed = name !== undefined && name !== row.name
    if (isRenamed) {
      const there = await entryNamed(tx, { projectId, parentId: row.parent_id }, name)
      if (there !== null && there.id !== row.id) throw new Problem('name-taken')
      Object.assign(change, named(name), { changed_at: now, changed_by: userId })
    }
    if (isPinned !== undefined && isPinned !== (row.pinned_at !== null)) change.pinned_at = isPinned ? now : null
    if (Object.keys(change).length === 0) return { named: [row], changed: [] }
    const changed = await updateEntry(tx, row.id, { ...change, rev })
    if (isRenamed) await noteDone(changing, 'renamed', [changed], row.name)
    return { named: [changed], changed: [changed] }
  })
  if (entry === undefined) throw new Error('an entry was changed and not seen')
  return entry
}
