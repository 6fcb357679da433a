import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id } from './ids.ts'
import { limits } from './limits.ts'
import { message } from './messages.ts'
import { pageInput, pageOf, queryInt } from './page.ts'

/** How the caller stands to a thread. Where they do not follow it nothing of it counts as unread. */
export const threadFollow = z
  .object({
    /** The message with which the thread begins. */
    threadId: id,
    conversationId: id,
    isFollowing: z.boolean(),
    /** Up to where they have read it; 0 where they never followed it. */
    lastReadSeq: z.int(),
    unread: z.int().max(limits.unreadMax),
    /** The caller's own counter at the last change; of two the larger is newer. */
    personalRev: z.int(),
  })
  .meta({ id: 'ThreadFollow' })

export const threadPage = z
  .object({
    root: message,
    items: z.array(message),
    hasBefore: z.boolean(),
    hasAfter: z.boolean(),
    head: z.int(),
    follow: threadFollow,
  })
  .meta({ id: 'ThreadPage', description: 'The message with which a thread begins, and replies, ascending by seq' })

export const threadItem = z
  .object({ root: message, lastReply: message.nullable(), follow: threadFollow })
  .meta({ id: 'ThreadItem', description: 'A thread as a list shows it; without a reply where all were deleted' })

const ofThread = z.strictObject({ messageId: id })
const known = ['unauthenticated', 'not-found'] as const

export const threadEndpoints = {
  'GET /api/messages/:messageId/thread': endpoint({
    summary:
      'A page of the replies in the thread that begins with a message, or that it belongs to; with none of before, after and around: the newest',
    session: 'required',
    input: z
      .strictObject({
        messageId: id,
        before: queryInt(1).optional(),
        after: queryInt(0).optional(),
        around: queryInt(0).optional(),
        limit: queryInt(1, limits.pageMax).default(limits.pageDefault),
      })
      .refine((page) => [page.before, page.after, page.around].filter((at) => at !== undefined).length <= 1, {
        message: 'takes one of before, after and around',
        path: ['around'],
      }),
    replies: { 200: threadPage },
    problems: known,
  }),
  'GET /api/messages/:messageId/thread/places': endpoint({
    summary:
      'How far the others who follow a thread have read it, in a small conversation and of those who show it; in a large one of nobody',
    session: 'required',
    input: ofThread,
    replies: {
      200: z.object({
        threadId: id,
        items: z.array(z.object({ userId: id, lastReadSeq: z.int() })).max(limits.smallConversationMembers),
      }),
    },
    problems: known,
  }),
  'PUT /api/messages/:messageId/thread/read': endpoint({
    summary: 'Move the read marker of a thread that one follows forward; a smaller seq changes nothing',
    session: 'required',
    input: z.strictObject({ messageId: id, seq: z.int().min(0) }),
    replies: { 200: threadFollow },
    problems: [...known, 'not-durable'],
  }),
  'PUT /api/messages/:messageId/follow': endpoint({
    summary: 'Follow a thread: its replies count as unread from now on',
    session: 'required',
    input: ofThread,
    replies: { 200: threadFollow },
    problems: [...known, 'not-durable'],
  }),
  'DELETE /api/messages/:messageId/follow': endpoint({
    summary: 'Follow a thread no longer; only by replying again oneself does one come to follow it unasked',
    session: 'required',
    input: ofThread,
    replies: { 200: threadFollow },
    problems: [...known, 'not-durable'],
  }),
  'GET /api/threads': endpoint({
    summary: 'The threads that one follows, in all conversations, newest reply first',
    session: 'required',
    input: z.strictObject({ filter: z.enum(['all', 'unread']).default('all'), ...pageInput }),
    replies: { 200: pageOf(threadItem) },
    problems: ['unauthenticated'],
  }),
}

export type ThreadFollow = z.infer<typeof threadFollow>
export type ThreadPage = z.infer<typeof threadPage>
export type ThreadItem = z.infer<typeof threadItem>
