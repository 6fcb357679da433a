import type { projectActivityEndpoints } from '@kith/protocol/project-activity.ts'
import type { RouteTable } from '../../http/route.ts'
import { listActivity } from './activity.ts'
import { listProjectChanges } from './changes.ts'

export const projectNewsRoutes: RouteTable<keyof typeof projectActivityEndpoints> = {
  'GET /api/projects/:projectId/activity': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await listActivity(ctx, caller, input) }),
  },
  'GET /api/projects/:projectId/changes': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await listProjectChanges(ctx, caller, input) }),
  },
}
