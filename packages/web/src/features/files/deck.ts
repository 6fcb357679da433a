import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import type { FileView } from '../../live/file-view.ts'
import type { FileRights } from './rights.ts'
import type { Selection } from './use-selection.ts'

/** What rows and tiles need of the list in which they stand. */
export interface Deck {
  rights: FileRights
  selection: Selection
  view: FileView
  /** Where the keys are. */
  activeId: string | null
  renamingId: string | null
  /** Where a search found it is shown by the folder it is in. */
  isInSearch: boolean
  onActive: (id: string) => void
  onOpen: (entry: ProjectEntry) => void
  onMenu: (entry: ProjectEntry, at: { x: number; y: number; width: number; height: number }) => void
  onRename: (entry: ProjectEntry, name: string) => void
  onRenaming: (id: string | null) => void
  onMoveTo: (folder: ProjectEntry, ids: readonly string[]) => void
  onFilesTo: (folder: ProjectEntry, data: DataTransfer) => void
}
