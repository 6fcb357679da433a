import { z } from 'zod'
import { conversation, conversationShared, member } from './conversations.ts'
import type { Conversation, ConversationShared, Member, ReadState } from './conversations.ts'
import { draft } from './drafts.ts'
import type { Draft } from './drafts.ts'
import { fileComment } from './file-comments.ts'
import type { FileComment } from './file-comments.ts'
import { id } from './ids.ts'
import type { DataExport } from './leaving.ts'
import { limits } from './limits.ts'
import type { SaveState } from './marks.ts'
import { sendMessageInput } from './messages.ts'
import type { Message } from './messages.ts'
import { notification, notificationPreferences } from './notifications.ts'
import type { Notification, NotificationPreferences } from './notifications.ts'
import { postMark, postState } from './posts.ts'
import type { PostMark, PostState } from './posts.ts'
import type { ProblemBody } from './problems.ts'
import { projectEntry } from './project-files.ts'
import type { ProjectEntry } from './project-files.ts'
import { project, projectMember, projectShared } from './projects.ts'
import type { Project, ProjectMember, ProjectShared } from './projects.ts'
import { threadFollow } from './threads.ts'
import type { ThreadFollow } from './threads.ts'
import type { OwnUser, Relation, UserCard } from './users.ts'

/** Online: a device in use. Away: connected, nobody at it. */
export const presenceState = z.enum(['online', 'away', 'offline'])
export type PresenceState = z.infer<typeof presenceState>

const cursors = z
  .record(id, z.int().min(0))
  .refine((value) => Object.keys(value).length <= limits.resumeCursorsMax, 'has too many conversations')

/** What a client may say over the socket, by event name. Every one but `typing` has an ack. */
export const clientEvents = {
  join: z.strictObject({ conversationId: id, since: z.int().min(0).optional() }),
  leave: z.strictObject({ conversationId: id }),
  send_message: sendMessageInput,
  resume: z.strictObject({ cursors, personalRev: z.int().min(0).optional() }),
  typing: z.strictObject({ conversationId: id, threadId: id.optional() }),
  read: z.strictObject({ conversationId: id, seq: z.int().min(0) }),
  received: z.strictObject({
    seqs: z
      .record(id, z.int().min(1))
      .refine((value) => Object.keys(value).length <= limits.receivedMax, 'has too many conversations'),
  }),
  presence: z.strictObject({ state: z.enum(['online', 'away']) }),
  watch: z.strictObject({ userIds: z.array(id).max(limits.presenceWatchMax) }),
  /** The posts that are on this screen; in the place of those before. */
  watch_posts: z.strictObject({ postIds: z.array(id).max(limits.postsWatchedMax) }),
} as const

export type ClientEventName = keyof typeof clientEvents
export type ClientPayload<N extends ClientEventName> = z.input<(typeof clientEvents)[N]>
export type ParsedPayload<N extends ClientEventName> = z.output<(typeof clientEvents)[N]>

type Refusal = { ok: false; problem: ProblemBody }
export type Ack<T extends object> = ({ ok: true } & T) | Refusal

/** What `resume` says of one conversation that is behind, new, or no longer the caller's (`isGone`). */
export interface ResumeEntry {
  head: number
  lastSeq: number
  isGone?: true
}

export interface ClientAcks {
  join: Ack<{ head: number }>
  leave: Ack<object>
  send_message: Ack<{ message: Message }>
  /** `conversations` has those behind their cursor, those without a cursor, and those gone; `changed` those whose personal state moved. */
  resume: Ack<{ conversations: Record<string, ResumeEntry>; changed: string[]; personalRev: number }>
  read: Ack<ReadState>
  /** Of small conversations: up to where their messages are on this device. */
  received: Ack<object>
  presence: Ack<object>
  watch: Ack<{ states: Record<string, PresenceState> }>
  /** How those that the caller may see are now; of others nothing is told. */
  watch_posts: Ack<{ posts: PostState[] }>
}

export type ClientToServer = {
  [N in keyof ClientAcks]: (payload: ClientPayload<N>, ack: (answer: ClientAcks[N]) => void) => void
} & { typing: (payload: ClientPayload<'typing'>) => void }

