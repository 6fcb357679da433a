import { z } from 'zod'
import { email, givenPassword, newPassword } from './auth.ts'
import { endpoint } from './endpoint.ts'
import { id, timestamp } from './ids.ts'
import { limits } from './limits.ts'
import { passkeyAssertion, passkeyOptions, secondFactorCode } from './security.ts'
import { ownUser } from './users.ts'

/** The secret of a link that was mailed or handed on. */
const linkToken = z.string().min(1).max(200)

/** A second proof beside the password, where the account has one. */
const secondFactor = { code: secondFactorCode.optional(), passkey: passkeyAssertion.optional() }

const smallBody = 16 * 1024

export const credentialEndpoints = {
  'POST /api/auth/confirm': endpoint({
    summary: 'Prove again who one is, as for signing in, for what a stolen session must not be enough for',
    session: 'required',
    input: z.strictObject({ password: givenPassword.optional(), ...secondFactor }),
    replies: { 200: z.object({ until: timestamp }) },
    problems: [
      'unauthenticated',
      'scope-missing',
      'invalid-credentials',
      'second-factor-required',
      'invalid-code',
      'passkey-refused',
    ],
    bodyMaxBytes: smallBody,
  }),
  'POST /api/auth/password': endpoint({
    summary: 'Change the password; all other sessions end, and tokens unless they are kept',
    session: 'required',
    input: z.strictObject({ currentPassword: givenPassword, newPassword, keepsTokens: z.boolean().default(false) }),
    replies: { 204: null },
    problems: ['unauthenticated', 'scope-missing', 'invalid-credentials'],
    bodyMaxBytes: smallBody,
  }),
  'POST /api/auth/password/forgot': endpoint({
    summary: 'Have a link mailed that sets a new password; the same answer whether or not there is such an account',
    session: 'optional',
    input: z.strictObject({
      identifier: z
        .string()
        .min(1)
        .max(limits.emailMaxBytes)
        .regex(/^\P{Cc}*$/u, 'contains a control character'),
    }),
    replies: { 202: null },
    problems: ['origin-not-allowed'],
  }),
  'POST /api/auth/password/reset': endpoint({
    summary: 'Set a new password by a link; every session and token of the account ends',
    session: 'optional',
    input: z.strictObject({ token: linkToken, newPassword, ...secondFactor }),
    replies: { 204: null },
    problems: ['gone', 'second-factor-required', 'invalid-code', 'passkey-refused', 'origin-not-allowed'],
    bodyMaxBytes: smallBody,
  }),
  'POST /api/auth/email': endpoint({
    summary: 'Change the email address: at once where no letters are sent, else once the new address confirms it',
    session: 'required',
    needsRecentAuth: true,
    input: z.strictObject({ email }),
    replies: { 200: ownUser, 202: z.object({ pendingEmail: z.string() }) },
    problems: ['unauthenticated', 'reauthentication-required', 'email-taken'],
  }),
  'POST /api/auth/email/verify': endpoint({
    summary: 'Confirm an email address by the link that was mailed there',
    session: 'optional',
    input: z.strictObject({ token: linkToken }),
    replies: { 200: z.object({ email: z.string() }) },
    problems: ['gone', 'email-taken', 'origin-not-allowed'],
  }),
  'POST /api/auth/email/resend': endpoint({
    summary: 'Mail the link again, to the address that waits for it',
    session: 'required',
    input: z.strictObject({}),
    replies: { 202: null },
    problems: ['unauthenticated', 'not-found'],
  }),
  'POST /api/auth/passkeys/sign-in/options': endpoint({
    summary: 'What the browser needs to ask for a passkey; for five minutes',
    session: 'optional',
    input: z.strictObject({}),
    replies: { 200: passkeyOptions },
    problems: ['forbidden', 'origin-not-allowed'],
  }),
  'POST /api/auth/passkeys/sign-in': endpoint({
    summary: 'Sign in by a passkey, without a password',
    session: 'optional',
    input: z.strictObject({ credential: passkeyAssertion }),
    replies: { 200: z.object({ user: ownUser }) },
    problems: ['passkey-refused', 'account-suspended', 'awaiting-approval', 'origin-not-allowed'],
    bodyMaxBytes: smallBody,
  }),
  'POST /api/auth/sign-out-everywhere': endpoint({
    summary: 'End every session and revoke every token, those of this device too',
    session: 'required',
    input: z.strictObject({}),
    replies: { 204: null },
    problems: ['unauthenticated', 'scope-missing'],
  }),
  'POST /api/admin/users/:userId/reset-link': endpoint({
    summary: 'Make a one-time link by which somebody sets a new password; for owners and admins',
    session: 'required',
    needsRecentAuth: true,
    input: z.strictObject({ userId: id }),
    replies: { 201: z.object({ url: z.string(), expiresAt: timestamp }) },
    problems: ['unauthenticated', 'reauthentication-required', 'forbidden', 'not-found'],
  }),
}
