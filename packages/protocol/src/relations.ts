import { z } from 'zod'
import { email } from './auth.ts'
import { endpoint } from './endpoint.ts'
import { id } from './ids.ts'
import { limits } from './limits.ts'
import { pageInput, pageOf, queryInt } from './page.ts'
import { lineText } from './text.ts'
import { privacy, relation, searchable, userCard, username, userStatus } from './users.ts'

/** A person as the directory shows them. */
export const personEntry = userCard
  .extend({ status: userStatus.nullable(), relation: relation.nullable() })
  .meta({ id: 'PersonEntry' })

const person = z.strictObject({ userId: id })
const withPerson = ['unauthenticated', 'not-found', 'not-durable'] as const
const relationReply = { 200: relation }

export const relationEndpoints = {
  'GET /api/people': endpoint({
    summary: 'The directory of people, by name; q as in people search; not oneself, nobody blocked either way',
    session: 'required',
    input: z.strictObject({ ...pageInput, q: searchable.default('') }),
    replies: { 200: pageOf(personEntry) },
    problems: ['unauthenticated'],
  }),
  'GET /api/users/:username/people': endpoint({
    summary: "Somebody's friends, followers, or whom they follow; of a private account only for friends and followers",
    session: 'required',
    input: z.strictObject({
      username: searchable.min(1),
      kind: z.enum(['friends', 'followers', 'following']),
      ...pageInput,
    }),
    replies: { 200: pageOf(userCard) },
    problems: ['unauthenticated', 'not-found', 'forbidden'],
  }),
  'GET /api/friends': endpoint({
    summary: "One's friends by name, or the requests that wait, newest first",
    session: 'required',
    input: z.strictObject({ kind: z.enum(['friends', 'received', 'requested']).default('friends'), ...pageInput }),
    replies: { 200: pageOf(relation) },
    problems: ['unauthenticated'],
  }),
  'POST /api/friends': endpoint({
    summary:
      'Ask somebody to be a friend: by one of username, userId and email; by email the answer is always the same',
    session: 'required',
    input: z
      .strictObject({
        username: username.optional(),
        userId: id.optional(),
        email: email.optional(),
        note: lineText(limits.friendNoteMax).default(''),
      })
      .refine((input) => [input.username, input.userId, input.email].filter((at) => at !== undefined).length === 1, {
        message: 'takes one of username, userId and email',
        path: ['username'],
      }),
    replies: { 201: relation, 200: relation, 202: z.object({ isAsked: z.literal(true) }) },
    problems: ['unauthenticated', 'not-found', 'not-accepting', 'not-durable'],
  }),
  'POST /api/friends/:userId/accept': endpoint({
    summary: 'Accept a request',
    session: 'required',
    input: person,
    replies: relationReply,
    problems: withPerson,
  }),
  'DELETE /api/friends/:userId': endpoint({
    summary: 'Decline or withdraw a request, or end a friendship',
    session: 'required',
    input: person,
    replies: { 204: null },
    problems: withPerson,
  }),
  'GET /api/follows': endpoint({
    summary: 'Whom one follows, who follows, and the requests either way, newest first',
    session: 'required',
    input: z.strictObject({
      kind: z.enum(['following', 'followers', 'received', 'requested']).default('following'),
      ...pageInput,
    }),
    replies: { 200: pageOf(relation) },
    problems: ['unauthenticated'],
  }),
  'PUT /api/follows/:userId': endpoint({
    summary: 'Follow somebody; a private account is asked first',
    session: 'required',
    input: person,
    replies: relationReply,
    problems: [...withPerson, 'not-accepting'],
  }),
  'DELETE /api/follows/:userId': endpoint({
    summary: 'Follow no longer, or withdraw the request',
    session: 'required',
    input: person,
    replies: { 204: null },
    problems: withPerson,
  }),
  'POST /api/followers/:userId/accept': endpoint({
    summary: 'Let a follower in',
    session: 'required',
    input: person,
    replies: relationReply,
    problems: withPerson,
  }),
  'DELETE /api/followers/:userId': endpoint({
    summary: 'Decline or remove a follower',
    session: 'required',
    input: person,
    replies: { 204: null },
    problems: withPerson,
  }),
  'GET /api/blocks': endpoint({
    summary: 'Whom one has blocked, newest first',
    session: 'required',
    input: z.strictObject({ ...pageInput }),
    replies: { 200: pageOf(relation) },
    problems: ['unauthenticated'],
  }),
  'PUT /api/blocks/:userId': endpoint({
    summary: 'Block somebody: ends friendship and following both ways',
    session: 'required',
    input: person,
    replies: relationReply,
    problems: withPerson,
  }),
  'DELETE /api/blocks/:userId': endpoint({
    summary: 'Unblock somebody',
    session: 'required',
    input: person,
    replies: { 204: null },
    problems: withPerson,
  }),
  'PUT /api/mutes/:userId': endpoint({
    summary: 'Mute somebody: no notices of them, their posts out of the feed; they are not told',
    session: 'required',
    input: person,
    replies: relationReply,
    problems: withPerson,
  }),
  'DELETE /api/mutes/:userId': endpoint({
    summary: 'Unmute somebody',
    session: 'required',
    input: person,
    replies: { 204: null },
    problems: withPerson,
  }),
  'PATCH /api/me/privacy': endpoint({
    summary: 'Who may do or see what of oneself',
    session: 'required',
    input: z.strictObject(privacy.partial().shape),
    replies: { 200: privacy },
    problems: ['unauthenticated'],
  }),
  'GET /api/me/changes': endpoint({
    summary: "The present state of all that is one's own alone and changed after personal rev `since`",
    session: 'required',
    input: z.strictObject({ since: queryInt(0), limit: queryInt(1, 500).default(200) }),
    replies: {
      200: z
        .object({ relations: z.array(relation), upTo: z.int(), head: z.int(), more: z.boolean() })
        .meta({ id: 'PersonalChanges' }),
    },
    problems: ['unauthenticated'],
  }),
}

export type PersonEntry = z.infer<typeof personEntry>
