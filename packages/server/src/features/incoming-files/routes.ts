import type { incomingFileEndpoints } from '@kith/protocol/incoming-files.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Answer, RouteTable, TusRules } from '../../http/route.ts'
import { beginUpload } from './begin.ts'
import { finishUpload } from './finish.ts'
import { addPiece, asIncoming, cancelUpload, mayContinue } from './go-on.ts'
import { QUIET_MS } from './sweep.ts'

const route = {
  limiter: 'piece',
  scope: 'write',
  handle: async (
    ctx: AppContext,
    caller: Caller,
    { projectId }: { projectId: string },
  ): Promise<Answer<undefined>> => ({
    status: 200,
    body: undefined,
    tus: rulesFor(ctx, caller, projectId),
  }),
} as const

export const incomingFileRoutes: RouteTable<keyof typeof incomingFileEndpoints> = {
  'POST /api/projects/:projectId/uploads': route,
  'HEAD /api/projects/:projectId/uploads/:incomingId': route,
  'PATCH /api/projects/:projectId/uploads/:incomingId': route,
  'DELETE /api/projects/:projectId/uploads/:incomingId': route,
}

function rulesFor(ctx: AppContext, caller: Caller, projectId: string): TusRules {
  return {
    path: `/api/projects/${projectId}/uploads`,
    quietMs: QUIET_MS,
    begin: async (sizeBytes, metadata) =>
      asIncoming(ctx, await beginUpload(ctx, caller, { projectId, sizeBytes, metadata })),
    find: (incomingId) => mayContinue(ctx, caller, { projectId, incomingId }),
    add: (incoming, offset, bytes) => addPiece(ctx, incoming, offset, bytes),
    finish: (incomingId) => finishUpload(ctx, caller, { projectId, incomingId }),
    cancel: (incomingId) => cancelUpload(ctx, caller, { projectId, incomingId }),
  }
}
