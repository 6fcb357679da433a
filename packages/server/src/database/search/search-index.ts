import type { AttachmentKind } from '@kith/protocol/uploads.ts'

/** What somebody looks for among the messages that they may see. */
export interface MessageSearch {
  userId: string
  /** Texts, folded, that must be in the message: three letters and more, in any part of a word. */
  parts: readonly string[]
  /** Folded words in this order that must be in it; with `isOpen` the last is the beginning of one. */
  phrases: readonly { text: string; isOpen: boolean }[]
  conversationIds: readonly string[] | null
  authorIds: readonly string[] | null
  /** Milliseconds since 1970: created at or after, created before. */
  from: number | null
  until: number | null
  hasLink: boolean
  /** Of each of these it must show something: of one kind among several. */
  shows: readonly (readonly AttachmentKind[])[]
  /** Whether it must share a post. */
  hasPost: boolean
  isReply: boolean
  /** Only what lies before this place, as a hit told it. */
  before: number | null
  limit: number
}

export interface SearchHit {
  messageId: string
  /** Its place among all messages, by time. */
  place: number
}

/**
 * An index of what is found by its words: derived, behind by a moment, and made anew when it is lost. It follows each
 * conversation, or project, by its counter, so whatever happens to the process it knows what it has not seen yet.
 */
export interface SearchIndex<Wanted, Hit> {
  /** Something changed in this conversation or project; after the commit. Costs nothing and never throws. */
  changed(id: string): void
  /** What the person may not see, and what is deleted, is decided inside the query. */
  find(wanted: Wanted): Promise<Hit[]>
  /** Resolves when all that was said to have changed is in it. */
  settled(): Promise<void>
  /** As `settled`, and of what was taken out no byte is left in its file or its log. */
  forget(): Promise<void>
  close(): Promise<void>
}

/** Newest first. */
export type MessageIndex = SearchIndex<MessageSearch, SearchHit>

const EPOCH_MS = Date.UTC(2020, 0, 1)
const PLACES_PER_MS = 4_096

/** The first place of a millisecond: places grow with time and fit a double until 2089. */
export function placeAt(ms: number): number {
  return (ms - EPOCH_MS) * PLACES_PER_MS
}
