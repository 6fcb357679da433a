import type { markEndpoints } from '@kith/protocol/marks.ts'
import type { RouteTable } from '../../http/route.ts'
import { listSaved, listSavedIds, saveMessage, unsaveMessage } from './saved.ts'

type Saving = Extract<keyof typeof markEndpoints, `${string}save${string}`>

export const savedRoutes: RouteTable<Saving> = {
  'PUT /api/messages/:messageId/save': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await saveMessage(ctx, caller, input) }),
  },
  'DELETE /api/messages/:messageId/save': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await unsaveMessage(ctx, caller, input) }),
  },
  'GET /api/me/saved': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await listSaved(ctx, caller, input) }),
  },
  'GET /api/me/saved/ids': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller) => ({ status: 200, body: await listSavedIds(ctx, caller) }),
  },
}
