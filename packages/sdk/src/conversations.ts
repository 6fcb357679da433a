import type { Conversation, ConversationShared } from '@kith/protocol/conversations.ts'
import { limits } from '@kith/protocol/limits.ts'
import type { Message } from '@kith/protocol/messages.ts'
import type { ReadState, ServerEvents } from '@kith/protocol/sockets.ts'
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
  const counts = isCountable(message, myId) && message.seq > entry.lastReadSeq && message.deletedAt === null
  return {
    ...entry,
    head: message.rev,
    lastSeq: Math.max(entry.lastSeq, message.seq),
    lastMessage: message,
    lastActivityAt: message.createdAt,
    isArchived: entry.isArchived && isHushed(entry, message.createdAt),
    lastReadSeq: isMine ? Math.max(entry.lastReadSeq, message.seq) : entry.lastReadSeq,
    unread: isMine ? 0 : Math.min(limits.unreadMax, entry.unread + (counts ? 1 : 0)),
    mentions: isMine ? 0 : entry.mentions,
  }
}

/** Whether one wanted to hear nothing of the conversation at that time. */
function isHushed({ notify: { level, mutedUntil } }: Conversation, at: string): boolean {
  return level === 'nothing' || (mutedUntil !== null && Date.parse(at) < Date.parse(mutedUntil))
}

export function afterMessageChange(entry: Conversation, message: Message, myId: string): Conversation {
  const last = entry.lastMessage
  const wasUnread = isCountable(message, myId) && message.seq > entry.lastReadSeq && message.deletedAt !== null
  return {
    ...entry,
    head: message.rev,
    lastMessage: last === null ? null : last.seq === message.seq ? message : requoted(last, message),
    unread: Math.max(0, entry.unread - (wasUnread ? 1 : 0)),
  }
}

/** Whether an unread message names `myId`. Only the server knows if it counts: its author may be muted. */
export function isNamedAnew(entry: Conversation, message: Message, myId: string): boolean {
  if (message.author.id === myId || message.seq <= entry.lastReadSeq) return false
  return message.mentions.some(({ id }) => id === myId)
}

/** Whether, after `message` was changed, only the server knows what is left: a count had stopped, or names went. */
export function isUncertain(entry: Conversation, message: Message, myId: string): boolean {
  if (isNamedAnew(entry, message, myId)) return true
  if (entry.mentions > 0 && message.author.id !== myId && message.seq > entry.lastReadSeq) return true
  return entry.unread >= limits.unreadMax && message.deletedAt !== null
}

export function afterSharedChange(entry: Conversation, shared: ConversationShared): Conversation {
  const { title, topic, isPublic, isHistoryShared } = shared
  return { ...entry, title, topic, isPublic, isHistoryShared, head: shared.rev }
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
  return {
    ...entry,
    lastReadSeq,
    unread: lastReadSeq >= entry.lastSeq ? 0 : read.unread,
    mentions: lastReadSeq >= entry.lastSeq ? 0 : read.mentions,
    personalRev: read.personalRev,
  }
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
