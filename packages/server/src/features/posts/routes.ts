import type { postEndpoints } from '@kith/protocol/posts.ts'
import type { RouteTable } from '../../http/route.ts'
import { deletePost, editPost } from './change-post.ts'
import { createPost } from './create-post.ts'
import { discardDraft, keepDraft, listDrafts } from './drafts.ts'
import { likePost, listLikes, unlikePost } from './likes.ts'
import { postView, seenPosts } from './post-view.ts'
import { savePost, unsavePost } from './saves.ts'

type Own = Exclude<
  keyof typeof postEndpoints,
  `${string}/feed${string}` | `${string}/tags${string}` | `${string}username/posts` | `${string}hidden-words`
>

export const postRoutes: RouteTable<Own> = {
  'GET /api/posts': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, { ids }) => ({
      status: 200,
      body: { items: await seenPosts(ctx.db.read, caller.userId, [...new Set(ids)]) },
    }),
  },
  'POST /api/posts': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => {
      const { post, isNew } = await createPost(ctx, caller, input)
      return { status: isNew ? 201 : 200, body: post }
    },
  },
  'GET /api/posts/:postId': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, { postId }) => ({
      status: 200,
      body: await postView(ctx.db.read, caller.userId, postId),
    }),
  },
  'PATCH /api/posts/:postId': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await editPost(ctx, caller, input) }),
  },
  'DELETE /api/posts/:postId': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, { postId }) => {
      await deletePost(ctx, caller, postId)
      return { status: 204, body: undefined }
    },
  },
  'PUT /api/posts/:postId/like': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, { postId }) => ({ status: 200, body: await likePost(ctx, caller, postId) }),
  },
  'DELETE /api/posts/:postId/like': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, { postId }) => ({ status: 200, body: await unlikePost(ctx, caller, postId) }),
  },
  'GET /api/posts/:postId/likes': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await listLikes(ctx, caller, input) }),
  },
  'PUT /api/posts/:postId/save': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, { postId }) => ({ status: 200, body: await savePost(ctx, caller, postId) }),
  },
  'DELETE /api/posts/:postId/save': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, { postId }) => ({ status: 200, body: await unsavePost(ctx, caller, postId) }),
  },
  'GET /api/post-drafts': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller) => ({ status: 200, body: { items: await listDrafts(ctx, caller) } }),
  },
  'PUT /api/post-drafts/:draftId': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await keepDraft(ctx, caller, input) }),
  },
  'DELETE /api/post-drafts/:draftId': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, { draftId }) => {
      await discardDraft(ctx, caller, draftId)
      return { status: 204, body: undefined }
    },
  },
}
