import type { userEndpoints } from '@kith/protocol/users.ts'
import type { RouteTable } from '../../http/route.ts'
import { profileByName, searchUsers, setFace, updateProfile } from './users.ts'

export const userRoutes: RouteTable<keyof typeof userEndpoints> = {
  'GET /api/users': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, { q }) => ({ status: 200, body: { items: await searchUsers(ctx, caller, q) } }),
  },
  'GET /api/conversations/users': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, { q }) => ({ status: 200, body: { items: await searchUsers(ctx, caller, q) } }),
  },
  'GET /api/users/:username': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, _caller, { username }) => ({ status: 200, body: await profileByName(ctx, username) }),
  },
  'PATCH /api/me': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await updateProfile(ctx, caller, input) }),
  },
  'PUT /api/me/avatar': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, { face }) => ({ status: 200, body: await setFace(ctx, caller, face) }),
  },
  'DELETE /api/me/avatar': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller) => ({ status: 200, body: await setFace(ctx, caller, null) }),
  },
}
