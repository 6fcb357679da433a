import type { Changes, Conversation } from '@kith/protocol/conversations.ts'
import type { Message } from '@kith/protocol/messages.ts'
import type { ServerEvents } from '@kith/protocol/sockets.ts'
import type { ThreadFollow } from '@kith/protocol/threads.ts'
import {
  afterMemberChange,
  afterMessage,
  afterMessageChange,
  afterRead,
  afterSharedChange,
  afterThreadRead,
  isUncertainAfter,
  isUncertainChange,
  newerEntry,
} from './conversations.ts'
import { draftKey } from './drafts.ts'
import { pinsAfter } from './pins.ts'
import { knownOf, withoutReceipts } from './receipts.ts'
import { threadsOf, withKey } from './state.ts'
import type { KithState } from './state.ts'
import { withFollow, withReply } from './thread-window.ts'
import { withMessage } from './timeline.ts'

/* The state after one counted event, or after all that was missed. */

export type Counted =
  | { name: 'message' | 'message_changed'; payload: ServerEvents['message'] }
  | { name: 'member_changed'; payload: ServerEvents['member_changed'] }
  | { name: 'conversation_changed'; payload: ServerEvents['conversation_changed'] }
  | { name: 'rev_passed'; payload: ServerEvents['rev_passed'] }

/** The pins of all conversations after what happened in one of them. */
export function keptPins(
  { pins }: KithState,
  conversationId: string,
  messages: readonly Message[],
  range: { since: number; upTo: number },
): KithState['pins'] {
  const known = pins.get(conversationId)
  const kept = pinsAfter(known, messages, range)
  return kept === known ? pins : withKey(pins, conversationId, kept)
}

/** The state with all of `changes` in it, which are those after `since`. */
export function mended(state: KithState, conversationId: string, changes: Changes, since: number): KithState {
  const window = state.timelines.get(conversationId)
  const inPlace =
    window === undefined ? undefined : changes.messages.toSorted((a, b) => a.seq - b.seq).reduce(withMessage, window)
  const list = state.members.get(conversationId)
  return {
    ...state,
    conversations: withKey(
      state.conversations,
      conversationId,
      newerEntry(state.conversations.get(conversationId), changes.conversation),
    ),
    timelines: withKey(
      state.timelines,
      conversationId,
      inPlace === undefined ? undefined : { ...inPlace, rev: Math.max(inPlace.rev, changes.upTo) },
    ),
    threads: threadsAfter(state, conversationId, changes.messages, changes.upTo),
    pins: keptPins(state, conversationId, changes.messages, { since, upTo: changes.upTo }),
    // Who came and went is loaded again when somebody looks.
    members:
      changes.members.length > 0 && list !== undefined
        ? withKey(state.members, conversationId, undefined)
        : state.members,
  }
}

export function applied(state: KithState, event: Counted, entry: Conversation, myId: string): KithState {
  const { rev } = event.payload
  const id = entry.id
  const isNext = rev === entry.head + 1
  const window = state.timelines.get(id)
  const shown =
    window !== undefined && (event.name === 'message' || event.name === 'message_changed')
      ? withMessage(window, event.payload)
      : window
  const members = event.name === 'member_changed' ? membersAfter(state, event.payload) : state.members
  return {
    ...state,
    conversations: isNext ? withKey(state.conversations, id, entryAfter(entry, event, myId)) : state.conversations,
    timelines:
      shown === undefined ? state.timelines : withKey(state.timelines, id, { ...shown, rev: Math.max(shown.rev, rev) }),
    threads: threadsAfter(
      state,
      id,
      event.name === 'message' || event.name === 'message_changed' ? [event.payload] : [],
      rev,
    ),
    members,
    ...(event.name === 'member_changed' && event.payload.member.leftAt !== null
      ? withoutReceipts(state, id, event.payload.member.user.id)
      : {}),
    pins: keptPins(state, id, event.name === 'message_changed' ? [event.payload] : [], { since: rev - 1, upTo: rev }),
    typing: event.name === 'message' ? typingAfter(state, event.payload) : state.typing,
  }
}

