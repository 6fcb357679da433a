import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, timestamp } from './ids.ts'
import { limits } from './limits.ts'
import { pageInput, pageOf } from './page.ts'
import { projectEntry } from './project-files.ts'
import { projectRoles } from './project-words.ts'
import { lineText } from './text.ts'
import { userCard } from './users.ts'

/** A file that a message shares, as the caller may see it now. */
export const sharedFile = z
  .object({
    fileId: id,
    /** `visible`: `entry` is there. `hidden`: it may be asked for. `gone`: in the trash, or no more. */
    state: z.enum(['visible', 'hidden', 'gone']),
    entry: projectEntry.nullable(),
    projectName: z.string().nullable(),
    /** Of `hidden`: whether the caller has asked already. */
    hasAsked: z.boolean(),
  })
  .meta({ id: 'SharedFile' })

/** Somebody who would like to be let into a project. */
export const accessRequest = z
  .object({ user: userCard, note: z.string(), entry: projectEntry.nullable(), createdAt: timestamp })
  .meta({ id: 'AccessRequest' })

const known = ['unauthenticated', 'not-found'] as const
const changing = ['unauthenticated', 'not-found', 'forbidden', 'not-durable'] as const

export const fileShareEndpoints = {
  'GET /api/shared-files': endpoint({
    summary:
      'Files that messages share, as the caller may see them; those in no message that the caller sees are left out',
    session: 'required',
    input: z.strictObject({
      ids: z
        .string()
        .max(limits.sharedFilesAsked * 65)
        .transform((text) => text.split(','))
        .pipe(z.array(id).min(1).max(limits.sharedFilesAsked)),
    }),
    replies: { 200: z.object({ items: z.array(sharedFile) }) },
    problems: ['unauthenticated'],
  }),
  'GET /api/projects/:projectId/files/:fileId/shares': endpoint({
    summary: 'The messages that share a file, newest first, in conversations that the caller is in',
    session: 'required',
    input: z.strictObject({ projectId: id, fileId: id, ...pageInput }),
    replies: {
      200: pageOf(
        z
          .object({
            messageId: id,
            conversationId: id,
            conversationTitle: z.string().nullable(),
            seq: z.int(),
            author: userCard,
            createdAt: timestamp,
            excerpt: z.string(),
          })
          .meta({ id: 'FileShare' }),
      ),
    },
    problems: known,
  }),
  'POST /api/shared-files/:fileId/requests': endpoint({
    summary: 'Ask the owners of a project to be let in, by a file that a message shares',
    session: 'required',
    input: z.strictObject({ fileId: id, note: lineText(limits.friendNoteMax).default('') }),
    replies: { 204: null },
    problems: [...known, 'not-durable'],
  }),
  'GET /api/projects/:projectId/requests': endpoint({
    summary: 'Who would like to be let in, oldest first (owners)',
    session: 'required',
    input: z.strictObject({ projectId: id }),
    replies: { 200: z.object({ items: z.array(accessRequest) }) },
    problems: [...known, 'forbidden'],
  }),
  'PUT /api/projects/:projectId/requests/:userId': endpoint({
    summary: 'Let somebody in who asked, or do away with what they asked (owners)',
    session: 'required',
    input: z.strictObject({
      projectId: id,
      userId: id,
      /** Null: no. */
      role: z.enum(projectRoles).exclude(['owner']).nullable(),
    }),
    replies: { 204: null },
    problems: changing,
  }),
}

export type SharedFile = z.infer<typeof sharedFile>
export type AccessRequest = z.infer<typeof accessRequest>
