import type { Conversation, Member } from '@kith/protocol/conversations.ts'
import type { Message, NamedCircle } from '@kith/protocol/messages.ts'
import type { Notification, NotificationPreferences } from '@kith/protocol/notifications.ts'
import type { ProblemBody } from '@kith/protocol/problems.ts'
import type { PresenceState } from '@kith/protocol/sockets.ts'
import type { ThreadFollow } from '@kith/protocol/threads.ts'
import type { OwnUser, Relation, UserCard } from '@kith/protocol/users.ts'
import type { DraftState } from './draft-merge.ts'
import type { Pins } from './pins.ts'
import type { WantedReactions } from './reactions.ts'

/** One contiguous window of a conversation's messages. */
export interface Timeline {
  conversationId: string
  /** Ascending by seq, without holes. */
  items: readonly Message[]
  hasBefore: boolean
  hasAfter: boolean
  /** The window holds all changes up to this rev. */
  rev: number
  isLoadingBefore: boolean
  isLoadingAfter: boolean
  /** Counts up when the window is replaced rather than extended: a jump. */
  generation: number
}

/** How one stands to a thread; of two the one with the larger `personalRev` is newer. */
export type Following = Pick<ThreadFollow, 'isFollowing' | 'lastReadSeq' | 'personalRev'>

/** One contiguous window of a thread's replies, as long as somebody looks at it. */
export interface ThreadWindow {
  threadId: string
  conversationId: string
  /** The message with which it begins; where that was deleted, its tombstone. */
  root: Message
  /** Ascending by seq; what lies between two of them belongs to the conversation or to other threads. */
  items: readonly Message[]
  hasBefore: boolean
  hasAfter: boolean
  /** The window holds all changes up to this rev of the conversation. */
  rev: number
  isLoadingBefore: boolean
  isLoadingAfter: boolean
  /** Counts up when the window is replaced rather than extended: a jump. */
  generation: number
  /** How one stands to it. What is unread in it stands in the entry of its conversation: see `unreadIn`. */
  follow: Following
}

export interface OutboxEntry {
  clientId: string
  conversationId: string
  body: string
  replyTo: string | null
  /** Uploads that are complete; what an earlier version kept has none. */
  attachmentIds?: readonly string[]
  /** Files of projects that it shares. */
  fileIds?: readonly string[]
  /** Posts that it shares. */
  postIds?: readonly string[]
  /** The message whose thread it is for; what an earlier version kept is for the conversation itself. */
  threadId?: string | null
  /** How many people it may tell by names of many; as many as there are where it is not said. */
  reachMax?: number
  /** Milliseconds since 1970, by this device. */
  createdAt: number
  state: 'waiting' | 'sending' | 'failed'
  /** Why it failed for good. */
  problem: ProblemBody | null
}

export interface MemberList {
  items: readonly Member[]
  nextCursor: string | null
  isLoading: boolean
}

export interface Connection {
  state: 'offline' | 'connecting' | 'online'
  /** When the next attempt is made, in milliseconds since 1970; null while one is under way. */
  retryAt: number | null
}

export interface Typist {
  user: UserCard
  /** Milliseconds since 1970; forgotten afterwards. */
  until: number
}

export interface Notices {
  /** The newest, newest first; null before they were asked for. */
  items: readonly Notification[] | null
  nextCursor: string | null
  /** As the server counts it. */
  unread: number
  preferences: NotificationPreferences | null
}

export type CircleName = Pick<NamedCircle, 'handle' | 'title'>

/** The messages that the person keeps. */
export interface Saved {
  ids: ReadonlySet<string>
  /** The person's own counter when they were loaded. */
  rev: number
  /** By message: that counter at a change since. */
  changedAt: ReadonlyMap<string, number>
}

