import type { leavingEndpoints } from '@kith/protocol/leaving.ts'
import type { RouteTable } from '../../http/route.ts'
import { deleteAccount } from './delete-account.ts'
import { askExport, downloadExport, listExports } from './exports.ts'

/** By sessions only: a program that holds a token neither copies a whole account nor ends it. */
export const leavingRoutes: RouteTable<keyof typeof leavingEndpoints> = {
  'POST /api/me/exports': {
    limiter: 'api',
    scope: null,
    handle: async (ctx, caller) => ({ status: 202, body: await askExport(ctx, caller) }),
  },
  'GET /api/me/exports': {
    limiter: 'api',
    scope: null,
    handle: async (ctx, caller) => ({ status: 200, body: { items: await listExports(ctx, caller) } }),
  },
  'GET /api/me/exports/:exportId/download': {
    limiter: 'file',
    scope: null,
    handle: async (ctx, caller, { exportId }) => ({
      status: 200,
      body: undefined,
      bytes: await downloadExport(ctx, caller, exportId),
    }),
  },
  'DELETE /api/me': {
    limiter: 'api',
    scope: null,
    handle: async (ctx, caller, input) => {
      await deleteAccount(ctx, caller, input)
      return { status: 204, body: undefined, cookie: null }
    },
  },
}
