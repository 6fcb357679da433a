import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { limits } from './limits.ts'
import { requiredLine } from './text.ts'

export const registration = z.enum(['open', 'invite', 'approval', 'closed'])

/** Who may see what a message said before it was edited: all who see the message, or its author alone. */
export const editHistory = z.enum(['members', 'author'])

export const place = z
  .object({
    name: z.string(),
    registration,
    /** False until the first account, the owner, exists. */
    hasOwner: z.boolean(),
    /** Whether the place can send letters. */
    hasMail: z.boolean(),
    /** The largest picture or attachment that is taken, in bytes. */
    uploadMaxBytes: z.int(),
    editHistory,
    version: z.string(),
  })
  .meta({ id: 'Place', description: 'What a visitor may know of this server' })

/** What the owner chose. Those in `fixed` are set by the environment and cannot be changed here. */
export const placeSettings = z
  .object({
    name: z.string(),
    registration,
    membersMayInvite: z.boolean(),
    /** Whether the server fetches the pages that messages link to. */
    linkPreviews: z.boolean(),
    editHistory,
    /** Whether everybody may make and change circles, or only owners and admins. */
    membersMakeCircles: z.boolean(),
    fixed: z.array(z.enum(['name', 'registration'])),
  })
  .meta({ id: 'PlaceSettings' })

export const placeEndpoints = {
  'GET /api/place': endpoint({
    summary: 'What a visitor may know of this server',
    session: 'optional',
    input: z.strictObject({}),
    replies: { 200: place },
    problems: [],
  }),
  'GET /api/admin/place': endpoint({
    summary: 'What the owner chose; for owners and admins',
    session: 'required',
    input: z.strictObject({}),
    replies: { 200: placeSettings },
    problems: ['unauthenticated', 'forbidden'],
  }),
  'PATCH /api/admin/place': endpoint({
    summary: 'Name the place, say how people join and whether links are previewed; for owners',
    session: 'required',
    input: z.strictObject({
      name: requiredLine(limits.placeNameMax).optional(),
      registration: registration.optional(),
      membersMayInvite: z.boolean().optional(),
      linkPreviews: z.boolean().optional(),
      editHistory: editHistory.optional(),
      membersMakeCircles: z.boolean().optional(),
    }),
    replies: { 200: placeSettings },
    problems: ['unauthenticated', 'forbidden', 'reauthentication-required'],
    needsRecentAuth: true,
  }),
}

export type Registration = z.infer<typeof registration>
export type EditHistory = z.infer<typeof editHistory>
export type Place = z.infer<typeof place>
export type PlaceSettings = z.infer<typeof placeSettings>
