import type { fileShareEndpoints } from '@kith/protocol/file-shares.ts'
import type { RouteTable } from '../../http/route.ts'
import { sharedFiles } from './cards.ts'
import { answerRequest, askForAccess, listRequests } from './requests.ts'
import { listShares } from './shares.ts'

export const fileShareRoutes: RouteTable<keyof typeof fileShareEndpoints> = {
  'GET /api/shared-files': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, { ids }) => ({ status: 200, body: { items: await sharedFiles(ctx, caller, ids) } }),
  },
  'GET /api/projects/:projectId/files/:fileId/shares': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await listShares(ctx, caller, input) }),
  },
  'POST /api/shared-files/:fileId/requests': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => {
      await askForAccess(ctx, caller, input)
      return { status: 204, body: undefined }
    },
  },
  'GET /api/projects/:projectId/requests': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await listRequests(ctx, caller, input) }),
  },
  'PUT /api/projects/:projectId/requests/:userId': {
    limiter: 'create',
    scope: 'write',
    handle: async (ctx, caller, input) => {
      await answerRequest(ctx, caller, input)
      return { status: 204, body: undefined }
    },
  },
}
