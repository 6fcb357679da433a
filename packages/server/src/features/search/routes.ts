import type { searchEndpoints } from '@kith/protocol/search.ts'
import type { RouteTable } from '../../http/route.ts'
import { search } from './search.ts'

export const searchRoutes: RouteTable<keyof typeof searchEndpoints> = {
  'GET /api/search': {
    limiter: 'search',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await search(ctx, caller, input) }),
  },
}
