import type { adminEndpoints } from '@kith/protocol/admin.ts'
import type { inviteEndpoints } from '@kith/protocol/invites.ts'
import type { RouteTable } from '../../http/route.ts'
import { approve, listApprovals, reject } from './approvals.ts'
import { createInvite, listNewcomers, listInvites, revokeInvite } from './invites.ts'
import { acceptInvite, describeInvite } from './using.ts'

type ApprovalKey = Extract<keyof typeof adminEndpoints, `${string}/approvals${string}`>

export const joiningRoutes: RouteTable<keyof typeof inviteEndpoints | ApprovalKey> = {
  'POST /api/invites': {
    limiter: 'create',
    scope: null,
    handle: async (ctx, caller, input) => ({ status: 201, body: await createInvite(ctx, caller, input) }),
  },
  'GET /api/invites': {
    limiter: 'api',
    scope: null,
    handle: async (ctx, caller, input) => ({ status: 200, body: await listInvites(ctx, caller, input) }),
  },
  'DELETE /api/invites/:inviteId': {
    limiter: 'api',
    scope: null,
    handle: async (ctx, caller, { inviteId }) => {
      await revokeInvite(ctx, caller, inviteId)
      return { status: 204, body: undefined }
    },
  },
  'GET /api/invites/:inviteId/people': {
    limiter: 'api',
    scope: null,
    handle: async (ctx, caller, input) => ({ status: 200, body: await listNewcomers(ctx, caller, input) }),
  },
  'GET /api/invites/:code': {
    limiter: 'api',
    scope: null,
    handle: async (ctx, { address }, { code }) => ({ status: 200, body: await describeInvite(ctx, address, code) }),
  },
  'POST /api/invites/:code/accept': {
    limiter: 'create',
    scope: null,
    handle: async (ctx, caller, { code }) => ({ status: 200, body: await acceptInvite(ctx, caller, code) }),
  },
  'GET /api/admin/approvals': {
    limiter: 'api',
    scope: null,
    handle: async (ctx, caller, input) => ({ status: 200, body: await listApprovals(ctx, caller, input) }),
  },
  'POST /api/admin/approvals/:userId': {
    limiter: 'api',
    scope: null,
    handle: async (ctx, caller, { userId }) => {
      await approve(ctx, caller, userId)
      return { status: 204, body: undefined }
    },
  },
  'DELETE /api/admin/approvals/:userId': {
    limiter: 'api',
    scope: null,
    handle: async (ctx, caller, { userId }) => {
      await reject(ctx, caller, userId)
      return { status: 204, body: undefined }
    },
  },
}
