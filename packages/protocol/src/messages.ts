import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { clientId, id, timestamp } from './ids.ts'
import { limits } from './limits.ts'
import { mentionedIn } from './mention-names.ts'
import { queryInt } from './page.ts'
import { longText } from './text.ts'
import { attachment } from './uploads.ts'
import { userCard } from './users.ts'

/** Markdown as its author wrote it, byte for byte. Only with attachments or files that are shared may it be empty. */
export const messageBody = longText(limits.messageMax).refine(
  (value) => mentionedIn(value).length <= limits.mentionsMax,
  `names more than ${limits.mentionsMax} people`,
)

/** Whether a text says nothing: white space is no message. */
export function isBlank(body: string): boolean {
  return body.trim().length === 0
}

/** What an announcement says; clients put it into words. */
export const systemEvent = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('created'), title: z.string().nullable() }),
    z.object({ type: z.literal('added'), users: z.array(userCard) }),
    z.object({ type: z.literal('removed'), user: userCard }),
    z.object({ type: z.literal('joined') }),
    z.object({ type: z.literal('left') }),
    z.object({ type: z.literal('renamed'), title: z.string() }),
    z.object({ type: z.literal('topic'), topic: z.string() }),
    /** Files that came into the project: the newest, as they are called now, and how many there were. */
    z.object({
      type: z.literal('files'),
      files: z.array(z.object({ id, name: z.string() })),
      newCount: z.int(),
      versionCount: z.int(),
    }),
    z.object({ type: z.literal('role'), user: userCard, role: z.enum(['owner', 'admin', 'member']) }),
  ])
  .meta({ id: 'SystemEvent' })

export const messageQuote = z
  .object({
    id,
    seq: z.int(),
    author: userCard,
    excerpt: z.string(),
    isDeleted: z.boolean(),
    /** The first of its attachments, and how many there are. */
    attachment: attachment.nullable(),
    attachmentCount: z.int(),
    /** How many files of projects it shares. */
    sharedFileCount: z.int(),
    sharedPostCount: z.int(),
  })
  .meta({ id: 'MessageQuote', description: 'What a reply shows of the message it answers' })

export const messageReaction = z
  .object({ emoji: z.string(), count: z.int(), userIds: z.array(id) })
  .meta({ id: 'MessageReaction', description: 'Who reacted, earliest first: a hundred at most' })

export const messageThread = z
  .object({ replyCount: z.int(), lastReplyAt: timestamp, lastRepliers: z.array(userCard) })
  .meta({ id: 'MessageThread', description: 'The newest three of those who answered, newest first' })

export const linkPreview = z
  .object({
    url: z.string(),
    title: z.string(),
    description: z.string(),
    siteName: z.string(),
    /** Served by this place, never by the site itself. Sizes in pixels. */
    image: z.object({ url: z.string(), width: z.int(), height: z.int(), thumbhash: z.string() }).nullable(),
  })
  .meta({ id: 'LinkPreview' })

export const messageOrigin = z
  .object({ author: userCard, createdAt: timestamp })
  .meta({ id: 'MessageOrigin', description: 'Whose words were forwarded, and from when' })

export const namedCircle = z
  .object({ id, handle: z.string(), title: z.string(), writtenAs: z.string() })
  .meta({ id: 'NamedCircle', description: 'A circle that a message names, with its name as it stands there' })

export const message = z
  .object({
    id,
    conversationId: id,
    seq: z.int().meta({ description: 'Its place: 1, 2, 3 … without a hole' }),
    rev: z.int().meta({ description: "The conversation's counter at its last change" }),
    kind: z.enum(['text', 'system']),
    author: userCard,
    /** Empty where it was deleted, and for announcements. */
    body: z.string(),
    system: systemEvent.nullable(),
    /** As its author's device made it; null for announcements. */
    clientId: z.string().nullable(),
    createdAt: timestamp,
    editedAt: timestamp.nullable(),
    deletedAt: timestamp.nullable(),
    replyTo: messageQuote.nullable(),
    attachments: z.array(attachment),
    /** Files of projects that it shares, by their ids alone: whoever may see them asks for what they are now. */
    sharedFiles: z.array(id),
    /** Posts that it shares, likewise. */
    sharedPosts: z.array(id),
    reactions: z.array(messageReaction),
    /** The message whose thread this belongs to; null in the conversation itself. */
    threadId: id.nullable(),
    /** The place of that message. */
    threadSeq: z.int().nullable(),
    /** What was said in the thread that begins here; null where there never was one. */
    thread: messageThread.nullable(),
    previews: z.array(linkPreview),
    forwardedFrom: messageOrigin.nullable(),
    pinnedAt: timestamp.nullable(),
    /** Whether it names everybody in the conversation. */
    isToAll: z.boolean(),
    /** Whether it names those who were online when it was sent. */
    isToHere: z.boolean(),
    /** The circles that are named in it, as they are called now. */
    circles: z.array(namedCircle),
    /** Who is named in it, with the name as it stands there, in lower case: people may be called otherwise by now. */
    mentions: z.array(userCard.extend({ writtenAs: z.string() })),
  })
  .meta({ id: 'Message' })

