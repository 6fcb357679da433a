import type { CommentAnchor } from '@kith/protocol/file-comments.ts'
import type { FileVersion, ProjectEntry } from '@kith/protocol/project-files.ts'
import type { Project } from '@kith/protocol/projects.ts'
import type { FilePane } from '../../live/files-address.ts'
import type { Pages } from '../asking/asking.ts'
import type { PathPart } from './known-entries.ts'
import type { FileRights } from './rights.ts'
import type { ShownBytes } from './shown-bytes.ts'

export interface PreviewProps {
  project: Project
  rights: FileRights
  entry: ProjectEntry
  path: readonly PathPart[]
  /** The files beside it, in the order of the list. */
  neighbours: readonly ProjectEntry[]
  pane: FilePane | null
  /** An older version; null for the newest. */
  version: number | null
  onClose: () => void
}

/** A part of a picture, in shares of its width and height. */
export type Box = NonNullable<CommentAnchor['box']>

/** What of a picture a comment means: the one that is shown, or the one that is being written. */
export interface Marking {
  box: Box | null
  isMarking: boolean
}

export interface PreviewPaneProps extends PreviewProps {
  pane: FilePane
  shown: ShownBytes
  versions: Pages<FileVersion>
  marking: Marking
  onMarking: (marking: Marking) => void
  onPane: (pane: FilePane | null) => void
  onVersion: (number: number) => void
}
