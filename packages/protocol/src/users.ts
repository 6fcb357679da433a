import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, timestamp } from './ids.ts'
import { limits } from './limits.ts'
import { wordForMany } from './mention-all.ts'
import { lineText, longText, requiredLine } from './text.ts'

/** Letters, digits, `_` and `.`; no dot first, last or twice in a row. Unique without regard to case. */
export const username = z
  .string()
  .min(1)
  .max(limits.usernameMax)
  .regex(/^(?!\.)(?!.*\.\.)[A-Za-z0-9_.]+(?<!\.)$/, 'may have letters, digits, "_" and single inner dots')
  .refine((value) => wordForMany(value.toLowerCase()) === null, 'is a word that names everybody')

/** A picture from the gallery that ships with the web app: `face-01` to `face-32`. */
export const face = z.string().regex(/^face-(0[1-9]|[12][0-9]|3[0-2])$/, 'is not a face of the gallery')

/** In how many pixels a side each uploaded picture of a person is kept. */
const { avatarSizes } = limits

/** What anyone who may know a person sees in lists. */
export const userCard = z
  .object({ id, username: z.string(), displayName: z.string(), avatarUrl: z.string().nullable() })
  .meta({ id: 'UserCard' })

/** What somebody is up to; gone after `until`. */
export const userStatus = z
  .object({ emoji: z.string(), text: z.string(), until: timestamp.nullable() })
  .meta({ id: 'UserStatus' })

/** A link that a browser may be sent to: `https` or `http`, without a name and password in it. */
export const linkUrl = z
  .url({ protocol: /^https?$/ })
  .max(limits.linkMax)
  .regex(/^https?:\/\/[^\s\p{Cc}@/?#]+([/?#][^\s\p{Cc}]*)?$/iu, 'is not a plain address')

export const profileLink = z.object({ title: z.string(), url: z.string() }).meta({ id: 'ProfileLink' })

const profileFields = {
  bio: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  status: userStatus.nullable(),
  links: z.array(profileLink),
  /** Followers need to be let in, and only they and friends see posts and lists. */
  isPrivate: z.boolean(),
  role: z.enum(['owner', 'admin', 'member']),
  createdAt: timestamp,
}

/**
 * How one person (the caller) stands to another. `friendship`: `requested` by the caller, `received` by them. `follow`
 * is the caller's of the other, `followedBy` the other's of the caller.
 */
export const relation = z
  .object({
    user: userCard,
    friendship: z.enum(['none', 'requested', 'received', 'friends']),
    /** What was written with the request. */
    note: z.string(),
    follow: z.enum(['none', 'requested', 'following']),
    followedBy: z.enum(['none', 'requested', 'following']),
    isBlocked: z.boolean(),
    isMuted: z.boolean(),
    changedAt: timestamp,
    /** The caller's own counter at the last change. */
    personalRev: z.int(),
  })
  .meta({ id: 'Relation' })

/** What the caller sees of somebody, by that person's privacy. */
export const userProfile = userCard
  .extend({
    ...profileFields,
    counts: z.object({ friends: z.int(), followers: z.int(), following: z.int(), posts: z.int() }),
    /** Null of oneself, and where there never was anything between the two. */
    relation: relation.nullable(),
    /** Whether the caller may write to them, and add them to a group. */
    mayMessage: z.boolean(),
    mayAdd: z.boolean(),
    /** Null where it is not told. */
    lastSeenAt: timestamp.nullable(),
  })
  .meta({ id: 'UserProfile' })

export const audience = z.enum(['everyone', 'friends', 'nobody'])

/** Who may do or see what of oneself. */
export const privacy = z
  .object({
    isPrivate: z.boolean(),
    mayMessage: audience,
    mayAdd: audience,
    maySeePresence: audience,
    maySeeReads: audience,
    mayFindByEmail: audience,
  })
  .meta({ id: 'Privacy' })

/** Where one reads threads: beside the conversation alone, or in it too. */
export const threadPlace = z.enum(['beside', 'inline'])

/** Oneself: the only shape that has `email`. */
export const ownUser = userCard
  .extend({ ...profileFields, email: z.string(), isEmailVerified: z.boolean(), privacy, threads: threadPlace })
  .meta({ id: 'OwnUser' })

/** What may be looked for. PostgreSQL cannot even compare with a NUL. */
export const searchable = z
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
      firstName: lineText(limits.nameMax).optional(),
      lastName: lineText(limits.nameMax).optional(),
      /** Null takes it away; after `until` it is shown no more. */
      status: z
        .strictObject({
          emoji: lineText(limits.statusEmojiMax).default(''),
          text: lineText(limits.statusMax).default(''),
          until: timestamp.nullable().default(null),
        })
        .nullable()
        .optional(),
      links: z
        .array(z.strictObject({ title: lineText(limits.nameMax).default(''), url: linkUrl }))
        .max(limits.profileLinksMax)
        .optional(),
      /** The old name keeps leading here, and is nobody else's to take. */
      username: username.optional(),
      threads: threadPlace.optional(),
    }),
    replies: { 200: ownUser },
    problems: ['unauthenticated', 'username-taken', 'not-durable'],
  }),
  'PUT /api/me/avatar': endpoint({
    summary:
      'Take a face from the gallery, or a picture: JPEG, PNG, WebP, GIF or AVIF, of which the middle square counts',
    session: 'required',
    input: z.strictObject({ face: face.optional() }),
    file: { cap: 'upload', isOptional: true },
    replies: { 200: ownUser },
    problems: ['unauthenticated', 'not-durable'],
  }),
  'GET /api/avatars/:key/:size': endpoint({
    summary: 'A picture of somebody, as WebP, in pixels of each side',
    session: 'required',
    input: z.strictObject({ key: id, size: z.enum(avatarSizes.map(String)) }),
    replies: { 200: 'bytes' },
    problems: ['unauthenticated', 'not-found', 'gone'],
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
export type ThreadPlace = z.infer<typeof threadPlace>
export type Audience = z.infer<typeof audience>
export type Privacy = z.infer<typeof privacy>
export type Relation = z.infer<typeof relation>
export type UserStatus = z.infer<typeof userStatus>
export type ProfileLink = z.infer<typeof profileLink>
export type UserCard = z.infer<typeof userCard>
export type UserProfile = z.infer<typeof userProfile>
export type OwnUser = z.infer<typeof ownUser>