/** What the server says, by event name. Those with a `rev` are counted: `rev` = mine + 1 is applied, else ask `changes`. */
export interface ServerEvents {
  message: Message
  message_changed: Message
  recent_messages: { conversationId: string; messages: Message[]; head: number }
  status: {
    conversationId?: string
    user: UserCard
    state: 'joined' | 'left' | PresenceState
  }
  /** Of many watched people at once, by id, what `status` says of one. */
  presence: { states: Record<string, PresenceState> }
  /** Shared state, counted by `rev`: title, topic, visibility. */
  conversation_changed: ConversationShared
  /** The caller's own entry as it now is: sent to one person, when they come in, or read elsewhere. */
  conversation: Conversation
  /** It is no longer the caller's: removed, left on another device, or deleted. */
  conversation_gone: { conversationId: string }
  /** Someone came, left or changed role; counted by `rev`. */
  member_changed: { conversationId: string; rev: number; memberCount: number; member: Member }
  /** A change that the caller may not see took this `rev` (it concerns what came before they joined). */
  rev_passed: { conversationId: string; rev: number }
  /** Who writes, to those who look there. `threadId`: in the thread that begins with this message, not in the conversation itself. */
  typing: { conversationId: string; threadId?: string; user: UserCard }
  /** Who has read up to where. One's own other devices also get what is left unread; `isBack`: it was marked unread. */
  read: { conversationId: string; user: UserCard; seq: number; own?: ReadState; isBack?: true }
  /** In a small conversation: up to where messages have reached devices of others, by user id. What they have read they have. */
  delivered: { conversationId: string; seqs: Record<string, number> }
  /** In a small conversation: how far one of the others has read a thread that they follow; null: they follow it no longer. */
  thread_read: { conversationId: string; threadId: string; userId: string; seq: number | null }
  /** How one now stands to a thread: followed or not any more, read on another device. */
  thread: ThreadFollow
  /** One has read all there is in these, threads too; newer `personalRev` wins, as in `read`. */
  read_all: { markers: { conversationId: string; lastReadSeq: number }[]; personalRev: number }
  /** What one has begun to write, as one of one's devices has it; counted by `personalRev`. */
  draft: Draft
  /** The caller keeps a message, or keeps it no longer. */
  saved: SaveState
  /** How the caller now stands to somebody; counted by `personalRev`. */
  relation: Relation
  /** Somebody whom the caller watches is called or looks otherwise now. */
  user_changed: { user: UserCard }
  /** A circle is called otherwise now, in messages that are shown too; null: it is no more, and its name a word. */
  circle_changed: { circleId: string; name: { handle: string; title: string } | null }
  /** A new notice, or one that was added to. `isQuiet`: in quiet hours or a muted place, so that it makes no sound. */
  notification: { notification: Notification; unread: number; isQuiet: boolean }
  /** Notices were read or went on another device, or what they tell of went. */
  notifications_changed: { unread: number; personalRev: number }
  notification_preferences: NotificationPreferences
  /** One's own profile as it now is. */
  me: OwnUser
  /** For owners and admins: how many wait to be let in. */
  approvals: { count: number }
  /** A copy of one's own data, as far as it is. */
  export: DataExport
  /** Shared state of a project, counted by its `rev`. */
  project_changed: { projectId: string; rev: number; project: ProjectShared }
  /** Somebody came into a project, left it or changed role; counted by `rev`. */
  project_member_changed: { projectId: string; rev: number; memberCount: number; member: ProjectMember }
  /** Files and folders that changed together, counted by `rev`; null: many, so that the client asks. */
  project_entries_changed: { projectId: string; rev: number; entries: ProjectEntry[] | null }
  /** Counted by `rev`; `entry` is the file as it is now, with what is open of it. */
  file_comment_changed: { projectId: string; rev: number; comment: FileComment; entry: ProjectEntry }
  /** The caller's own entry as it now is: sent to one person, when they come in or what is theirs changed. */
  project: Project
  /**
   * It is no longer the caller's since `rev`: removed, left on another device, or deleted. A `project` with a smaller head
   * was read before that, one with a larger head is of somebody who was let in again, in whichever order they are told.
   */
  project_gone: { projectId: string; rev: number }
  /** Somebody whose posts are in the caller's home feed has posted, or the caller on another device. */
  post_added: { postId: string; authorId: string }
  /** To those who watch it. */
  post_changed: PostState
  /** To those who watched it, and its author's devices: it was deleted, or is not theirs to see any more. */
  post_gone: { postId: string }
  /** What the caller has on a post, after a change on one of their devices. */
  post_mark: PostMark
  /** How far the caller has come in their home feed. */
  feed_seen: { seenId: string; personalRev: number }
  /**
   * Something may have been missed, though the connection stood: conversations that have come as far as `heads` by id, or,
   * without them, anything. The client asks, at a moment of its own within `withinMs`.
   */
  behind: { heads?: Record<string, number>; withinMs: number }
  /** The words that the caller hides. */
  hidden_words: { words: string[]; personalRev: number }
  /** This node is about to leave. Connect anew within so long, each at a moment of its own: another takes over. */
  leaving: { withinMs: number }
  error: ProblemBody
}

export type ServerEventName = keyof ServerEvents
export type ServerToClient = { [N in ServerEventName]: (payload: ServerEvents[N]) => void }

/** For the document of the API: the payloads that have schemas of their own. */
export const eventSchemas = {
  conversation,
  draft,
  conversation_changed: conversationShared,
  member,
  notification,
  notification_preferences: notificationPreferences,
  thread: threadFollow,
  post_changed: postState,
  post_mark: postMark,
  project,
  project_changed: projectShared,
  project_member_changed: projectMember,
  project_entries_changed: projectEntry,
  file_comment_changed: fileComment,
}
