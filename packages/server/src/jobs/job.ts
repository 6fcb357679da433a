import type { NotificationKind } from '@kith/protocol/notification-kinds.ts'
import type { FileKind } from '@kith/protocol/project-files.ts'
import type { AppContext } from '../context.ts'

/** What a notice is about, by ids. Nothing that another person wrote. */
export interface NoticeTarget {
  conversationId?: string
  messageId?: string
  /** The thread it is in. */
  threadId?: string
  /** The place in the conversation where it is to be seen: who has read so far has seen it. */
  seq?: number
  projectId?: string
  fileId?: string
  /** On a file, or where there is a `postId` on that. */
  commentId?: string
  postId?: string
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
  /** Whom a comment on a file names or answers, and who brought the file. */
  'notify-comment': { commentId: string }
  /** Whom the caption of a post names, as it now is. */
  'notify-post': { postId: string }
  /** That `userId` likes a post, or does no longer. */
  'notify-post-like': { postId: string; userId: string }
  /** Whom a comment on a post names or answers, and whose post it is. */
  'notify-post-comment': { commentId: string; answeredId?: string }
  /** That `userId` likes a comment on a post, or does no longer. */
  'notify-comment-like': { commentId: string; userId: string }
  /** What these people were told of went with a post: how much is unread of the rest. */
  'recount-notices': { userIds: string[] }
  /** Files that came into a project are told of in its main conversation, once it is quiet. */
  'announce-files': { projectId: string }
  /** Who was added to a conversation by somebody, announced at `seq`. */
  'notify-added': { conversationId: string; actorId: string; userIds: string[]; seq: number }
  /** What came in the quiet hours of somebody, which are over. */
  'signal-notices': { userId: string }
  /** What lies behind the links of a message, as it now is. */
  'preview-links': { messageId: string }
  /** Bytes that came into a project and of which pictures may be made. */
  'look-at-file': { sha256: string; kind: FileKind }
  /** Bytes that came into a project and in which there may be words. */
  'read-file': { sha256: string; kind: FileKind }
  'purge-account': { userId: string; erasesMessages: boolean }
  export: { exportId: string }
  'expire-export': { exportId: string }
}

export type JobKind = keyof JobPayloads

/** Does one kind of work. It may run more than once, so it must come to the same. */
export type JobHandlers = { [K in JobKind]: (ctx: AppContext, payload: JobPayloads[K]) => Promise<void> }
