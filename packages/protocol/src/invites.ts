import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, timestamp } from './ids.ts'
import { limits } from './limits.ts'
import { pageInput, pageOf } from './page.ts'
import { lineText } from './text.ts'
import { userCard } from './users.ts'

/** Anything that may have been taken for a code; what is none is not found. */
export const inviteCode = z.string().min(1).max(200)

const inviteConversation = z.object({ id, title: z.string().nullable() })

export const invite = z
  .object({
    id,
    /** What stands in the link: `/join/<code>`. Null where it cannot be read any more: the server's secret changed. */
    code: z.string().nullable(),
    note: z.string(),
    inviter: userCard,
    /** Where those who come by it land, beside the lobby. */
    conversations: z.array(inviteConversation),
    uses: z.int(),
    /** Null: any number. */
    usesMax: z.int().nullable(),
    expiresAt: timestamp.nullable(),
    createdAt: timestamp,
    state: z.enum(['valid', 'expired', 'used-up', 'revoked']),
  })
  .meta({ id: 'Invite' })

/** What whoever holds the link may know before they have an account. */
export const invitation = z
  .object({
    placeName: z.string(),
    inviter: userCard,
    conversations: z.array(z.object({ title: z.string().nullable(), memberCount: z.int() })),
  })
  .meta({ id: 'Invitation' })

export const inviteEndpoints = {
  'POST /api/invites': endpoint({
    summary: 'Make an invite link; whoever comes by it lands in the conversations named',
    session: 'required',
    input: z.strictObject({
      note: lineText(limits.inviteNoteMax).default(''),
      usesMax: z.int().min(1).max(limits.inviteUsesMax).nullable().default(null),
      expiresAt: timestamp.nullable().default(null),
      conversationIds: z.array(id).max(limits.inviteConversationsMax).default([]),
    }),
    replies: { 201: invite },
    problems: ['unauthenticated', 'forbidden', 'not-found'],
  }),
  'GET /api/invites': endpoint({
    summary: "One's own invites, newest first, and whether one may make more; an owner may ask for everyone's",
    session: 'required',
    holdsSecrets: true,
    input: z.strictObject({ ...pageInput, by: z.enum(['me', 'everyone']).default('me') }),
    replies: { 200: pageOf(invite).extend({ mayInvite: z.boolean() }) },
    problems: ['unauthenticated', 'forbidden'],
  }),
  'DELETE /api/invites/:inviteId': endpoint({
    summary: 'Revoke an invite; nobody comes by it any more',
    session: 'required',
    input: z.strictObject({ inviteId: id }),
    replies: { 204: null },
    problems: ['unauthenticated', 'not-found'],
  }),
  'GET /api/invites/:inviteId/people': endpoint({
    summary: 'Who came by an invite, last first',
    session: 'required',
    input: z.strictObject({ ...pageInput, inviteId: id }),
    replies: { 200: pageOf(z.object({ user: userCard, joinedAt: timestamp })) },
    problems: ['unauthenticated', 'not-found'],
  }),
  'GET /api/invites/:code': endpoint({
    summary: 'Who invites, and where to; an invite that is not valid is not found',
    session: 'optional',
    input: z.strictObject({ code: inviteCode }),
    replies: { 200: invitation },
    problems: ['not-found'],
  }),
  'POST /api/invites/:code/accept': endpoint({
    summary: 'Join the conversations of an invite with an account that exists',
    session: 'required',
    input: z.strictObject({ code: inviteCode }),
    replies: { 200: z.object({ conversationIds: z.array(id) }) },
    problems: ['unauthenticated', 'not-found', 'registration-closed'],
  }),
}

export type Invite = z.infer<typeof invite>
export type Invitation = z.infer<typeof invitation>
