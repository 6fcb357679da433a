import type { authEndpoints } from '@kith/protocol/auth.ts'
import type { RouteTable } from '../../http/route.ts'
import { ownUserOf } from '../users/users.ts'
import { login } from './login.ts'
import { register } from './register.ts'
import { endOtherSessions, endSession, listSessions } from './sessions.ts'
import { createToken, listTokens, revokeToken } from './tokens.ts'

export { credentialRoutes } from './credential-routes.ts'

export const accountRoutes: RouteTable<keyof typeof authEndpoints> = {
  'POST /api/auth/register': {
    limiter: 'api',
    scope: null,
    handle: async (ctx, visitor, input) => {
      const made = await register(ctx, visitor, input)
      if (made === 'pending') return { status: 202, body: { status: 'pending' } }
      return { status: 201, body: { user: made.user }, cookie: made.session }
    },
  },
  'POST /api/auth/login': {
    limiter: 'api',
    scope: null,
    handle: async (ctx, visitor, input, visit) => {
      const { user, session } = await login(ctx, visitor.caller, input, visit)
      return { status: 200, body: { user }, cookie: session }
    },
  },
  'POST /api/auth/logout': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller) => {
      if (caller.sessionId !== null) await endSession(ctx, caller, caller.sessionId)
      if (caller.tokenId !== null) await revokeToken(ctx, caller, caller.tokenId)
      return { status: 204, body: undefined, cookie: null }
    },
  },
  'GET /api/auth/check': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, visitor) => {
      const user = visitor.caller === null ? null : await ownUserOf(ctx.db.read, visitor.caller.userId, ctx.now())
      return { status: 200, body: { authenticated: user !== null, user } }
    },
  },
  'GET /api/auth/sessions': {
    limiter: 'api',
    scope: null,
    handle: async (ctx, caller) => ({ status: 200, body: { items: await listSessions(ctx, caller) } }),
  },
  'DELETE /api/auth/sessions/:sessionId': {
    limiter: 'api',
    scope: null,
    handle: async (ctx, caller, { sessionId }) => {
      await endSession(ctx, caller, sessionId)
      return { status: 204, body: undefined }
    },
  },
  'DELETE /api/auth/sessions': {
    limiter: 'api',
    scope: null,
    handle: async (ctx, caller) => {
      await endOtherSessions(ctx, caller)
      return { status: 204, body: undefined }
    },
  },
  'GET /api/auth/tokens': {
    limiter: 'api',
    scope: null,
    handle: async (ctx, caller) => ({ status: 200, body: { items: await listTokens(ctx, caller) } }),
  },
  'POST /api/auth/tokens': {
    limiter: 'create',
    scope: null,
    handle: async (ctx, caller, input) => ({ status: 201, body: await createToken(ctx, caller, input) }),
  },
  'DELETE /api/auth/tokens/:tokenId': {
    limiter: 'api',
    scope: null,
    handle: async (ctx, caller, { tokenId }) => {
      await revokeToken(ctx, caller, tokenId)
      return { status: 204, body: undefined }
    },
  },
}
