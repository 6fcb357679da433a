import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, timestamp } from './ids.ts'
import { limits } from './limits.ts'
import { lineText, longText, requiredLine } from './text.ts'

/** Letters, digits, `_` and `.`; no dot first, last or twice in a row. Unique without regard to case. */
export const username = z
  .string()
  .min(1)
  .max(limits.usernameMax)
  .regex(/^(?!\.)(?!.*\.\.)[A-Za-z0-9_.]+(?<!\.)$/, 'may have letters, digits, "_" and single inner dots')

/** A picture from the gallery that ships with the web app: `face-01` to `face-32`. */
export const face = z.string().regex(/^face-(0[1-9]|[12][0-9]|3[0-2])$/, 'is not a face of the gallery')

/** What anyone who may know a person sees in lists. */
export const userCard = z
  .object({ id, username: z.string(), displayName: z.string(), avatarUrl: z.string().nullable() })
  .meta({ id: 'UserCard' })

export const userProfile = userCard
  .extend({ bio: z.string(), role: z.enum(['owner', 'admin', 'member']), createdAt: timestamp })
  .meta({ id: 'UserProfile' })

/** Oneself: the only shape that has `email`. */
export const ownUser = userProfile.extend({ email: z.string() }).meta({ id: 'OwnUser' })

/** What may be looked for. PostgreSQL cannot even compare with a NUL. */
const searchable = z
  .string()
  .max(100)
  .regex(/^\P{Cc}*$/u, 'contains a control character')

const userSearch = endpoint({
  summary: 'People by the beginning of their username or of any word of their display name; not oneself',
  session: 'required',
  input: z.strictObject({ q: searchable.default('') }),
  replies: { 200: z.object({ items: z.array(userCard) }) },
  problems: ['unauthenticated'],
})

export const userEndpoints = {
  'GET /api/users': userSearch,
  'GET /api/conversations/users': userSearch,
  'GET /api/users/:username': endpoint({
    summary: 'A profile',
    session: 'required',
    input: z.strictObject({ username: searchable.min(1) }),
    replies: { 200: userProfile },
    problems: ['unauthenticated', 'not-found'],
  }),
  'PATCH /api/me': endpoint({
    summary: "Change one's own profile",
    session: 'required',
    input: z.strictObject({
      displayName: requiredLine(limits.displayNameMax).optional(),
      bio: longText(limits.bioMax).optional(),
    }),
    replies: { 200: ownUser },
    problems: ['unauthenticated'],
  }),
  'PUT /api/me/avatar': endpoint({
    summary: 'Take a face from the gallery',
    session: 'required',
    input: z.strictObject({ face }),
    replies: { 200: ownUser },
    problems: ['unauthenticated'],
  }),
  'DELETE /api/me/avatar': endpoint({
    summary: 'Go back to initials',
    session: 'required',
    input: z.strictObject({}),
    replies: { 200: ownUser },
    problems: ['unauthenticated'],
  }),
}

export const displayName = lineText(limits.displayNameMax)
export type UserCard = z.infer<typeof userCard>
export type UserProfile = z.infer<typeof userProfile>
export type OwnUser = z.infer<typeof ownUser>
