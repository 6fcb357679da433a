import type { credentialEndpoints } from '@kith/protocol/credentials.ts'
import type { RouteTable } from '../../http/route.ts'
import { toTimestamp } from '../../timestamp.ts'
import { assertionOptions } from '../security/security.ts'
import { RECENT_MS } from './accounts.ts'
import { makeResetLink } from './reset-link.ts'
import { confirmIdentity } from './confirm.ts'
import { changeEmail, resendLink, verifyEmail } from './email.ts'
import { loginByPasskey } from './login.ts'
import { changePassword, forgetPassword, resetPassword } from './password.ts'
import { signOutEverywhere } from './sessions.ts'

const own = { limiter: 'api', scope: null } as const

export const credentialRoutes: RouteTable<keyof typeof credentialEndpoints> = {
  'POST /api/auth/confirm': {
    ...own,
    handle: async (ctx, caller, input, visit) => {
      const at = await confirmIdentity(ctx, caller, input, visit)
      return { status: 200, body: { until: toTimestamp(at + RECENT_MS) } }
    },
  },
  'POST /api/auth/password': {
    ...own,
    handle: async (ctx, caller, input, visit) => ({
      status: 204,
      body: undefined,
      cookie: await changePassword(ctx, caller, input, visit),
    }),
  },
  'POST /api/auth/password/forgot': {
    ...own,
    handle: async (ctx, _, { identifier }, visit) => {
      await forgetPassword(ctx, identifier, visit)
      return { status: 202, body: undefined }
    },
  },
  'POST /api/auth/password/reset': {
    ...own,
    handle: async (ctx, _, input, visit) => {
      await resetPassword(ctx, input, visit)
      return { status: 204, body: undefined }
    },
  },
  'POST /api/auth/email': {
    ...own,
    handle: async (ctx, caller, { email }, visit) => {
      const user = await changeEmail(ctx, caller, email, visit)
      return user === null ? { status: 202, body: { pendingEmail: email } } : { status: 200, body: user }
    },
  },
  'POST /api/auth/email/verify': {
    ...own,
    handle: async (ctx, _, { token }, visit) => ({ status: 200, body: await verifyEmail(ctx, token, visit) }),
  },
  'POST /api/auth/email/resend': {
    ...own,
    handle: async (ctx, caller) => {
      await resendLink(ctx, caller)
      return { status: 202, body: undefined }
    },
  },
  'POST /api/auth/passkeys/sign-in/options': {
    ...own,
    handle: async (ctx, _, __, visit) => ({ status: 200, body: await assertionOptions(ctx, visit.requestOrigin) }),
  },
  'POST /api/auth/passkeys/sign-in': {
    ...own,
    handle: async (ctx, visitor, input, visit) => {
      const { user, session } = await loginByPasskey(ctx, visitor.caller, input, visit)
      return { status: 200, body: { user }, cookie: session }
    },
  },
  'POST /api/auth/sign-out-everywhere': {
    ...own,
    handle: async (ctx, caller, _, visit) => {
      await signOutEverywhere(ctx, caller, visit)
      return { status: 204, body: undefined, cookie: null }
    },
  },
  'POST /api/admin/users/:userId/reset-link': {
    ...own,
    handle: async (ctx, caller, { userId }, visit) => ({
      status: 201,
      body: await makeResetLink(ctx, caller, userId, visit),
    }),
  },
}
