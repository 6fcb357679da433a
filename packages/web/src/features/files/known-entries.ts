import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import { onLeaving } from '../../live/leaving.ts'

/** What this page has seen of files and folders: a folder that one goes into has its name at once. */
const known = new Map<string, ProjectEntry>()
const MOST = 20_000

onLeaving(() => known.clear())

export function rememberEntries(entries: readonly ProjectEntry[]): void {
  if (known.size > MOST) known.clear()
  for (const entry of entries) {
    const before = known.get(entry.id)
    if (before === undefined || entry.rev >= before.rev) known.set(entry.id, entry)
  }
}

export const knownEntry = (id: string): ProjectEntry | undefined => known.get(id)

/** The one in a folder that has this name, as the server compares names. */
export function knownByName(projectId: string, parentId: string | null, name: string): ProjectEntry | undefined {
  const key = name.normalize('NFC').toLowerCase()
  for (const entry of known.values()) {
    if (entry.projectId === projectId && entry.parentId === parentId && isPresent(entry)) {
      if (entry.name.toLowerCase() === key) return entry
    }
  }
  return undefined
}

/** Neither in the trash nor gone. */
export const isPresent = ({ trashId, isGone }: ProjectEntry): boolean => trashId === null && !isGone

export interface PathPart {
  id: string
  name: string
}

/** The folders around one, outermost first, itself the last; null when this page has not seen them all. */
export function knownPath(folderId: string | null): PathPart[] | null {
  const path: PathPart[] = []
  for (let id = folderId; id !== null;) {
    const folder = known.get(id)
    if (folder === undefined || path.length > 64) return null
    path.unshift({ id: folder.id, name: folder.name })
    id = folder.parentId
  }
  return path
}
