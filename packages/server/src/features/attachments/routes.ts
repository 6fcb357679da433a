import type { uploadEndpoints } from '@kith/protocol/uploads.ts'
import type { RouteTable } from '../../http/route.ts'
import { takeBack } from './loose.ts'
import { fileBytes } from './serve.ts'
import { listShared } from './gallery.ts'
import { takeUpload } from './take-upload.ts'

export const attachmentRoutes: RouteTable<keyof typeof uploadEndpoints> = {
  'POST /api/uploads': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input, { file }) => ({ status: 201, body: await takeUpload(ctx, caller, input, file) }),
  },
  'DELETE /api/uploads/:uploadId': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, { uploadId }) => {
      await takeBack(ctx, caller, uploadId)
      return { status: 204, body: undefined }
    },
  },
  'GET /api/files/:uploadId/:rendition': {
    limiter: 'file',
    scope: 'read',
    handle: async (ctx, caller, input) => ({
      status: 200,
      body: undefined,
      bytes: await fileBytes(ctx, caller, input),
    }),
  },
  'GET /api/conversations/:conversationId/shared': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await listShared(ctx, caller, input) }),
  },
}
