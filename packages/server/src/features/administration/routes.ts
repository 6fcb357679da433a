import type { adminEndpoints } from '@kith/protocol/admin.ts'
import type { RouteTable } from '../../http/route.ts'
import { listManaged, resetFactors, setPlaceRole, suspend, unsuspend } from './administration.ts'

type UserKey = Extract<keyof typeof adminEndpoints, `${string}/users${string}`>

export const administrationRoutes: RouteTable<UserKey> = {
  'GET /api/admin/users': {
    limiter: 'api',
    scope: null,
    handle: async (ctx, caller, input) => ({ status: 200, body: await listManaged(ctx, caller, input) }),
  },
  'PATCH /api/admin/users/:userId': {
    limiter: 'api',
    scope: null,
    handle: async (ctx, caller, input) => ({ status: 200, body: await setPlaceRole(ctx, caller, input) }),
  },
  'PUT /api/admin/users/:userId/suspension': {
    limiter: 'api',
    scope: null,
    handle: async (ctx, caller, input) => ({ status: 200, body: await suspend(ctx, caller, input) }),
  },
  'DELETE /api/admin/users/:userId/second-factors': {
    limiter: 'api',
    scope: null,
    handle: async (ctx, caller, { userId }) => ({ status: 200, body: await resetFactors(ctx, caller, userId) }),
  },
  'DELETE /api/admin/users/:userId/suspension': {
    limiter: 'api',
    scope: null,
    handle: async (ctx, caller, { userId }) => ({ status: 200, body: await unsuspend(ctx, caller, userId) }),
  },
}
