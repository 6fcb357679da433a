import type { Changing } from './change-entries.ts'
import { entriesIn, freeName, named, placeIn, updateEntry } from './entry-rows.ts'
import type { EntryRow, Place } from './entry-rows.ts'
import { isTooDeep } from './folders.ts'
import { heightOf } from './tree-rows.ts'

type Landing = Pick<Changing<{ id: string }>, 'tx' | 'project' | 'rev'>

/**
 * Takes an entry itself out of the trash: to where it was, or to the top where that is gone. A name that was taken
 * meanwhile gets a number.
 */
export async function landEntry(landing: Landing, root: EntryRow): Promise<void> {
  const { tx, rev } = landing
  const place = await placeOfReturn(landing, root)
  await updateEntry(tx, root.id, {
    ...named(await freeName(tx, place, root.name, root.id)),
    parent_id: place.parentId,
    trash_id: null,
    trashed_at: null,
    rev,
  })
}

async function placeOfReturn({ tx, project }: Landing, root: EntryRow): Promise<Place> {
  const top = { projectId: project.id, parentId: '' }
  if (root.parent_id === '') return top
  const [parent] = await entriesIn(tx, project.id, [root.parent_id])
  if (parent === undefined || parent.trash_id !== null) return top
  const place = await placeIn(tx, project.id, parent.id)
  const isFolder = root.type === 'folder'
  // The folder around it may have been moved deeper meanwhile.
  return isFolder && (await isTooDeep({ tx }, place, await heightOf(tx, root.id))) ? top : place
}
