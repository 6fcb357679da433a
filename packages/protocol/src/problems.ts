import { z } from 'zod'

/** Every problem that Kith may answer with: its HTTP status and its title. Programs branch on the code, never on text. */
export const problemKinds = {
  malformed: { status: 400, title: 'The request could not be read' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  'invalid-credentials': { status: 401, title: 'Name or password is not right' },
  'second-factor-required': { status: 401, title: 'A second factor is needed' },
  'invalid-code': { status: 401, title: 'That code is not right' },
  'passkey-refused': { status: 401, title: 'That passkey was not accepted' },
  forbidden: { status: 403, title: 'Not allowed' },
  'origin-not-allowed': { status: 403, title: 'Calls from this origin are not allowed' },
  'scope-missing': { status: 403, title: 'The token lacks the scope for this' },
  'not-accepting': { status: 403, title: 'This person does not accept that' },
  'reauthentication-required': { status: 403, title: 'Confirm that it is you' },
  'account-suspended': { status: 403, title: 'This account is suspended' },
  'registration-closed': { status: 403, title: 'Registration is closed' },
  'awaiting-approval': { status: 403, title: 'The account waits for approval' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'This address does not take that method' },
  'username-taken': { status: 409, title: 'That username is taken' },
  'email-taken': { status: 409, title: 'That email address is taken' },
  'name-taken': { status: 409, title: 'Something else here has that name' },
  'client-id-reused': { status: 409, title: 'That clientId was used for something else' },
  'last-owner': { status: 409, title: 'The last owner cannot go' },
  'tells-many': { status: 409, title: 'It would tell more people than it may' },
  'already-deleted': { status: 409, title: 'It was deleted' },
  'offset-conflict': { status: 409, title: 'It goes on elsewhere' },
  'already-on': { status: 409, title: 'It is on already' },
  gone: { status: 410, title: 'It is no longer valid' },
  'too-large': { status: 413, title: 'Too large' },
  'quota-exceeded': { status: 413, title: 'Your space for files is full' },
  'unsupported-media-type': { status: 415, title: 'This content type is not taken here' },
  'validation-failed': { status: 422, title: 'Something in the request is not valid' },
  'rate-limited': { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong on the server' },
  busy: { status: 503, title: 'The server is busy, try again' },
  'not-durable': { status: 503, title: 'It could not be stored safely, try again' },
} as const

export type ProblemCode = keyof typeof problemKinds

export const problemCode = z.enum(Object.keys(problemKinds) as [ProblemCode, ...ProblemCode[]])

export const fieldError = z
  .object({ path: z.string(), code: z.string(), message: z.string() })
  .meta({ id: 'FieldError', description: 'What is wrong with one field; `path` is dotted' })

/** RFC 9457 problem details with Kith's `code`. */
export const problemBody = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: problemCode,
    detail: z.string().optional(),
    errors: z.array(fieldError).optional(),
    retryAfterSeconds: z.int().optional(),
    /** With `second-factor-required`: by what it may be given. */
    methods: z.array(z.enum(['totp', 'passkey', 'recovery'])).optional(),
    /** With `tells-many`: how many it would tell. */
    reach: z.int().optional(),
    requestId: z.string(),
  })
  .meta({ id: 'Problem' })

export type FieldError = z.infer<typeof fieldError>
export type ProblemBody = z.infer<typeof problemBody>
