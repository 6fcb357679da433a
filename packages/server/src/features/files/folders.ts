import { randomUUIDv7 } from 'node:crypto'
import { limits } from '@kith/protocol/limits.ts'
import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import type { CallParsed } from '@kith/protocol/registry.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { changeEntries, noteDone } from './change-entries.ts'
import type { Changing } from './change-entries.ts'
import { entryNamed, insertEntry, named, placeIn, untouched } from './entry-rows.ts'
import type { EntryRow, Place } from './entry-rows.ts'
import { pathOf } from './tree-rows.ts'

/**
 * Makes a folder, or finds the one that has the name, so that several who bring the same folder bring it into one.
 * @throws Problem `not-found`, `forbidden`, `name-taken` by a file, `validation-failed` (too deep)
 */
export async function makeFolder(
  ctx: AppContext,
  caller: Caller,
  { projectId, parentId, name }: CallParsed<'POST /api/projects/:projectId/folders'>,
): Promise<{ entry: ProjectEntry; isNew: boolean }> {
  let isNew = false
  const [entry] = await changeEntries(ctx, caller, projectId, async (changing) => {
    const place = await placeIn(changing.tx, projectId, parentId)
    const there = await entryNamed(changing.tx, place, name)
    isNew = there === null
    if (there?.type === 'file') throw new Problem('name-taken')
    if (there !== null) return { named: [there], changed: [] }
    await refuseTooDeep(changing, place, 1)
    const row = await insertFolder(changing, place, name)
    await noteDone(changing, 'folder-made', [row])
    return { named: [row], changed: [row] }
  })
  if (entry === undefined) throw new Error('a folder was made and not seen')
  return { entry, isNew }
}

async function insertFolder({ tx, rev, now, userId }: Changing, place: Place, name: string): Promise<EntryRow> {
  const row: EntryRow = {
    ...untouched,
    ...named(name),
    id: randomUUIDv7(),
    project_id: place.projectId,
    parent_id: place.parentId,
    type: 'folder',
    kind: null,
    mime_type: '',
    sha256: null,
    size_bytes: 0,
    version: 0,
    uploaded_by: userId,
    created_at: now,
    changed_at: now,
    changed_by: userId,
    rev,
  }
  await insertEntry(tx, row)
  return row
}

/** @throws Problem `validation-failed` when `height` folders in each other do not fit into a place */
export async function refuseTooDeep({ tx }: Pick<Changing, 'tx'>, place: Place, height: number): Promise<void> {
  if (height === 0 || !(await isTooDeep({ tx }, place, height))) return
  throw new Problem('validation-failed', {
    errors: [{ path: 'parentId', code: 'too-deep', message: `has more than ${limits.folderDepthMax} folders in it` }],
  })
}

export async function isTooDeep({ tx }: Pick<Changing, 'tx'>, place: Place, height: number): Promise<boolean> {
  const depth = place.parentId === '' ? 0 : (await pathOf(tx, { id: place.parentId })).length + 1
  return depth + height > limits.folderDepthMax
}
