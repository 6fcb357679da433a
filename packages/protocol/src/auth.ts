import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, timestamp } from './ids.ts'
import { inviteCode } from './invites.ts'
import { limits } from './limits.ts'
import { passkeyAssertion, secondFactorCode } from './security.ts'
import { hasAtMost, longText, requiredLine } from './text.ts'
import { displayName, ownUser, username } from './users.ts'

/** Normalised before it is checked, so that a full-width @ cannot pass for another address. */
export const email = z
  .string()
  .max(limits.emailMaxBytes)
  .transform((value) => value.trim().normalize('NFC'))
  .pipe(z.email().max(limits.emailMaxBytes))

/** Taken exactly as sent. Its length is checked before anything is hashed. */
export const newPassword = z
  .string()
  .min(limits.passwordMin)
  .refine((value) => hasAtMost(value, limits.passwordMax), `has more than ${limits.passwordMax} characters`)
  .refine((value) => value.isWellFormed() && !value.includes('\u0000'), 'is not well-formed Unicode')

/** One that is to be compared, not kept. */
export const givenPassword = z
  .string()
  .min(1)
  .refine((value) => hasAtMost(value, limits.passwordMax), 'is too long')

/** What an API token may do: read only, or all that its person may. */
export const tokenScope = z.enum(['read', 'write'])

export const apiToken = z
  .object({
    id,
    name: z.string(),
    scopes: z.array(tokenScope),
    createdAt: timestamp,
    lastUsedAt: timestamp.nullable(),
    expiresAt: timestamp.nullable(),
  })
  .meta({ id: 'ApiToken' })

export const session = z
  .object({
    id,
    isCurrent: z.boolean(),
    userAgent: z.string(),
    address: z.string(),
    createdAt: timestamp,
    lastUsedAt: timestamp,
    expiresAt: timestamp,
  })
  .meta({ id: 'Session', description: 'A device that is signed in' })

export const authEndpoints = {
  'POST /api/auth/register': endpoint({
    summary: 'Make an account and be signed in, or wait for approval; the first one is the owner',
    session: 'optional',
    input: z.strictObject({
      username,
      email,
      password: newPassword,
      displayName: displayName.optional(),
      /** The code of an invite: it counts as approval, and leads into its conversations. */
      invite: inviteCode.optional(),
      /** What is said to whoever decides, where joining needs approval. */
      reason: longText(limits.joinReasonMax).optional(),
    }),
    replies: {
      201: z.object({ user: ownUser }),
      202: z.object({ status: z.literal('pending') }).meta({ description: 'The account waits for approval' }),
    },
    problems: ['username-taken', 'email-taken', 'registration-closed', 'not-found', 'origin-not-allowed'],
    bodyMaxBytes: 16 * 1024,
  }),
  'POST /api/auth/login': endpoint({
    summary: 'Sign in by username or email',
    session: 'optional',
    input: z.strictObject({
      identifier: z
        .string()
        .min(1)
        .max(limits.emailMaxBytes)
        .regex(/^\P{Cc}*$/u, 'contains a control character'),
      password: givenPassword,
      /** Of an authenticator app, or a recovery code. */
      code: secondFactorCode.optional(),
      passkey: passkeyAssertion.optional(),
    }),
    replies: { 200: z.object({ user: ownUser }) },
    problems: [
      'invalid-credentials',
      'second-factor-required',
      'invalid-code',
      'passkey-refused',
      'account-suspended',
      'awaiting-approval',
      'origin-not-allowed',
    ],
    bodyMaxBytes: 16 * 1024,
  }),
  'POST /api/auth/logout': endpoint({
    summary: 'End this session and its sockets',
    session: 'required',
    input: z.strictObject({}),
    replies: { 204: null },
    problems: ['unauthenticated'],
  }),
  'GET /api/auth/check': endpoint({
    summary: 'Who is calling',
    session: 'optional',
    input: z.strictObject({}),
    replies: { 200: z.object({ authenticated: z.boolean(), user: ownUser.nullable() }) },
    problems: [],
  }),
  'GET /api/auth/sessions': endpoint({
    summary: 'The devices signed in, last used first',
    session: 'required',
    input: z.strictObject({}),
    replies: { 200: z.object({ items: z.array(session) }) },
    problems: ['unauthenticated'],
  }),
  'DELETE /api/auth/sessions/:sessionId': endpoint({
    summary: 'Sign one device out; its sockets close',
    session: 'required',
    input: z.strictObject({ sessionId: id }),
    replies: { 204: null },
    problems: ['unauthenticated', 'not-found'],
  }),
  'DELETE /api/auth/sessions': endpoint({
    summary: 'Sign out every device but this one',
    session: 'required',
    input: z.strictObject({}),
    replies: { 204: null },
    problems: ['unauthenticated'],
  }),
  'GET /api/auth/tokens': endpoint({
    summary: "One's own API tokens, newest first",
    session: 'required',
    input: z.strictObject({}),
    replies: { 200: z.object({ items: z.array(apiToken) }) },
    problems: ['unauthenticated'],
  }),
  'POST /api/auth/tokens': endpoint({
    summary: 'Make an API token; it is shown this once',
    session: 'required',
    needsRecentAuth: true,
    input: z.strictObject({
      name: requiredLine(limits.tokenNameMax),
      scopes: z.array(tokenScope).min(1).max(2).default(['read', 'write']),
      expiresAt: timestamp.nullable().optional(),
    }),
    replies: { 201: apiToken.extend({ token: z.string() }) },
    problems: ['unauthenticated', 'reauthentication-required', 'forbidden'],
  }),
  'DELETE /api/auth/tokens/:tokenId': endpoint({
    summary: 'Revoke an API token; its sockets close',
    session: 'required',
    input: z.strictObject({ tokenId: id }),
    replies: { 204: null },
    problems: ['unauthenticated', 'not-found'],
  }),
}

export type Session = z.infer<typeof session>
export type ApiToken = z.infer<typeof apiToken>
export type TokenScope = z.infer<typeof tokenScope>