/** All that a client knows. Never changed in place. */
export interface KithState {
  session: 'unknown' | 'signed-in' | 'signed-out'
  me: OwnUser | null
  connection: Connection
  conversations: ReadonlyMap<string, Conversation>
  isListLoaded: boolean
  /** The person's own counter up to which markers are known. */
  personalRev: number
  timelines: ReadonlyMap<string, Timeline>
  /** By the message with which they begin: the threads that are open. */
  threads: ReadonlyMap<string, ThreadWindow>
  members: ReadonlyMap<string, MemberList>
  presence: ReadonlyMap<string, PresenceState>
  /** By `draftKey`: who writes there. */
  typing: ReadonlyMap<string, readonly Typist[]>
  /** By conversation and user id: how far the others have read. */
  readBy: ReadonlyMap<string, ReadonlyMap<string, number>>
  /** By conversation and user id: up to where messages have reached devices of the others. */
  deliveredTo: ReadonlyMap<string, ReadonlyMap<string, number>>
  /** By thread and user id: how far the others who follow it have read it; of threads that are open. */
  threadReads: ReadonlyMap<string, ReadonlyMap<string, number>>
  outbox: readonly OutboxEntry[]
  /** By `draftKey`: what one has begun to write, also what is empty by now. */
  drafts: ReadonlyMap<string, DraftState>
  /** By user id: how one stands to everybody with whom there is, or was, anything. */
  relations: ReadonlyMap<string, Relation>
  /** The person's own counter up to which relations are complete; null before they were first loaded. */
  relationsRev: number | null
  notices: Notices
  /** By id: circles that came to be called otherwise since messages here were loaded; null: that are no more. */
  circles: ReadonlyMap<string, CircleName | null>
  /** By message: reactions that show before the server has taken them. */
  wantedReactions: ReadonlyMap<string, WantedReactions>
  /** Of conversations in which somebody looked at the pins. */
  pins: ReadonlyMap<string, Pins>
  /** Null while it is not known. */
  saved: Saved | null
  /** How many wait to be let in, for owners and admins; null while it is not known. */
  approvals: number | null
}

export const initialState: KithState = {
  session: 'unknown',
  me: null,
  connection: { state: 'offline', retryAt: null },
  conversations: new Map(),
  isListLoaded: false,
  personalRev: 0,
  timelines: new Map(),
  threads: new Map(),
  members: new Map(),
  presence: new Map(),
  typing: new Map(),
  readBy: new Map(),
  deliveredTo: new Map(),
  threadReads: new Map(),
  outbox: [],
  drafts: new Map(),
  relations: new Map(),
  relationsRev: null,
  notices: { items: null, nextCursor: null, unread: 0, preferences: null },
  circles: new Map(),
  wantedReactions: new Map(),
  pins: new Map(),
  saved: null,
  approvals: null,
}

/** A copy of `map` with `key` set, or without it when `value` is undefined. */
export function withKey<K, V>(map: ReadonlyMap<K, V>, key: K, value: V | undefined): ReadonlyMap<K, V> {
  const copy = new Map(map)
  if (value === undefined) copy.delete(key)
  else copy.set(key, value)
  return copy
}

/** Conversations as a list shows them: newest activity first. */
export function inOrder(state: KithState): Conversation[] {
  return [...state.conversations.values()].toSorted(
    (a, b) => b.lastActivityAt.localeCompare(a.lastActivityAt) || b.id.localeCompare(a.id),
  )
}

/** Up to which rev of a conversation what is shown of it is complete: its window, and those of its threads. */
export function revsShown(state: KithState, conversationId: string): number[] {
  const own = state.timelines.get(conversationId)
  return [...(own === undefined ? [] : [own]), ...threadsOf(state, conversationId)].map(({ rev }) => rev)
}

/** The open threads of a conversation. */
export function threadsOf(state: KithState, conversationId: string): ThreadWindow[] {
  return [...state.threads.values()].filter((window) => window.conversationId === conversationId)
}

/** Up to where each conversation is complete on this device. */
export function cursorsOf(state: KithState): Record<string, number> {
  const cursors: Record<string, number> = {}
  for (const { id, head } of state.conversations.values()) {
    cursors[id] = Math.min(head, ...revsShown(state, id))
  }
  return cursors
}
