import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import type { CallParsed } from '@kith/protocol/registry.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { changeEntries, noteDone } from './change-entries.ts'
import { allLiveIn, freeName, named, placeIn, updateEntry } from './entry-rows.ts'
import type { EntryRow } from './entry-rows.ts'
import { refuseTooDeep } from './folders.ts'
import { heightOf, outermost, pathOf } from './tree-rows.ts'

/**
 * Moves files and folders with all that is in them. A name that stands in the new place already gets a number.
 * @throws Problem `not-found`, `forbidden`, `validation-failed` (into itself, too deep)
 */
export async function moveEntries(
  ctx: AppContext,
  caller: Caller,
  { projectId, ids, parentId }: CallParsed<'POST /api/projects/:projectId/files/move'>,
): Promise<ProjectEntry[]> {
  return changeEntries(ctx, caller, projectId, async (changing) => {
    const { tx, rev, now, userId } = changing
    const place = await placeIn(tx, projectId, parentId)
    const rows = await allLiveIn(tx, projectId, ids)
    const chosen = new Set(ids)
    const around = parentId === null ? [] : [...(await pathOf(tx, { id: parentId })).map(({ id }) => id), parentId]
    if (around.some((id) => chosen.has(id))) throw intoItself()
    const after = new Map(rows.map((row) => [row.id, row]))
    const changed: EntryRow[] = []
    for (const row of await outermost(tx, rows)) {
      if (row.parent_id === place.parentId) continue
      await refuseTooDeep(changing, place, row.type === 'folder' ? await heightOf(tx, row.id) : 0)
      const moved = await updateEntry(tx, row.id, {
        ...named(await freeName(tx, place, row.name, row.id)),
        parent_id: place.parentId,
        changed_at: now,
        changed_by: userId,
        rev,
      })
      after.set(row.id, moved)
      changed.push(moved)
    }
    await noteDone(changing, 'moved', changed)
    return { named: [...after.values()], changed }
  })
}

function intoItself(): Problem {
  return new Problem('validation-failed', {
    errors: [{ path: 'parentId', code: 'into-itself', message: 'lies in what is to be moved' }],
  })
}
