import type { Conversation, ConversationShared, ReadState } from '@kith/protocol/conversations.ts'
import { limits } from '@kith/protocol/limits.ts'
import type { Message } from '@kith/protocol/messages.ts'
import type { ServerEvents } from '@kith/protocol/sockets.ts'
import type { ThreadFollow } from '@kith/protocol/threads.ts'
import { requoted } from './quotes.ts'

/*
 * One conversation's entry, moved forward by one counted change. Each is applied only where it is the very next one
 * (`rev` = `head` + 1), so that what is derived here, unread above all, equals what the server would say.
 */

/** Whether a message counts as unread for `myId` while it lies after the read marker. */
function isCountable(message: Message, myId: string): boolean {
  return message.kind === 'text' && message.author.id !== myId
}

export function afterMessage(entry: Conversation, message: Message, myId: string): Conversation {
  const isMine = message.kind === 'text' && message.author.id === myId
  const counts = isCountable(message, myId) && message.deletedAt === null
  const next = {
    ...entry,
    head: message.rev,
    lastSeq: Math.max(entry.lastSeq, message.seq),
    lastMessage: message,
    lastActivityAt: message.createdAt,
    isArchived: entry.isArchived && isHushed(entry, message.createdAt),
  }
  if (message.threadId !== null) return afterReply(next, message, { isMine, counts })
  if (!isMine) return { ...next, ...counted(entry, counts && message.seq > entry.lastReadSeq ? 1 : 0, 0) }
  return {
    ...next,
    lastReadSeq: Math.max(entry.lastReadSeq, message.seq),
    unread: entry.unreadInThreads,
    mentions: entry.unreadInThreads > 0 ? entry.mentions : 0,
  }
}

/** A new reply: in a thread that one follows it counts, and one's own has read what came before. */
function afterReply(
  entry: Conversation,
  { threadId, seq }: Message,
  { isMine, counts }: { isMine: boolean; counts: boolean },
): Conversation {
  const thread = entry.followedThreads.find(({ id }) => id === threadId)
  if (thread === undefined) return entry
  const more = isMine ? -thread.unread : counts ? 1 : 0
  const changed = { ...thread, lastSeq: Math.max(thread.lastSeq, seq), unread: bounded(thread.unread + more) }
  const followedThreads = entry.followedThreads.map((known) => (known === thread ? changed : known))
  return { ...entry, followedThreads, ...counted(entry, more, more) }
}

/** The counts with so many more in all, and in threads. */
function counted(
  { unread, unreadInThreads }: Conversation,
  more: number,
  moreInThreads: number,
): Pick<Conversation, 'unread' | 'unreadInThreads'> {
  return { unread: bounded(unread + more), unreadInThreads: bounded(unreadInThreads + moreInThreads) }
}

const bounded = (count: number): number => Math.max(0, Math.min(limits.unreadMax, count))

/** Whether one wanted to hear nothing of the conversation at that time. */
function isHushed({ notify: { level, mutedUntil } }: Conversation, at: string): boolean {
  return level === 'nothing' || (mutedUntil !== null && Date.parse(at) < Date.parse(mutedUntil))
}

export function afterMessageChange(entry: Conversation, message: Message, myId: string): Conversation {
  const last = entry.lastMessage
  const next = {
    ...entry,
    head: message.rev,
    lastMessage: last === null ? null : last.seq === message.seq ? message : requoted(last, message),
  }
  return { ...next, ...counted(entry, wasUnread(entry, message, myId) ? -1 : 0, 0) }
}

/** Whether a message was unread in the conversation itself, and was deleted now. What begins a thread is told more than once. */
function wasUnread(entry: Conversation, message: Message, myId: string): boolean {
  const { seq, deletedAt, threadId, thread } = message
  const isGone = deletedAt !== null && threadId === null && thread === null
  return isGone && isCountable(message, myId) && seq > entry.lastReadSeq
}

/**
 * Whether, after a new message, only the server knows what counts: it names `myId`, and its author may be muted; or it
 * is in a thread that may be followed though the entry does not say so; or what it has read may have named `myId`.
 */
export function isUncertainAfter(entry: Conversation, message: Message, myId: string): boolean {
  const { author, mentions, seq, threadId } = message
  const isMine = author.id === myId && message.kind === 'text'
  const isNaming = isToMany(message) || mentions.some(({ id }) => id === myId)
  if (isMine && entry.mentions > 0 && entry.unreadInThreads > 0) return true
  if (threadId === null) return !isMine && seq > entry.lastReadSeq && isNaming
  if (mentions.some(({ id }) => id === myId)) return true
  if (entry.followedThreads.some(({ id }) => id === threadId)) return isMine && entry.unread >= limits.unreadMax
  return entry.followedThreads.length >= limits.followedThreadsShown
}

