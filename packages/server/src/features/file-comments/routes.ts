import type { fileCommentEndpoints } from '@kith/protocol/file-comments.ts'
import type { RouteTable } from '../../http/route.ts'
import { deleteComment, editComment, resolveComment } from './change-comment.ts'
import { listComments } from './lists.ts'
import { sayComment } from './say-comment.ts'

export const fileCommentRoutes: RouteTable<keyof typeof fileCommentEndpoints> = {
  'GET /api/projects/:projectId/files/:fileId/comments': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await listComments(ctx, caller, input) }),
  },
  'POST /api/projects/:projectId/files/:fileId/comments': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => {
      const { comment, isNew } = await sayComment(ctx, caller, input)
      return { status: isNew ? 201 : 200, body: comment }
    },
  },
  'PATCH /api/projects/:projectId/files/:fileId/comments/:commentId': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await editComment(ctx, caller, input) }),
  },
  'DELETE /api/projects/:projectId/files/:fileId/comments/:commentId': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await deleteComment(ctx, caller, input) }),
  },
  'PUT /api/projects/:projectId/files/:fileId/comments/:commentId/resolved': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await resolveComment(ctx, caller, input) }),
  },
}
