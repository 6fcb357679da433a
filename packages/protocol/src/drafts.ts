import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, timestamp } from './ids.ts'
import { limits } from './limits.ts'
import { pageInput, pageOf } from './page.ts'
import { longText } from './text.ts'

/** What its caller has begun to write somewhere. Gone where the body is empty and nothing is answered. */
export const draft = z
  .object({
    conversationId: id,
    /** The message whose thread it is for; null in the conversation itself. */
    threadId: id.nullable(),
    body: z.string(),
    /** The message that it answers. */
    replyTo: id.nullable(),
    updatedAt: timestamp,
    /** The caller's own counter at its last change; of two the larger is newer. */
    personalRev: z.int(),
  })
  .meta({ id: 'Draft' })

export const draftEndpoints = {
  'PUT /api/conversations/:conversationId/draft': endpoint({
    summary: 'Keep what one has begun to write, for all of one’s devices; an empty one is forgotten',
    session: 'required',
    input: z.strictObject({
      conversationId: id,
      threadId: id.nullable().optional(),
      body: longText(limits.draftMax),
      replyTo: id.nullable().optional(),
    }),
    replies: { 200: draft },
    problems: ['unauthenticated', 'not-found', 'not-durable'],
  }),
  'GET /api/me/drafts': endpoint({
    summary: 'What one has begun to write, longest untouched first; all there was at `personalRev`',
    session: 'required',
    input: z.strictObject({ ...pageInput }),
    replies: { 200: pageOf(draft).extend({ personalRev: z.int() }) },
    problems: ['unauthenticated'],
  }),
}

export type Draft = z.infer<typeof draft>
