import type { circleEndpoints } from '@kith/protocol/circles.ts'
import type { RouteTable } from '../../http/route.ts'
import { changeCircle, leaveCircle, makeCircle, removeCircle } from './change-circle.ts'
import { circleFor } from './circle-view.ts'
import { listCircles } from './circles.ts'
import { mentionableIn, reachIn } from './mentionable.ts'

export const circleRoutes: RouteTable<keyof typeof circleEndpoints> = {
  'GET /api/circles': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await listCircles(ctx, caller, input) }),
  },
  'GET /api/circles/:circleId': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, { circleId }) => ({
      status: 200,
      body: await circleFor(ctx.db.read, caller.userId, circleId),
    }),
  },
  'POST /api/circles': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 201, body: await makeCircle(ctx, caller, input) }),
  },
  'PATCH /api/circles/:circleId': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await changeCircle(ctx, caller, input) }),
  },
  'DELETE /api/circles/:circleId': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, { circleId }) => {
      await removeCircle(ctx, caller, circleId)
      return { status: 204, body: undefined }
    },
  },
  'DELETE /api/circles/:circleId/members/me': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, { circleId }) => {
      await leaveCircle(ctx, caller, circleId)
      return { status: 204, body: undefined }
    },
  },
  'GET /api/conversations/:conversationId/mentionable': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await mentionableIn(ctx, caller, input) }),
  },
  'GET /api/conversations/:conversationId/reach': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await reachIn(ctx, caller, input) }),
  },
}
