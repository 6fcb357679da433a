import type { adminEndpoints } from '@kith/protocol/admin.ts'
import type { RouteTable } from '../../http/route.ts'
import { listManaged, resetFactors, setPlaceRole, suspend, unsuspend } from './administration.ts'
import { dropJob, listJobs, retryJob } from './jobs.ts'

type Key = Extract<keyof typeof adminEndpoints, `${string}/${'users' | 'jobs'}${string}`>

export const administrationRoutes: RouteTable<Key> = {
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
  'GET /api/admin/jobs': {
    limiter: 'api',
    scope: null,
    handle: async (ctx, caller, input) => ({ status: 200, body: await listJobs(ctx, caller, input) }),
  },
  'POST /api/admin/jobs/:jobId': {
    limiter: 'api',
    scope: null,
    handle: async (ctx, caller, { jobId }) => {
      await retryJob(ctx, caller, jobId)
      return { status: 204, body: undefined }
    },
  },
  'DELETE /api/admin/jobs/:jobId': {
    limiter: 'api',
    scope: null,
    handle: async (ctx, caller, { jobId }) => {
      await dropJob(ctx, caller, jobId)
      return { status: 204, body: undefined }
    },
  },
}
