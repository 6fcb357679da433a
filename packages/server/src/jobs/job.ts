import type { NotificationKind } from '@kith/protocol/notification-kinds.ts'
import type { AppContext } from '../context.ts'

/** What a notice is about, by ids. Nothing that another person wrote. */
export interface NoticeTarget {
  conversationId?: string
  messageId?: string
  /** The thread it is in. */
  threadId?: string
  /** The place in the conversation where it is to be seen: who has read so far has seen it. */
  seq?: number
  /** What makes two of them different that have neither message nor actor, as a session. */
  id?: string
  /** What is to be said beside it, as the name of a device. */
  detail?: string
}

/**
 * What each kind of work is given, by kind. It is kept as JSON in the transaction that asks for it, so ids go in, never
 * what may have changed until it runs.
 */
export interface JobPayloads {
  /** A letter with a link, whose token only the letter has. */
  'link-mail': { linkId: string }
  /** Somebody forgot their password: a username or an email address, lower case, that may be nobody's. */
  'password-forgotten': { identifier: string; address: string; userAgent: string }
  /** A letter, by the address and the words that it had when it was written. */
  mail: { to: string; subject: string; text: string }
  /** A request to be friends by an address that may be nobody's. */
  'friend-by-email': { userId: string; email: string; note: string }
  /** Whoever waits for an account that is open now follows it. */
  'admit-followers': { userId: string }
  /** One stopped or began to hear another: what was written to them by name counts otherwise. */
  'recount-mentions': { userId: string; authorId: string }
  /** The words of a status that is over find nobody any more. */
  'status-over': { userId: string }
  /** Something that somebody is to be told of; `target` points to what it is about. */
  notify: { userId: string; kind: NotificationKind; actorId: string | null; target?: NoticeTarget }
  /** Whom a message names or answers, as it now is. */
  'notify-message': { messageId: string }
  /** Whom a new message names among many, after the person `after`; first of all whom it names alone or answers. */
  'notify-many': { messageId: string; after: string }
  /** That `userId` reacted to a message, or took it back. */
  'notify-reaction': { messageId: string; userId: string; emoji: string }
  /** Who was added to a conversation by somebody, announced at `seq`. */
  'notify-added': { conversationId: string; actorId: string; userIds: string[]; seq: number }
  /** What came in the quiet hours of somebody, which are over. */
  'signal-notices': { userId: string }
  /** What lies behind the links of a message, as it now is. */
  'preview-links': { messageId: string }
  'purge-account': { userId: string; erasesMessages: boolean }
  export: { exportId: string }
  'expire-export': { exportId: string }
}

export type JobKind = keyof JobPayloads

/** Does one kind of work. It may run more than once, so it must come to the same. */
export type JobHandlers = { [K in JobKind]: (ctx: AppContext, payload: JobPayloads[K]) => Promise<void> }
