import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, timestamp } from './ids.ts'
import { limits } from './limits.ts'
import { message } from './messages.ts'
import { pageInput, pageOf, queryInt } from './page.ts'
import { lineText, requiredLine } from './text.ts'
import { userCard } from './users.ts'

export const conversationKind = z.enum(['direct', 'group', 'channel'])
export const memberRole = z.enum(['owner', 'admin', 'member'])

/** Of what in a conversation its member wants to be told, and until when of nothing. */
export const notifySetting = z
  .object({ level: z.enum(['all', 'mentions', 'nothing']), mutedUntil: timestamp.nullable() })
  .meta({ id: 'NotifySetting' })

export const mentionAllChoices = ['usual', 'everyone', 'leaders', 'nobody'] as const

const sharedFields = {
  id,
  kind: conversationKind,
  /** Null for direct conversations, and for groups that nobody named. */
  title: z.string().nullable(),
  topic: z.string(),
  projectId: id.nullable(),
  /** The conversation that all of its project are in: neither left, deleted nor renamed by itself. */
  isMain: z.boolean(),
  /** Nobody can write in it: its project is archived, or about to go. */
  isClosed: z.boolean(),
  isLobby: z.boolean(),
  isPublic: z.boolean(),
  /** Whether people who join later see what came before them. */
  isHistoryShared: z.boolean(),
  /** Who may mention everybody. Usually all members of a small group, elsewhere its owners and admins. */
  mentionAll: z.enum(mentionAllChoices),
  memberCount: z.int(),
  createdAt: timestamp,
  head: z.int().meta({ description: 'The newest rev' }),
  lastSeq: z.int().meta({ description: 'The place of the newest message' }),
}

/** A thread that the caller follows, as the entry of its conversation tells it. */
export const followedThread = z
  .object({
    /** The message with which it begins. */
    id,
    /** The place of its newest reply, deleted ones too. */
    lastSeq: z.int(),
    unread: z.int().max(limits.unreadMax),
  })
  .meta({ id: 'FollowedThread' })

/** What is the same for every member; sent live to all of them. `rev` is the change that caused it. */
export const conversationShared = z.object({ ...sharedFields, rev: z.int() }).meta({ id: 'ConversationShared' })

/** A conversation as its caller sees it. */
export const conversation = z
  .object({
    ...sharedFields,
    /** Everyone in a direct conversation; in a group, eight at most, for its name and picture. */
    members: z.array(userCard),
    role: memberRole,
    joinedAt: timestamp,
    /** Of the conversation itself, and of the threads that the caller follows. */
    unread: z.int().max(limits.unreadMax),
    /** That part of `unread` which is in threads. */
    unreadInThreads: z.int().max(limits.unreadMax),
    /** Threads that the caller follows, by id: those with something unread, and the newest. */
    followedThreads: z.array(followedThread),
    /** Unread messages that name the caller. */
    mentions: z.int().max(limits.unreadMax),
    notify: notifySetting,
    /** It stands first in the caller's list. */
    isFavourite: z.boolean(),
    /** The caller put it away, and nothing has come since, or nothing that they want to hear of. */
    isArchived: z.boolean(),
    lastReadSeq: z.int(),
    /** The caller's own counter at the last change of what is theirs alone here. */
    personalRev: z.int(),
    lastMessage: message.nullable(),
    lastActivityAt: timestamp,
  })
  .meta({ id: 'Conversation' })

export const member = z
  .object({
    user: userCard,
    role: memberRole,
    rev: z.int(),
    joinedAt: timestamp,
    /** Set once they have left or were removed. */
    leftAt: timestamp.nullable(),
    /** How far they have read; null where that is not told (large conversations, and who has left). */
    lastReadSeq: z.int().nullable(),
    /** Up to where a device of theirs has the messages; null as above. */
    deliveredSeq: z.int().nullable(),
  })
  .meta({ id: 'Member' })

