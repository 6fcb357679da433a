import type { Project } from '@kith/protocol/projects.ts'

/** What one may do with the files of a project. The server asks anew each time. */
export interface FileRights {
  mayEdit: boolean
  mayComment: boolean
  mayPurge: boolean
  /** Whether nobody may change anything: it is archived, or about to go. */
  isReadOnly: boolean
}

export function rightsIn({ role, archivedAt, deletesAt }: Project): FileRights {
  const isReadOnly = archivedAt !== null || deletesAt !== null
  return {
    isReadOnly,
    mayEdit: !isReadOnly && (role === 'owner' || role === 'editor'),
    mayComment: !isReadOnly && role !== 'reader',
    mayPurge: !isReadOnly && role === 'owner',
  }
}
