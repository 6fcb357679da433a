import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { clientId, id, timestamp } from './ids.ts'
import { limits } from './limits.ts'
import { queryInt } from './page.ts'
import { longText } from './text.ts'
import { userCard } from './users.ts'

/** Markdown as its author wrote it, byte for byte. Something other than white space must be in it. */
export const messageBody = longText(limits.messageMax).refine((value) => value.trim().length > 0, 'is empty')

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
    z.object({ type: z.literal('role'), user: userCard, role: z.enum(['owner', 'admin', 'member']) }),
  ])
  .meta({ id: 'SystemEvent' })

export const messageQuote = z
  .object({ id, seq: z.int(), author: userCard, excerpt: z.string(), isDeleted: z.boolean() })
  .meta({ id: 'MessageQuote', description: 'What a reply shows of the message it answers' })

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
    attachments: z.array(z.object({ id })),
    reactions: z.array(z.object({ emoji: z.string(), count: z.int() })),
    mentions: z.array(userCard),
  })
  .meta({ id: 'Message' })

export const messageContent = {
  body: messageBody,
  clientId,
  replyTo: id.nullable().optional(),
  attachmentIds: z.array(id).max(10).optional(),
}

export const sendMessageInput = z.strictObject({ conversationId: id, ...messageContent })

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
  'POST /api/conversations/:conversationId/messages': endpoint({
    summary: 'Send a message; the same clientId again answers 200 with the first one',
    session: 'required',
    input: sendMessageInput,
    replies: { 201: message, 200: message },
    problems: ['unauthenticated', 'not-found', 'forbidden', 'client-id-reused', 'not-durable'],
  }),
  'PATCH /api/messages/:messageId': endpoint({
    summary: 'Edit a message of one’s own',
    session: 'required',
    input: z.strictObject({ messageId: id, body: messageBody }),
    replies: { 200: message },
    problems: ['unauthenticated', 'not-found', 'forbidden', 'already-deleted', 'not-durable'],
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
export type MessagePage = z.infer<typeof messagePage>
export type SystemEvent = z.infer<typeof systemEvent>
export type SendMessage = z.infer<typeof sendMessageInput>
