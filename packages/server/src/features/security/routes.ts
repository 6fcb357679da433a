import type { securityEndpoints } from '@kith/protocol/security.ts'
import type { RouteTable } from '../../http/route.ts'
import { securityOverview } from './overview.ts'
import { addPasskey, listPasskeys, namePasskey, registrationOptions, removePasskey } from './passkeys.ts'
import { remakeRecoveryCodes } from './recovery-codes.ts'
import { securityLog } from './security-log.ts'
import { finishTotp, startTotp, stopTotp } from './totp.ts'

/** By sessions alone: what secures an account is no business of its tokens. */
const own = { limiter: 'api', scope: null } as const

export const securityRoutes: RouteTable<keyof typeof securityEndpoints> = {
  'GET /api/auth/security': {
    ...own,
    handle: async (ctx, caller) => ({ status: 200, body: await securityOverview(ctx, caller) }),
  },
  'POST /api/auth/totp': {
    ...own,
    handle: async (ctx, caller) => ({ status: 200, body: await startTotp(ctx, caller) }),
  },
  'POST /api/auth/totp/confirm': {
    ...own,
    handle: async (ctx, caller, { code }, visit) => ({
      status: 200,
      body: await finishTotp(ctx, caller, code, visit),
    }),
  },
  'DELETE /api/auth/totp': {
    ...own,
    handle: async (ctx, caller, _, visit) => {
      await stopTotp(ctx, caller, visit)
      return { status: 204, body: undefined }
    },
  },
  'POST /api/auth/recovery-codes': {
    ...own,
    handle: async (ctx, caller, _, visit) => ({
      status: 201,
      body: { recoveryCodes: await remakeRecoveryCodes(ctx, caller, visit) },
    }),
  },
  'POST /api/auth/passkeys/options': {
    ...own,
    handle: async (ctx, caller, _, visit) => ({ status: 200, body: await registrationOptions(ctx, caller, visit) }),
  },
  'POST /api/auth/passkeys': {
    ...own,
    handle: async (ctx, caller, input, visit) => ({ status: 201, body: await addPasskey(ctx, caller, input, visit) }),
  },
  'GET /api/auth/passkeys': {
    ...own,
    handle: async (ctx, caller) => ({ status: 200, body: { items: await listPasskeys(ctx, caller) } }),
  },
  'PATCH /api/auth/passkeys/:passkeyId': {
    ...own,
    handle: async (ctx, caller, { passkeyId, name }) => ({
      status: 200,
      body: await namePasskey(ctx, caller, passkeyId, name),
    }),
  },
  'DELETE /api/auth/passkeys/:passkeyId': {
    ...own,
    handle: async (ctx, caller, { passkeyId }, visit) => {
      await removePasskey(ctx, caller, passkeyId, visit)
      return { status: 204, body: undefined }
    },
  },
  'GET /api/me/security-log': {
    ...own,
    handle: async (ctx, caller, input) => ({ status: 200, body: await securityLog(ctx, caller, input) }),
  },
}