/** Whether a message names many at once. Only the server knows whom. */
export function isToMany({ isToAll, isToHere, circles }: Message): boolean {
  return isToAll || isToHere || circles.length > 0
}

/** Whether, after `message` was changed, only the server knows what is left: a count had stopped, or names went. */
export function isUncertainChange(entry: Conversation, message: Message, myId: string): boolean {
  const { author, deletedAt, mentions, seq, threadId, thread } = message
  if (author.id === myId) return false
  if (threadId === null && seq <= entry.lastReadSeq) return false
  if (entry.mentions > 0 || isToMany(message) || mentions.some(({ id }) => id === myId)) return true
  if (deletedAt === null) return false
  if (threadId === null) return thread !== null || entry.unread >= limits.unreadMax
  return entry.unreadInThreads > 0
}

export function afterSharedChange(entry: Conversation, shared: ConversationShared): Conversation {
  const { title, topic, isPublic, isHistoryShared, mentionAll, isClosed } = shared
  return { ...entry, title, topic, isPublic, isHistoryShared, mentionAll, isClosed, head: shared.rev }
}

export function afterMemberChange(
  entry: Conversation,
  change: ServerEvents['member_changed'],
  myId: string,
): Conversation {
  const { member, memberCount, rev } = change
  const role = member.user.id === myId && member.leftAt === null ? member.role : entry.role
  return { ...entry, memberCount, role, head: rev }
}

/**
 * The read marker as the server knows it; an older answer changes nothing. What the server counted may lack, or have,
 * messages that are not known here: only where nothing is left is the count certain. `isBack`: something was marked
 * unread; otherwise one's own message may have moved the marker further by now.
 */
export function afterRead(entry: Conversation, read: ReadState, isBack = false): Conversation {
  if (read.personalRev <= entry.personalRev) return entry
  const lastReadSeq = isBack ? read.lastReadSeq : Math.max(entry.lastReadSeq, read.lastReadSeq)
  const isAtEnd = lastReadSeq >= entry.lastSeq
  const { unreadInThreads } = read
  return {
    ...entry,
    lastReadSeq,
    unread: isAtEnd ? unreadInThreads : read.unread,
    unreadInThreads,
    followedThreads:
      unreadInThreads > 0 ? entry.followedThreads : entry.followedThreads.map((thread) => ({ ...thread, unread: 0 })),
    mentions: isAtEnd && unreadInThreads === 0 ? 0 : read.mentions,
    personalRev: read.personalRev,
  }
}

/**
 * The entry after a thread was read to its end, here or on another device. Of any other news of a thread the entry is
 * asked for: see `isFollowKnown`.
 */
export function afterThreadRead(entry: Conversation, follow: ThreadFollow): Conversation {
  const thread = entry.followedThreads.find(({ id }) => id === follow.threadId)
  const isNews = follow.personalRev > entry.personalRev && follow.isFollowing && follow.unread === 0
  const isCertain = entry.mentions === 0 && entry.unread < limits.unreadMax
  if (thread === undefined || !isNews || !isCertain || follow.lastReadSeq < thread.lastSeq) return entry
  return {
    ...entry,
    followedThreads: entry.followedThreads.map((known) => (known === thread ? { ...thread, unread: 0 } : known)),
    ...counted(entry, -thread.unread, -thread.unread),
    personalRev: follow.personalRev,
  }
}

/** How many replies of others are unread in a thread: in one that is not named none is, or one does not follow it. */
export function unreadIn({ followedThreads }: Conversation, threadId: string): number {
  return followedThreads.find(({ id }) => id === threadId)?.unread ?? 0
}

/** Whether an entry says what the server said of a thread. */
export function isFollowKnown(entry: Conversation, follow: ThreadFollow): boolean {
  const thread = entry.followedThreads.find(({ id }) => id === follow.threadId)
  if (entry.personalRev < follow.personalRev || follow.isFollowing !== (thread !== undefined)) return false
  return thread === undefined || thread.unread === follow.unread
}

/** Whether `fresh` was read on the server before some of what is known. */
export function isOlder(fresh: Conversation, known: Conversation): boolean {
  return fresh.head < known.head || fresh.personalRev < known.personalRev
}

/** `fresh` from the server, unless what is known is newer. */
export function newerEntry(known: Conversation | undefined, fresh: Conversation): Conversation {
  if (known === undefined) return fresh
  if (fresh.head < known.head) return known
  if (fresh.head === known.head && fresh.personalRev < known.personalRev) return known
  return fresh
}
