import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id } from './ids.ts'
import { limits } from './limits.ts'
import { longText } from './text.ts'

export const reportReason = z.enum(['spam', 'harassment', 'impersonation', 'illegal', 'other'])

export const reportEndpoints = {
  'POST /api/reports': endpoint({
    summary:
      'Bring a person, a message, a post or a comment on one before those who lead; once for each, however often it is sent',
    session: 'required',
    input: z.strictObject({
      targetKind: z.enum(['user', 'message', 'post', 'comment']),
      targetId: id,
      reason: reportReason,
      note: longText(limits.reportNoteMax).default(''),
    }),
    replies: { 201: z.object({ id }) },
    problems: ['unauthenticated', 'not-found', 'not-durable'],
  }),
}
