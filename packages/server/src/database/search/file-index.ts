import type { MessageSearch, SearchIndex } from './search-index.ts'

/**
 * What somebody looks for among the files of their projects. A part may be in any part of the name; in the words of a
 * file it is the beginning of one. Each of all texts may be in either.
 */
export interface FileSearch extends Pick<MessageSearch, 'userId' | 'parts' | 'phrases'> {
  projectIds: readonly string[] | null
  /** Who brought the newest version. */
  broughtBy: readonly string[] | null
  /** Milliseconds since 1970: changed at or after, changed before. */
  from: number | null
  until: number | null
  /** Only what comes after this place, as a hit told it. */
  after: FilePlace | null
  limit: number
}

/** First what has all that is looked for in its name, then the others; in each, what changed last comes first. */
export interface FilePlace {
  isInName: boolean
  /** By time, greater ones first. */
  place: number
}

export interface FileHit extends FilePlace {
  fileId: string
}

/** Of each file the newest version alone. What is in the trash is not found. */
export type FileIndex = SearchIndex<FileSearch, FileHit>

/** What is looked for: `inName` where it may stand within a word of a name, too. */
export interface Term {
  text: string
  /** The last word is the beginning of one. */
  isOpen: boolean
  inName: boolean
}

export function termsOf({ parts, phrases }: Pick<FileSearch, 'parts' | 'phrases'>): Term[] {
  return [
    ...parts.map((text) => ({ text, isOpen: true, inName: true })),
    ...phrases.map(({ text, isOpen }) => ({ text, isOpen, inName: false })),
  ]
}
