import type { placeEndpoints } from '@kith/protocol/place.ts'
import type { RouteTable } from '../../http/route.ts'
import { changePlace, describePlace, placeSettingsFor } from './place.ts'

export const placeRoutes: RouteTable<keyof typeof placeEndpoints> = {
  'GET /api/place': {
    limiter: 'api',
    scope: null,
    handle: async (ctx) => ({ status: 200, body: await describePlace(ctx) }),
  },
  'GET /api/admin/place': {
    limiter: 'api',
    scope: null,
    handle: async (ctx, caller) => ({ status: 200, body: await placeSettingsFor(ctx, caller) }),
  },
  'PATCH /api/admin/place': {
    limiter: 'api',
    scope: null,
    handle: async (ctx, caller, input) => ({ status: 200, body: await changePlace(ctx, caller, input) }),
  },
}
