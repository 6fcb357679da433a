import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { clientId, id, timestamp } from './ids.ts'
import { limits } from './limits.ts'
import { mentionedIn } from './mention-names.ts'
import { pageInput, pageOf, queryInt } from './page.ts'
import { postState } from './posts.ts'
import { longText } from './text.ts'
import { userCard } from './users.ts'

export const postComment = z
  .object({
    id,
    postId: id,
    /** The comment that it answers; null for one that begins. */
    parentId: id.nullable(),
    author: userCard,
    /** Empty once it was deleted. */
    body: z.string(),
    /** By the name as it stands in the body, in lower case: whom it means. */
    mentions: z.record(z.string(), userCard),
    createdAt: timestamp,
    editedAt: timestamp.nullable(),
    /** Of one with replies something stays in lists; others are told as gone in `changes` alone. */
    deletedAt: timestamp.nullable(),
    pinnedAt: timestamp.nullable(),
    likeCount: z.int(),
    /** Of the caller. */
    isLiked: z.boolean(),
    /** Of one that begins. */
    replyCount: z.int(),
    /** The counter of the post at its last change. */
    rev: z.int(),
  })
  .meta({ id: 'PostComment' })

const body = longText(limits.commentMax)
  .refine((value) => value.trim().length > 0, { message: 'is empty' })
  .refine((value) => mentionedIn(value).length <= limits.mentionsMax, `names more than ${limits.mentionsMax} people`)

const known = ['unauthenticated', 'not-found'] as const
const changing = ['unauthenticated', 'not-found', 'forbidden', 'not-durable'] as const
const at = { postId: id, commentId: id }

export const postCommentEndpoints = {
  'GET /api/posts/:postId/comments': endpoint({
    summary:
      'What was said about a post: those that begin, pinned ones first, then oldest first; with `parentId` what answers one, oldest first',
    session: 'required',
    input: z.strictObject({ postId: id, parentId: id.optional(), ...pageInput }),
    replies: {
      200: pageOf(postComment).extend({
        /** The `commentsRev` of the post before this was read: what changes later is asked for by it. */
        commentsRev: z.int(),
      }),
    },
    problems: known,
  }),
  'GET /api/posts/:postId/comments/changes': endpoint({
    summary: 'The present state of the comments that changed after rev `since`, deleted ones too',
    session: 'required',
    input: z.strictObject({ postId: id, since: queryInt(0), limit: queryInt(1, 500).default(200) }),
    replies: {
      200: z
        .object({
          comments: z.array(postComment),
          /** Up to which rev this is complete. */
          upTo: z.int(),
          more: z.boolean(),
          state: postState,
        })
        .meta({ id: 'PostCommentChanges' }),
    },
    problems: known,
  }),
  'POST /api/posts/:postId/comments': endpoint({
    summary: 'Comment on a post, or answer a comment; the same clientId again gives the first one',
    session: 'required',
    input: z.strictObject({ postId: id, body, clientId, parentId: id.optional() }),
    replies: { 201: postComment, 200: postComment },
    problems: [...changing, 'client-id-reused'],
  }),
  'PATCH /api/posts/:postId/comments/:commentId': endpoint({
    summary: 'Say it otherwise (its author)',
    session: 'required',
    input: z.strictObject({ ...at, body }),
    replies: { 200: postComment },
    problems: [...changing, 'already-deleted'],
  }),
  'DELETE /api/posts/:postId/comments/:commentId': endpoint({
    summary: 'Take it away (its author, the author of the post, and those who lead the place)',
    session: 'required',
    input: z.strictObject(at),
    replies: { 200: postComment },
    problems: changing,
  }),
  'PUT /api/posts/:postId/comments/:commentId/pinned': endpoint({
    summary: 'Have a comment stand first, or no longer (the author of the post); of those that begin, three at most',
    session: 'required',
    input: z.strictObject({ ...at, isPinned: z.boolean() }),
    replies: { 200: postComment },
    problems: changing,
  }),
  'PUT /api/posts/:postId/comments/:commentId/like': endpoint({
    summary: 'Like a comment',
    session: 'required',
    input: z.strictObject(at),
    replies: { 200: postComment },
    problems: [...known, 'not-durable'],
  }),
  'DELETE /api/posts/:postId/comments/:commentId/like': endpoint({
    summary: 'Like a comment no longer',
    session: 'required',
    input: z.strictObject(at),
    replies: { 200: postComment },
    problems: [...known, 'not-durable'],
  }),
  'GET /api/posts/:postId/comments/:commentId/likes': endpoint({
    summary: 'Who likes a comment, newest first',
    session: 'required',
    input: z.strictObject({ ...at, ...pageInput }),
    replies: { 200: pageOf(userCard) },
    problems: known,
  }),
}

export type PostComment = z.infer<typeof postComment>
