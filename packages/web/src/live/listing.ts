import type { Conversation } from '@kith/protocol/conversations.ts'
import { inOrder } from '@kith/sdk/state.ts'
import type { KithState } from '@kith/sdk/state.ts'

/** One's conversations as a list shows them, each part with the newest activity first. */
export interface Sections {
  favourites: readonly Conversation[]
  others: readonly Conversation[]
  archived: readonly Conversation[]
  /** The first two, one after the other. */
  all: readonly Conversation[]
  /** The archive too. */
  every: readonly Conversation[]
}

let known: KithState['conversations'] | null = null
let sections: Sections = { favourites: [], others: [], archived: [], all: [], every: [] }

/** Direct conversations in which nobody has written yet are left out. */
export function sectionsOf(state: KithState): Sections {
  if (state.conversations === known) return sections
  known = state.conversations
  const shown = inOrder(state).filter((entry) => entry.kind !== 'direct' || entry.lastSeq > 0)
  const present = shown.filter(({ isArchived }) => !isArchived)
  const favourites = present.filter(({ isFavourite }) => isFavourite)
  const others = present.filter(({ isFavourite }) => !isFavourite)
  const archived = shown.filter(({ isArchived }) => isArchived)
  const all = [...favourites, ...others]
  sections = { favourites, others, archived, all, every: [...all, ...archived] }
  return sections
}

/** What the list shows without the archive, in its order. */
export const listed = (state: KithState): readonly Conversation[] => sectionsOf(state).all

/** The same with the archive at the end, for whoever looks for something. */
export const listedAll = (state: KithState): readonly Conversation[] => sectionsOf(state).every

/** How many conversations hold something unread of which one wants to know. */
export function unreadConversations(state: KithState): number {
  return listed(state).reduce((count, entry) => count + (isCalling(entry) ? 1 : 0), 0)
}

/** Whether there is something unread in it of which one wants to know. */
export function isCalling(entry: Conversation): boolean {
  return entry.unread > 0 && !isSilent(entry)
}

/** Whether one wants to hear nothing of a conversation, for ever or for now. */
export function isSilent({ notify: { level, mutedUntil } }: Conversation): boolean {
  return level === 'nothing' || isMuted(mutedUntil)
}

export function isMuted(mutedUntil: string | null): boolean {
  return mutedUntil !== null && Date.parse(mutedUntil) > Date.now()
}
