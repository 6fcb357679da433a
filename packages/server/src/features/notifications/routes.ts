import type { notificationEndpoints } from '@kith/protocol/notifications.ts'
import type { RouteTable } from '../../http/route.ts'
import { listNoticeChanges, listNotices } from './lists.ts'
import { changePreferences, preferencesOf } from './preferences.ts'
import { readNotices, removeNotice } from './reading.ts'

export const notificationRoutes: RouteTable<keyof typeof notificationEndpoints> = {
  'GET /api/notifications': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await listNotices(ctx, caller, input) }),
  },
  'GET /api/notifications/changes': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await listNoticeChanges(ctx, caller, input) }),
  },
  'POST /api/notifications/read': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await readNotices(ctx, caller, input) }),
  },
  'DELETE /api/notifications/:notificationId': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => {
      await removeNotice(ctx, caller, input)
      return { status: 204, body: undefined }
    },
  },
  'GET /api/me/notification-preferences': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller) => ({ status: 200, body: await preferencesOf(ctx.db.read, caller.userId) }),
  },
  'PATCH /api/me/notification-preferences': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await changePreferences(ctx, caller, input) }),
  },
}
