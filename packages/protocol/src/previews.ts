import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id } from './ids.ts'
import { message } from './messages.ts'

export const previewEndpoints = {
  'GET /api/previews/:key': endpoint({
    summary: 'The picture of a link preview, as WebP',
    session: 'required',
    input: z.strictObject({ key: id }),
    replies: { 200: 'bytes' },
    problems: ['unauthenticated', 'not-found', 'gone'],
  }),
  'DELETE /api/messages/:messageId/previews': endpoint({
    summary: 'Take the link previews off a message, for all and for good: of one’s own, or where one leads',
    session: 'required',
    input: z.strictObject({ messageId: id }),
    replies: { 200: message },
    problems: ['unauthenticated', 'not-found', 'forbidden', 'not-durable'],
  }),
}
