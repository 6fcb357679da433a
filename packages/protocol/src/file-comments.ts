import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { clientId, id, timestamp } from './ids.ts'
import { limits } from './limits.ts'
import { mentionedIn } from './mention-names.ts'
import { longText } from './text.ts'
import { pageInput, pageOf } from './page.ts'
import { userCard } from './users.ts'

/** Where in a file a comment points: a page, from 1, and a box in parts of its width and height; or a time in sound. */
export const commentAnchor = z
  .strictObject({
    page: z.int().min(1).max(100_000).optional(),
    box: z
      .strictObject({
        x: z.number().min(0).max(1),
        y: z.number().min(0).max(1),
        width: z.number().min(0).max(1),
        height: z.number().min(0).max(1),
      })
      .optional(),
    atMs: z.int().min(0).max(limits.durationMaxMs).optional(),
  })
  .meta({ id: 'CommentAnchor' })

export const fileComment = z
  .object({
    id,
    projectId: id,
    fileId: id,
    /** The version on which it was written. */
    version: z.int(),
    /** The comment that it answers; null for one that begins. */
    parentId: id.nullable(),
    author: userCard,
    /** Empty once it was deleted. */
    body: z.string(),
    anchor: commentAnchor.nullable(),
    /** By the name as it stands in the body, in lower case: whom it means. */
    mentions: z.record(z.string(), userCard),
    createdAt: timestamp,
    editedAt: timestamp.nullable(),
    deletedAt: timestamp.nullable(),
    /** Of one that begins: set once it was settled, with its replies. */
    resolvedAt: timestamp.nullable(),
    resolvedBy: userCard.nullable(),
    rev: z.int(),
  })
  .meta({ id: 'FileComment' })

const known = ['unauthenticated', 'not-found'] as const
const changing = ['unauthenticated', 'not-found', 'forbidden', 'not-durable'] as const
const body = longText(limits.commentMax)
  .refine((value) => value.trim().length > 0, { message: 'is empty' })
  .refine((value) => mentionedIn(value).length <= limits.mentionsMax, `names more than ${limits.mentionsMax} people`)
const at = { projectId: id, fileId: id }

export const fileCommentEndpoints = {
  'GET /api/projects/:projectId/files/:fileId/comments': endpoint({
    summary: 'What was said about a file, oldest first; replies come with what they answer',
    session: 'required',
    input: z.strictObject({ ...at, ...pageInput, state: z.enum(['open', 'resolved', 'all']).default('all') }),
    replies: { 200: pageOf(fileComment).extend({ head: z.int() }) },
    problems: known,
  }),
  'POST /api/projects/:projectId/files/:fileId/comments': endpoint({
    summary: 'Say something about a file, or answer; the same clientId again gives the first one',
    session: 'required',
    input: z.strictObject({
      ...at,
      body,
      clientId,
      parentId: id.optional(),
      version: z.int().min(1).optional(),
      anchor: commentAnchor.optional(),
    }),
    replies: { 201: fileComment, 200: fileComment },
    problems: [...changing, 'client-id-reused'],
  }),
  'PATCH /api/projects/:projectId/files/:fileId/comments/:commentId': endpoint({
    summary: 'Say it otherwise (its author)',
    session: 'required',
    input: z.strictObject({ ...at, commentId: id, body }),
    replies: { 200: fileComment },
    problems: [...changing, 'already-deleted'],
  }),
  'DELETE /api/projects/:projectId/files/:fileId/comments/:commentId': endpoint({
    summary: 'Take it away (its author, and owners of the project)',
    session: 'required',
    input: z.strictObject({ ...at, commentId: id }),
    replies: { 200: fileComment },
    problems: changing,
  }),
  'PUT /api/projects/:projectId/files/:fileId/comments/:commentId/resolved': endpoint({
    summary: 'Settle what was begun, or open it again',
    session: 'required',
    input: z.strictObject({ ...at, commentId: id, isResolved: z.boolean() }),
    replies: { 200: fileComment },
    problems: changing,
  }),
}

export type FileComment = z.infer<typeof fileComment>
export type CommentAnchor = z.infer<typeof commentAnchor>
