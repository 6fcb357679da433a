import type { draftEndpoints } from '@kith/protocol/drafts.ts'
import type { RouteTable } from '../../http/route.ts'
import { keepDraft, listDrafts } from './drafts.ts'

export const draftRoutes: RouteTable<keyof typeof draftEndpoints> = {
  'PUT /api/conversations/:conversationId/draft': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await keepDraft(ctx, caller, input) }),
  },
  'GET /api/me/drafts': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await listDrafts(ctx, caller, input) }),
  },
}