/** The open threads after all changes up to `rev`, of which `messages` are those of messages. */
function threadsAfter(
  state: KithState,
  conversationId: string,
  messages: readonly Message[],
  rev: number,
): KithState['threads'] {
  const shown = threadsOf(state, conversationId)
  if (shown.length === 0) return state.threads
  const threads = new Map(state.threads)
  for (const window of shown) {
    threads.set(window.threadId, { ...messages.reduce(withReply, window), rev: Math.max(window.rev, rev) })
  }
  return threads
}

function entryAfter(entry: Conversation, event: Counted, myId: string): Conversation {
  switch (event.name) {
    case 'message':
      return afterMessage(entry, event.payload, myId)
    case 'message_changed':
      return afterMessageChange(entry, event.payload, myId)
    case 'conversation_changed':
      return afterSharedChange(entry, event.payload)
    case 'member_changed':
      return afterMemberChange(entry, event.payload, myId)
    case 'rev_passed':
      return { ...entry, head: event.payload.rev }
  }
}

/** What an event cannot tell: the few faces of a group, a count that had stopped, and who is counted as named. */
export function needsServer(event: Counted, entry: Conversation, myId: string): boolean {
  if (event.name === 'member_changed') return entry.kind === 'group'
  if (event.name === 'message') return isUncertainAfter(entry, event.payload, myId)
  return event.name === 'message_changed' && isUncertainChange(entry, event.payload, myId)
}

function membersAfter(
  state: KithState,
  { conversationId, member }: ServerEvents['member_changed'],
): KithState['members'] {
  const list = state.members.get(conversationId)
  if (list === undefined) return state.members
  const others = list.items.filter(({ user }) => user.id !== member.user.id)
  return withKey(state.members, conversationId, {
    ...list,
    items: member.leftAt === null ? [...others, member] : others,
  })
}

function typingAfter(state: KithState, { conversationId, threadId, author }: Message): KithState['typing'] {
  const key = draftKey(conversationId, threadId)
  const typists = state.typing.get(key)
  if (typists === undefined) return state.typing
  const left = typists.filter(({ user }) => user.id !== author.id)
  return withKey(state.typing, key, left.length === 0 ? undefined : left)
}

/** Somebody has read: oneself on another device, or another in the conversation. */
export function readApplied(state: KithState, read: ServerEvents['read']): KithState {
  const { conversationId, user, seq, own, isBack } = read
  const entry = state.conversations.get(conversationId)
  if (entry === undefined) return state
  if (own !== undefined) {
    return {
      ...state,
      personalRev: Math.max(state.personalRev, own.personalRev),
      conversations: withKey(state.conversations, conversationId, afterRead(entry, own, isBack)),
    }
  }
  const known = knownOf(state.readBy, state, conversationId)
  if (known === null || (known.get(user.id) ?? 0) >= seq) return state
  return { ...state, readBy: withKey(state.readBy, conversationId, withKey(known, user.id, seq)) }
}

/** One has read everything, here or on another device. */
export function readAllApplied(state: KithState, { markers, personalRev }: ServerEvents['read_all']): KithState {
  const conversations = new Map(state.conversations)
  const threads = new Map(state.threads)
  for (const { conversationId, lastReadSeq } of markers) {
    const entry = conversations.get(conversationId)
    if (entry === undefined) continue
    const nothing = { unread: 0, unreadInThreads: 0, mentions: 0 }
    conversations.set(conversationId, afterRead(entry, { lastReadSeq, ...nothing, personalRev }))
    for (const window of threadsOf(state, conversationId)) {
      const seq = Math.max(window.follow.lastReadSeq, lastReadSeq)
      if (!window.follow.isFollowing) continue
      threads.set(window.threadId, withFollow(window, { ...window.follow, lastReadSeq: seq, personalRev }))
    }
  }
  return { ...state, conversations, threads, personalRev: Math.max(state.personalRev, personalRev) }
}

/** How one stands to a thread: where that is open, and in the entry of its conversation. */
export function threadApplied(state: KithState, follow: ThreadFollow): KithState {
  const { conversationId, threadId } = follow
  const entry = state.conversations.get(conversationId)
  const window = state.threads.get(threadId)
  return {
    ...state,
    conversations:
      entry === undefined
        ? state.conversations
        : withKey(state.conversations, conversationId, afterThreadRead(entry, follow)),
    threads: window === undefined ? state.threads : withKey(state.threads, threadId, withFollow(window, follow)),
  }
}
