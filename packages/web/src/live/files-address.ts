/** What stands beside a file that is looked at. */
export const filePanes = ['details', 'comments', 'versions'] as const
export type FilePane = (typeof filePanes)[number]

export interface FilesSearch {
  show?: 'trash'
  /** Only what has this in its name. */
  q?: string
  pane?: FilePane
  /** An older version of the file. */
  version?: number
  /** What was said about the file that is to be seen. */
  comment?: string
}

/** What the address of a project's files says beside the folder or file; what is not known is left out. */
export function filesSearch({ show, q, pane, version, comment }: Record<string, unknown>): FilesSearch {
  const knownPane = filePanes.find((each) => each === pane)
  // A number in the address is a word like any other.
  const words = typeof q === 'string' || typeof q === 'number' ? `${q}`.slice(0, 100) : ''
  return {
    ...(show === 'trash' ? { show } : {}),
    ...(words === '' ? {} : { q: words }),
    ...(knownPane === undefined ? {} : { pane: knownPane }),
    ...(typeof comment === 'string' ? { comment } : {}),
    ...(typeof version === 'number' && Number.isSafeInteger(version) && version > 0 ? { version } : {}),
  }
}

/** Where a file or folder is found, for whoever may see it. */
export const entryAddress = (projectId: string, entryId: string): string =>
  `${location.origin}/projects/${projectId}/files/${entryId}`
