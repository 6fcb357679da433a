import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, timestamp } from './ids.ts'
import { limits } from './limits.ts'
import { pageInput, pageOf } from './page.ts'
import { requiredLine } from './text.ts'

/** How somebody proves a second time that it is they. */
export const secondFactorMethod = z.enum(['totp', 'passkey', 'recovery'])

/** Six digits of an authenticator app, or a recovery code. */
export const secondFactorCode = z.string().max(64)

const base64url = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[\w-]+$/, 'is not base64url')

const credentialParts = {
  id: base64url(1_400),
  rawId: base64url(1_400),
  type: z.literal('public-key'),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).optional(),
  clientExtensionResults: z.object({}),
}

/** What `navigator.credentials.get` gave, as JSON (WebAuthn level 3). */
export const passkeyAssertion = z
  .object({
    ...credentialParts,
    response: z.object({
      clientDataJSON: base64url(8_000),
      authenticatorData: base64url(8_000),
      signature: base64url(4_000),
      userHandle: base64url(200).optional(),
    }),
  })
  .meta({ id: 'PasskeyAssertion' })

/** What `navigator.credentials.create` gave, as JSON (WebAuthn level 3). */
export const passkeyRegistration = z
  .object({
    ...credentialParts,
    response: z.object({
      clientDataJSON: base64url(8_000),
      attestationObject: base64url(32_000),
      transports: z
        .array(z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb']))
        .max(7)
        .optional(),
    }),
  })
  .meta({ id: 'PasskeyRegistration' })

/** What a browser is to be asked with, as JSON (WebAuthn level 3). */
export const passkeyOptions = z.looseObject({ challenge: z.string() }).meta({ id: 'PasskeyOptions' })

export const passkey = z
  .object({
    id,
    name: z.string(),
    createdAt: timestamp,
    lastUsedAt: timestamp.nullable(),
    /** Kept by a service on several devices, so that losing one loses nothing. */
    isBackedUp: z.boolean(),
  })
  .meta({ id: 'Passkey', description: 'A key on a device or in a password manager that signs in by itself' })

export const securityOverview = z
  .object({
    hasTotp: z.boolean(),
    /** How many recovery codes are unused. */
    recoveryCodesLeft: z.int(),
    passkeys: z.array(passkey),
    /** An address that waits for its confirmation. */
    pendingEmail: z.string().nullable(),
    /** Whether this place sends letters. */
    hasMail: z.boolean(),
  })
  .meta({ id: 'SecurityOverview' })

export const securityEntry = z
  .object({
    id,
    at: timestamp,
    kind: z.string(),
    /** Whether somebody else did it: whoever runs the place, or a visitor. */
    isByOther: z.boolean(),
    address: z.string(),
    userAgent: z.string(),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  })
  .meta({ id: 'SecurityEntry', description: "Something that happened to one's account" })

/** Shown this once; null where there are codes already. */
const recoveryCodes = z.array(z.string())

export const securityEndpoints = {
  'GET /api/auth/security': endpoint({
    summary: "How one's account is secured",
    session: 'required',
    input: z.strictObject({}),
    replies: { 200: securityOverview },
    problems: ['unauthenticated'],
  }),
  'POST /api/auth/totp': endpoint({
    summary: 'Begin with an authenticator app: the key that it is to hold, which counts once a code confirms it',
    session: 'required',
    needsRecentAuth: true,
    input: z.strictObject({}),
    replies: { 200: z.object({ secret: z.string(), uri: z.string() }) },
    problems: ['unauthenticated', 'reauthentication-required', 'already-on'],
  }),
  'POST /api/auth/totp/confirm': endpoint({
    summary: 'Turn the authenticator app on by a code of it; the first factor brings recovery codes',
    session: 'required',
    needsRecentAuth: true,
    input: z.strictObject({ code: secondFactorCode }),
    replies: { 200: z.object({ recoveryCodes: recoveryCodes.nullable() }) },
    problems: ['unauthenticated', 'reauthentication-required', 'invalid-code', 'not-found'],
  }),
  'DELETE /api/auth/totp': endpoint({
    summary: 'Turn the authenticator app off',
    session: 'required',
    needsRecentAuth: true,
    input: z.strictObject({}),
    replies: { 204: null },
    problems: ['unauthenticated', 'reauthentication-required', 'not-found'],
  }),
  'POST /api/auth/recovery-codes': endpoint({
    summary: 'Make ten new recovery codes; those of before no longer count',
    session: 'required',
    needsRecentAuth: true,
    input: z.strictObject({}),
    replies: { 201: z.object({ recoveryCodes }) },
    problems: ['unauthenticated', 'reauthentication-required', 'not-found'],
  }),
  'POST /api/auth/passkeys/options': endpoint({
    summary: 'What the browser needs to make a passkey; for five minutes',
    session: 'required',
    needsRecentAuth: true,
    input: z.strictObject({}),
    replies: { 200: passkeyOptions },
    problems: ['unauthenticated', 'reauthentication-required', 'forbidden'],
  }),
  'POST /api/auth/passkeys': endpoint({
    summary: 'Keep a passkey that the browser made; the first factor brings recovery codes',
    session: 'required',
    needsRecentAuth: true,
    input: z.strictObject({ name: requiredLine(limits.tokenNameMax), credential: passkeyRegistration }),
    replies: { 201: z.object({ passkey, recoveryCodes: recoveryCodes.nullable() }) },
    problems: ['unauthenticated', 'reauthentication-required', 'passkey-refused', 'forbidden'],
  }),
  'GET /api/auth/passkeys': endpoint({
    summary: "One's own passkeys, newest first",
    session: 'required',
    input: z.strictObject({}),
    replies: { 200: z.object({ items: z.array(passkey) }) },
    problems: ['unauthenticated'],
  }),
  'PATCH /api/auth/passkeys/:passkeyId': endpoint({
    summary: 'Name a passkey',
    session: 'required',
    input: z.strictObject({ passkeyId: id, name: requiredLine(limits.tokenNameMax) }),
    replies: { 200: passkey },
    problems: ['unauthenticated', 'not-found'],
  }),
  'DELETE /api/auth/passkeys/:passkeyId': endpoint({
    summary: 'Forget a passkey',
    session: 'required',
    needsRecentAuth: true,
    input: z.strictObject({ passkeyId: id }),
    replies: { 204: null },
    problems: ['unauthenticated', 'reauthentication-required', 'not-found'],
  }),
  'GET /api/me/security-log': endpoint({
    summary: "What happened to one's account, newest first",
    session: 'required',
    input: z.strictObject(pageInput),
    replies: { 200: pageOf(securityEntry) },
    problems: ['unauthenticated'],
  }),
}

export type SecondFactorMethod = z.infer<typeof secondFactorMethod>
export type PasskeyAssertion = z.infer<typeof passkeyAssertion>
export type PasskeyRegistration = z.infer<typeof passkeyRegistration>
export type PasskeyOptions = z.infer<typeof passkeyOptions>
export type Passkey = z.infer<typeof passkey>
export type SecurityOverview = z.infer<typeof securityOverview>
export type SecurityEntry = z.infer<typeof securityEntry>