export const channelCard = z
  .object({
    id,
    title: z.string(),
    topic: z.string(),
    memberCount: z.int(),
    isLobby: z.boolean(),
    isMember: z.boolean(),
    createdAt: timestamp,
  })
  .meta({ id: 'ChannelCard', description: 'A channel as the directory shows it' })

/** Ordered by rev. Complete up to `upTo`, which is `head` unless there is `more`; ask on from there. */
export const changes = z
  .object({
    messages: z.array(message),
    members: z.array(member),
    conversation,
    head: z.int(),
    upTo: z.int(),
    more: z.boolean(),
  })
  .meta({ id: 'Changes' })

/** How far one has read, and what is left, in threads too. Newer `personalRev` wins. */
export const readState = z
  .object({
    lastReadSeq: z.int(),
    unread: z.int(),
    unreadInThreads: z.int(),
    mentions: z.int(),
    personalRev: z.int(),
  })
  .meta({ id: 'ReadState' })

const title = requiredLine(limits.conversationTitleMax)
const topic = lineText(limits.conversationTopicMax)
const known = ['unauthenticated', 'not-found'] as const
const ofMembers = ['unauthenticated', 'not-found', 'forbidden', 'not-durable'] as const

export const conversationEndpoints = {
  'GET /api/conversations': endpoint({
    summary: "One's conversations, newest activity first; how one stands to them is that of `personalRev` or later",
    session: 'required',
    input: z.strictObject({ ...pageInput }),
    replies: { 200: pageOf(conversation).extend({ personalRev: z.int() }) },
    problems: ['unauthenticated'],
  }),
  'POST /api/conversations': endpoint({
    summary: 'Start one; for `direct`, 200 with the one that exists',
    session: 'required',
    input: z.strictObject({
      kind: conversationKind,
      title: title.nullable().optional(),
      topic: topic.optional(),
      memberIds: z.array(id).max(limits.groupMembersMax).default([]),
      projectId: id.nullable().optional(),
      /** Of a channel: for everybody here to find, or within `projectId` for everybody of the project. */
      isPublic: z.boolean().optional(),
      isHistoryShared: z.boolean().optional(),
    }),
    replies: { 201: conversation, 200: conversation },
    problems: ['unauthenticated', 'not-found', 'forbidden', 'not-accepting', 'not-durable'],
  }),
  'GET /api/channels': endpoint({
    summary: 'The directory of public channels, most members first; q matches any part of title or topic',
    session: 'required',
    input: z.strictObject({ ...pageInput, q: z.string().max(100).default('') }),
    replies: { 200: pageOf(channelCard) },
    problems: ['unauthenticated'],
  }),
  'GET /api/conversations/:conversationId': endpoint({
    summary: 'One conversation',
    session: 'required',
    input: z.strictObject({ conversationId: id }),
    replies: { 200: conversation },
    problems: known,
  }),
  'PATCH /api/conversations/:conversationId': endpoint({
    summary:
      'Rename, set the topic, or change who may find it or mention everybody (owners and admins; in a group anyone renames)',
    session: 'required',
    input: z.strictObject({
      conversationId: id,
      title: title.optional(),
      topic: topic.optional(),
      isPublic: z.boolean().optional(),
      isHistoryShared: z.boolean().optional(),
      mentionAll: z.enum(mentionAllChoices).optional(),
    }),
    replies: { 200: conversation },
    problems: ofMembers,
  }),
  'DELETE /api/conversations/:conversationId': endpoint({
    summary: 'Delete a group or channel for everyone (its owner; never the lobby)',
    session: 'required',
    input: z.strictObject({ conversationId: id }),
    replies: { 204: null },
    problems: ofMembers,
  }),
  'GET /api/conversations/:conversationId/changes': endpoint({
    summary: 'The present state of all that changed after rev `since`, deletions as tombstones',
    session: 'required',
    input: z.strictObject({
      conversationId: id,
      since: queryInt(0),
      limit: queryInt(1, 500).default(200),
    }),
    replies: { 200: changes },
    problems: known,
  }),
  'PUT /api/conversations/:conversationId/read': endpoint({
    summary:
      'Move the read marker forward; a smaller seq changes nothing. Threads have markers of their own, unless the caller reads them inline',
    session: 'required',
    input: z.strictObject({ conversationId: id, seq: z.int().min(0) }),
    replies: { 200: readState },
    problems: known,
  }),
  'PUT /api/conversations/:conversationId/unread': endpoint({
    summary:
      'Move the read marker back to before `seq`, that of a thread where `seq` is in one; a larger seq than it stands at changes nothing',
    session: 'required',
    input: z.strictObject({ conversationId: id, seq: z.int().min(1) }),
    replies: { 200: readState },
    problems: known,
  }),
  'PUT /api/conversations/:conversationId/notify': endpoint({
    summary: 'Of what one wants to be told here; what is left out stays as it is',
    session: 'required',
    input: z.strictObject({ conversationId: id, ...notifySetting.partial().shape }),
    replies: { 200: conversation },
    problems: [...known, 'not-durable'],
  }),
  'PUT /api/conversations/:conversationId/place': endpoint({
    summary: "Among one's favourites, or in one's archive; what is left out stays as it is",
    session: 'required',
    input: z.strictObject({
      conversationId: id,
      isFavourite: z.boolean().optional(),
      isArchived: z.boolean().optional(),
    }),
    replies: { 200: conversation },
    problems: [...known, 'not-durable'],
  }),
  'POST /api/me/read-all': endpoint({
    summary: 'Move every read marker to the end, those of threads too',
    session: 'required',
    input: z.strictObject({}),
    replies: { 200: z.object({ conversations: z.int().meta({ description: 'How many had something unread' }) }) },
    problems: ['unauthenticated', 'not-durable'],
  }),
  'GET /api/conversations/:conversationId/members': endpoint({
    summary: 'Who is in it: owners, admins, then by name; q is a prefix as in people search',
    session: 'required',
    input: z.strictObject({ conversationId: id, ...pageInput, q: z.string().max(100).default('') }),
    replies: { 200: pageOf(member) },
    problems: known,
  }),
  'POST /api/conversations/:conversationId/members': endpoint({
    summary: 'Add people to a group or channel; who is in it already stays as they are',
    session: 'required',
    input: z.strictObject({ conversationId: id, userIds: z.array(id).min(1).max(limits.groupMembersMax) }),
    replies: { 200: conversation },
    problems: [...ofMembers, 'not-accepting'],
  }),
  'PATCH /api/conversations/:conversationId/members/:userId': endpoint({
    summary: 'Give a role (owners)',
    session: 'required',
    input: z.strictObject({ conversationId: id, userId: id, role: memberRole }),
    replies: { 200: member },
    problems: [...ofMembers, 'last-owner'],
  }),
  'DELETE /api/conversations/:conversationId/members/:userId': endpoint({
    summary: 'Remove someone, or leave (`me` stands for oneself)',
    session: 'required',
    input: z.strictObject({ conversationId: id, userId: id }),
    replies: { 204: null },
    problems: [...ofMembers, 'last-owner'],
  }),
  'POST /api/conversations/:conversationId/join': endpoint({
    summary: 'Join a public channel, or one that is public to a project of one’s own',
    session: 'required',
    input: z.strictObject({ conversationId: id }),
    replies: { 200: conversation },
    problems: known,
  }),
}

export type ConversationKind = z.infer<typeof conversationKind>
export type FollowedThread = z.infer<typeof followedThread>
export type ReadState = z.infer<typeof readState>
export type NotifySetting = z.infer<typeof notifySetting>
export type MemberRole = z.infer<typeof memberRole>
export type Conversation = z.infer<typeof conversation>
export type ConversationShared = z.infer<typeof conversationShared>
export type Member = z.infer<typeof member>
export type ChannelCard = z.infer<typeof channelCard>
export type Changes = z.infer<typeof changes>