export const messageContent = {
  body: messageBody,
  clientId,
  replyTo: id.nullable().optional(),
  /** A message whose thread it answers in; one that is in a thread itself stands for the whole of it. */
  threadId: id.nullable().optional(),
  /** How many people it may tell by names of many, as `@all`: more are refused, so that a client can ask whether that is meant. */
  reachMax: z.int().min(0).optional(),
  attachmentIds: z
    .array(id)
    .max(limits.attachmentsMax)
    .refine((ids) => new Set(ids).size === ids.length, 'names one twice')
    .optional(),
  /** Files of projects that the sender may read. */
  fileIds: z
    .array(id)
    .max(limits.sharedFilesMax)
    .refine((ids) => new Set(ids).size === ids.length, 'names one twice')
    .optional(),
  /** Posts that the sender may see. */
  postIds: z
    .array(id)
    .max(limits.sharedPostsMax)
    .refine((ids) => new Set(ids).size === ids.length, 'names one twice')
    .optional(),
}

export const sendMessageInput = z
  .strictObject({ conversationId: id, ...messageContent })
  .refine(
    ({ body, attachmentIds = [], fileIds = [], postIds = [] }) =>
      !isBlank(body) || attachmentIds.length + fileIds.length + postIds.length > 0,
    { message: 'is empty', path: ['body'] },
  )

export const messagePage = z
  .object({ items: z.array(message), hasBefore: z.boolean(), hasAfter: z.boolean(), head: z.int() })
  .meta({ id: 'MessagePage', description: 'Ascending by seq' })

export const messageEndpoints = {
  'GET /api/conversations/:conversationId/messages': endpoint({
    summary: 'A page of messages by seq; with none of before, after and around: the newest',
    session: 'required',
    input: z
      .strictObject({
        conversationId: id,
        before: queryInt(1).optional(),
        after: queryInt(0).optional(),
        around: queryInt(0).optional(),
        limit: queryInt(1, limits.pageMax).default(limits.pageDefault),
      })
      .refine((page) => [page.before, page.after, page.around].filter((at) => at !== undefined).length <= 1, {
        message: 'takes one of before, after and around',
        path: ['around'],
      }),
    replies: { 200: messagePage },
    problems: ['unauthenticated', 'not-found'],
  }),
  'GET /api/conversations/:conversationId/messages/at': endpoint({
    summary:
      'The place of the first message at or after a time, of the newest where none is; without a time, of the first there is to see',
    session: 'required',
    input: z.strictObject({ conversationId: id, time: z.iso.datetime({ offset: true }).optional() }),
    replies: { 200: z.object({ seq: z.int().nullable() }).meta({ description: 'Null where there is no message' }) },
    problems: ['unauthenticated', 'not-found'],
  }),
  'POST /api/conversations/:conversationId/messages': endpoint({
    summary: 'Send a message; the same clientId again answers 200 with the first one',
    session: 'required',
    input: sendMessageInput,
    replies: { 201: message, 200: message },
    problems: [
      'unauthenticated',
      'not-found',
      'forbidden',
      'not-accepting',
      'tells-many',
      'client-id-reused',
      'not-durable',
    ],
  }),
  'PATCH /api/messages/:messageId': endpoint({
    summary: 'Edit a message of one’s own',
    session: 'required',
    input: z.strictObject({ messageId: id, body: messageBody }),
    replies: { 200: message },
    problems: ['unauthenticated', 'not-found', 'forbidden', 'not-accepting', 'already-deleted', 'not-durable'],
  }),
  'DELETE /api/messages/:messageId': endpoint({
    summary: 'Delete a message of one’s own for all; a tombstone keeps its place',
    session: 'required',
    input: z.strictObject({ messageId: id }),
    replies: { 200: message },
    problems: ['unauthenticated', 'not-found', 'forbidden', 'not-durable'],
  }),
}

export type Message = z.infer<typeof message>
export type MessageQuote = z.infer<typeof messageQuote>
export type MessageReaction = z.infer<typeof messageReaction>
export type MessageThread = z.infer<typeof messageThread>
export type LinkPreview = z.infer<typeof linkPreview>
export type NamedCircle = z.infer<typeof namedCircle>
export type MessageOrigin = z.infer<typeof messageOrigin>
export type MessagePage = z.infer<typeof messagePage>
export type SystemEvent = z.infer<typeof systemEvent>
export type SendMessage = z.infer<typeof sendMessageInput>
