import type { reportEndpoints } from '@kith/protocol/reports.ts'
import type { RouteTable } from '../../http/route.ts'
import { report } from './report.ts'

export const reportRoutes: RouteTable<keyof typeof reportEndpoints> = {
  'POST /api/reports': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 201, body: await report(ctx, caller, input) }),
  },
}
