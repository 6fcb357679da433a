import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id } from './ids.ts'
import { limits } from './limits.ts'

const isPart = (part: string): boolean => part.trim() !== '' && part !== '.' && part !== '..'

/** What `Upload-Metadata` may say of a file that begins to come in pieces. Other keys are not taken. */
export const incomingMetadata = z.strictObject({
  filename: z.string().min(1).max(1_000),
  /** The folder that it goes to; without one, the top of the project. */
  folder: id.optional(),
  /** Where it lies in there: `Plans/2026/roof.pdf`. Folders that are not there are made; its last part is the name. */
  relativePath: z
    .string()
    .max(limits.relativePathMax)
    .refine((path) => path.split('/').every(isPart), 'is no path of names')
    .refine((path) => path.split('/').length <= limits.folderDepthMax + 1, 'has too many folders')
    .optional(),
  /** Of the whole file, in hex: what arrives as something else is refused. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'is no SHA-256 in hex')
    .optional(),
  /** Made by the client: a creation that is asked for again goes on with the first one. */
  clientId: z.uuid().optional(),
})

const place = z.strictObject({ projectId: id, incomingId: id })
const known = ['unauthenticated', 'not-found', 'forbidden', 'not-durable'] as const
/** What the last piece may meet. */
const ending = ['quota-exceeded', 'offset-conflict', 'gone'] as const

/**
 * Files that come in pieces, by tus 1.0 with creation, creation-with-upload, termination and expiration. The answer
 * that ends it has the id of the file in `Kith-Entry`; so has HEAD for an hour.
 */
export const incomingFileEndpoints = {
  'POST /api/projects/:projectId/uploads': endpoint({
    summary: 'tus: begin to bring a file in pieces; the same name again is the next version',
    session: 'required',
    input: z.strictObject({ projectId: id }),
    replies: { 201: 'tus' },
    problems: [...known, ...ending, 'name-taken'],
  }),
  'HEAD /api/projects/:projectId/uploads/:incomingId': endpoint({
    summary: 'tus: how much of it is safe here',
    session: 'required',
    input: place,
    replies: { 200: 'tus' },
    problems: [...known, ...ending],
  }),
  'PATCH /api/projects/:projectId/uploads/:incomingId': endpoint({
    summary: 'tus: bring the next piece; the last one puts the file into the project',
    session: 'required',
    input: place,
    replies: { 204: 'tus' },
    problems: [...known, ...ending],
  }),
  'DELETE /api/projects/:projectId/uploads/:incomingId': endpoint({
    summary: 'tus: take back what is under way',
    session: 'required',
    input: place,
    replies: { 204: 'tus' },
    problems: known,
  }),
}

export type IncomingMetadata = z.infer<typeof incomingMetadata>
