import type { threadEndpoints } from '@kith/protocol/threads.ts'
import type { RouteTable } from '../../http/route.ts'
import { followThread, markThreadRead } from './own-threads.ts'
import { listPlaces } from './places.ts'
import { listThreads, repliesPage } from './thread-pages.ts'

export const threadRoutes: RouteTable<keyof typeof threadEndpoints> = {
  'GET /api/messages/:messageId/thread': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await repliesPage(ctx, caller, input) }),
  },
  'GET /api/messages/:messageId/thread/places': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, { messageId }) => ({ status: 200, body: await listPlaces(ctx, caller, messageId) }),
  },
  'PUT /api/messages/:messageId/thread/read': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await markThreadRead(ctx, caller, input) }),
  },
  'PUT /api/messages/:messageId/follow': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, { messageId }) => ({
      status: 200,
      body: await followThread(ctx, caller, messageId, true),
    }),
  },
  'DELETE /api/messages/:messageId/follow': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, { messageId }) => ({
      status: 200,
      body: await followThread(ctx, caller, messageId, false),
    }),
  },
  'GET /api/threads': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await listThreads(ctx, caller, input) }),
  },
}
