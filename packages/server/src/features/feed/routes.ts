import type { postEndpoints } from '@kith/protocol/posts.ts'
import type { RouteTable } from '../../http/route.ts'
import { changeHiddenWords, readHiddenWords } from './hidden-words.ts'
import { listFeed, listNew, listPostsOf } from './lists.ts'
import { markHomeSeen } from './seen.ts'
import { listTagged, listTags } from './tags.ts'

type Own = Extract<
  keyof typeof postEndpoints,
  `${string}/feed${string}` | `${string}/tags${string}` | `${string}username/posts` | `${string}hidden-words`
>

export const feedRoutes: RouteTable<Own> = {
  'GET /api/feed': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await listFeed(ctx, caller, input) }),
  },
  'GET /api/feed/new': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await listNew(ctx, caller, input) }),
  },
  'PUT /api/feed/seen': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await markHomeSeen(ctx, caller, input) }),
  },
  'GET /api/tags': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await listTags(ctx, caller, input) }),
  },
  'GET /api/tags/:tag/posts': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await listTagged(ctx, caller, input) }),
  },
  'GET /api/users/:username/posts': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await listPostsOf(ctx, caller, input) }),
  },
  'GET /api/me/hidden-words': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller) => ({ status: 200, body: await readHiddenWords(ctx, caller) }),
  },
  'PUT /api/me/hidden-words': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await changeHiddenWords(ctx, caller, input) }),
  },
}
