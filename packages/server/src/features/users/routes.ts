import type { userEndpoints } from '@kith/protocol/users.ts'
import type { RouteTable } from '../../http/route.ts'
import { Problem } from '../../problem.ts'
import { profileByName } from '../relations/relations.ts'
import { picture, setFace, setPicture } from './avatars.ts'
import { updateProfile } from './own-profile.ts'
import { searchUsers } from './search.ts'

const eitherOr = new Problem('validation-failed', {
  errors: [{ path: 'face', code: 'invalid', message: 'takes either a face or a file' }],
})

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
    handle: async (ctx, caller, { username }) => ({ status: 200, body: await profileByName(ctx, caller, username) }),
  },
  'PATCH /api/me': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await updateProfile(ctx, caller, input) }),
  },
  'PUT /api/me/avatar': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, { face }, { file }) => {
      if ((face === undefined) === (file === null)) throw eitherOr
      const user = file === null ? setFace(ctx, caller, face ?? null) : setPicture(ctx, caller, file.path)
      return { status: 200, body: await user }
    },
  },
  'GET /api/avatars/:key/:size': {
    limiter: 'file',
    scope: 'read',
    handle: async (ctx, _caller, { key, size }) => ({
      status: 200,
      body: undefined,
      bytes: await picture(ctx, key, Number(size)),
    }),
  },
  'DELETE /api/me/avatar': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller) => ({ status: 200, body: await setFace(ctx, caller, null) }),
  },
}
