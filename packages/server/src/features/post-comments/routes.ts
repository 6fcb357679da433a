import type { postCommentEndpoints } from '@kith/protocol/post-comments.ts'
import type { RouteTable } from '../../http/route.ts'
import { deleteComment, editComment, pinComment } from './change-comment.ts'
import { likeComment } from './like-comment.ts'
import { listCommentChanges, listCommentLikes, listComments } from './lists.ts'
import { sayComment } from './say-comment.ts'

export const postCommentRoutes: RouteTable<keyof typeof postCommentEndpoints> = {
  'GET /api/posts/:postId/comments': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await listComments(ctx, caller, input) }),
  },
  'GET /api/posts/:postId/comments/changes': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await listCommentChanges(ctx, caller, input) }),
  },
  'POST /api/posts/:postId/comments': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => {
      const { comment, isNew } = await sayComment(ctx, caller, input)
      return { status: isNew ? 201 : 200, body: comment }
    },
  },
  'PATCH /api/posts/:postId/comments/:commentId': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await editComment(ctx, caller, input) }),
  },
  'DELETE /api/posts/:postId/comments/:commentId': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await deleteComment(ctx, caller, input) }),
  },
  'PUT /api/posts/:postId/comments/:commentId/pinned': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await pinComment(ctx, caller, input) }),
  },
  'PUT /api/posts/:postId/comments/:commentId/like': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => {
      return { status: 200, body: await likeComment(ctx, caller, { ...input, isLiked: true }) }
    },
  },
  'DELETE /api/posts/:postId/comments/:commentId/like': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => {
      return { status: 200, body: await likeComment(ctx, caller, { ...input, isLiked: false }) }
    },
  },
  'GET /api/posts/:postId/comments/:commentId/likes': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await listCommentLikes(ctx, caller, input) }),
  },
}
