import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, timestamp } from './ids.ts'

/** A copy of all that is one's own: a zip, of which docs/export.md says what is in it. */
export const dataExport = z
  .object({
    id,
    state: z.enum(['waiting', 'running', 'ready', 'failed', 'expired']),
    /** Of a hundred. */
    progress: z.int(),
    createdAt: timestamp,
    /** From then on it is gone; null before it is ready. */
    expiresAt: timestamp.nullable(),
    sizeBytes: z.int().nullable(),
  })
  .meta({ id: 'DataExport' })

export const leavingEndpoints = {
  'POST /api/me/exports': endpoint({
    summary: "Have a copy of all one's own data made; once a day",
    session: 'required',
    needsRecentAuth: true,
    input: z.strictObject({}),
    replies: { 202: dataExport },
    problems: ['unauthenticated', 'scope-missing', 'reauthentication-required', 'not-durable'],
  }),
  'GET /api/me/exports': endpoint({
    summary: "The newest copies of one's own data",
    session: 'required',
    input: z.strictObject({}),
    replies: { 200: z.object({ items: z.array(dataExport) }) },
    problems: ['unauthenticated', 'scope-missing'],
  }),
  'GET /api/me/exports/:exportId/download': endpoint({
    summary: 'The copy as a zip, for its own person only, for 24 hours',
    session: 'required',
    input: z.strictObject({ exportId: id }),
    replies: { 200: 'bytes' },
    problems: ['unauthenticated', 'scope-missing', 'not-found', 'gone'],
  }),
  'DELETE /api/me': endpoint({
    summary: "Delete one's account at once and for good; messages stay by nobody, or are erased as well",
    session: 'required',
    needsRecentAuth: true,
    input: z.strictObject({
      erasesMessages: z
        .enum(['true', 'false'])
        .default('false')
        .transform((value) => value === 'true'),
    }),
    replies: { 204: null },
    problems: ['unauthenticated', 'scope-missing', 'reauthentication-required', 'last-owner', 'not-durable'],
  }),
}

export type DataExport = z.infer<typeof dataExport>
