import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id } from './ids.ts'
import { limits } from './limits.ts'
import { queryInt } from './page.ts'
import { lineText, requiredLine } from './text.ts'
import { userCard, username } from './users.ts'

/** Named like people are, and of the same names: what one has no other can have. */
export const circle = z
  .object({
    id,
    handle: z.string(),
    title: z.string(),
    description: z.string(),
    memberCount: z.int(),
    /** Whether the caller is in it. */
    isMember: z.boolean(),
  })
  .meta({ id: 'Circle', description: 'People who are mentioned together' })

export const circleWithMembers = circle
  .extend({ members: z.array(userCard) })
  .meta({ id: 'CircleWithMembers', description: 'With its people, by name' })

/** What can be written after an @ in a conversation. `reach`: how many of its members it would tell. */
export const mentionable = z
  .object({
    people: z.array(userCard),
    circles: z.array(circle.extend({ reach: z.int() })),
    /** How many others are online, as far as the caller may know. */
    here: z.int(),
  })
  .meta({ id: 'Mentionable' })

const changing = ['unauthenticated', 'not-found', 'forbidden', 'not-durable'] as const
const title = requiredLine(limits.circleTitleMax)
const description = lineText(limits.circleDescriptionMax)
const userIds = z.array(id).max(limits.circleMembersMax)

export const circleEndpoints = {
  'GET /api/circles': endpoint({
    summary: 'The circles of this place, by handle; q matches the beginning of the handle or of a word of the title',
    session: 'required',
    input: z.strictObject({
      q: z.string().max(100).default(''),
      /** Only those that this person is in. */
      userId: id.optional(),
      limit: queryInt(1, limits.circlesMax).default(limits.pageMax),
    }),
    replies: { 200: z.object({ items: z.array(circle), mayMake: z.boolean() }) },
    problems: ['unauthenticated'],
  }),
  'GET /api/circles/:circleId': endpoint({
    summary: 'One circle and who is in it',
    session: 'required',
    input: z.strictObject({ circleId: id }),
    replies: { 200: circleWithMembers },
    problems: ['unauthenticated', 'not-found'],
  }),
  'POST /api/circles': endpoint({
    summary: 'Make a circle (owners and admins, or everybody where the place says so)',
    session: 'required',
    input: z.strictObject({
      handle: username,
      title,
      description: description.default(''),
      userIds: userIds.default([]),
    }),
    replies: { 201: circleWithMembers },
    problems: [...changing, 'username-taken'],
  }),
  'PATCH /api/circles/:circleId': endpoint({
    summary: 'Rename or describe a circle, put people in and take them out',
    session: 'required',
    input: z.strictObject({
      circleId: id,
      handle: username.optional(),
      title: title.optional(),
      description: description.optional(),
      addIds: userIds.optional(),
      removeIds: userIds.optional(),
    }),
    replies: { 200: circleWithMembers },
    problems: [...changing, 'username-taken'],
  }),
  'DELETE /api/circles/:circleId': endpoint({
    summary: 'Delete a circle; in messages its name is text from then on',
    session: 'required',
    input: z.strictObject({ circleId: id }),
    replies: { 204: null },
    problems: changing,
  }),
  'DELETE /api/circles/:circleId/members/me': endpoint({
    summary: 'Leave a circle',
    session: 'required',
    input: z.strictObject({ circleId: id }),
    replies: { 204: null },
    problems: ['unauthenticated', 'not-found', 'not-durable'],
  }),
  'GET /api/conversations/:conversationId/mentionable': endpoint({
    summary: 'Whom one may mention in a conversation by what is written after the @: people, circles, who is here',
    session: 'required',
    input: z.strictObject({
      conversationId: id,
      q: z.string().max(limits.usernameMax).default(''),
      limit: queryInt(1, limits.userSearchMax).default(8),
    }),
    replies: { 200: mentionable },
    problems: ['unauthenticated', 'not-found'],
  }),
  'GET /api/conversations/:conversationId/reach': endpoint({
    summary: 'How many others a message with these names would tell; names of single people are left out',
    session: 'required',
    input: z.strictObject({
      conversationId: id,
      names: z
        .string()
        .max(limits.mentionsMax * (limits.usernameMax + 1))
        .default('')
        .transform((names) => names.toLowerCase().split(',')),
    }),
    replies: { 200: z.object({ count: z.int() }) },
    problems: ['unauthenticated', 'not-found'],
  }),
}

export type Circle = z.infer<typeof circle>
export type CircleWithMembers = z.infer<typeof circleWithMembers>
export type Mentionable = z.infer<typeof mentionable>
