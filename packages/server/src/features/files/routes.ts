import type { projectFileEndpoints } from '@kith/protocol/project-files.ts'
import type { RouteTable } from '../../http/route.ts'
import { editEntry } from './edit-entry.ts'
import { makeFolder } from './folders.ts'
import { listEntries, showEntry } from './list.ts'
import { moveEntries } from './move.ts'
import { purgeEntries } from './purge.ts'
import { versionBytes } from './serve.ts'
import { refuseUnlessBringing, storeFile } from './store-file.ts'
import { restoreEntries, trashEntries } from './trash.ts'
import { listVersions, restoreVersion } from './versions.ts'
import { zipOf } from './zip.ts'

export const projectFileRoutes: RouteTable<keyof typeof projectFileEndpoints> = {
  'GET /api/projects/:projectId/files': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await listEntries(ctx, caller, input) }),
  },
  'POST /api/projects/:projectId/files': {
    limiter: 'upload',
    scope: 'write',
    mayBring: (ctx, caller, { projectId }) => refuseUnlessBringing(ctx, caller, String(projectId)),
    handle: async (ctx, caller, { projectId, parentId = null }, { file: { name, path } }) => ({
      status: 201,
      body: await storeFile(ctx, caller, { projectId, parentId, name, path }),
    }),
  },
  'POST /api/projects/:projectId/folders': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => {
      const { entry, isNew } = await makeFolder(ctx, caller, input)
      return { status: isNew ? 201 : 200, body: entry }
    },
  },
  'GET /api/projects/:projectId/files/:fileId': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await showEntry(ctx, caller, input) }),
  },
  'PATCH /api/projects/:projectId/files/:fileId': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await editEntry(ctx, caller, input) }),
  },
  'POST /api/projects/:projectId/files/move': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: { items: await moveEntries(ctx, caller, input) } }),
  },
  'POST /api/projects/:projectId/files/trash': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: { items: await trashEntries(ctx, caller, input) } }),
  },
  'POST /api/projects/:projectId/files/restore': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: { items: await restoreEntries(ctx, caller, input) } }),
  },
  'POST /api/projects/:projectId/files/purge': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: { count: await purgeEntries(ctx, caller, input) } }),
  },
  'GET /api/projects/:projectId/files/:fileId/versions': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await listVersions(ctx, caller, input) }),
  },
  'POST /api/projects/:projectId/files/:fileId/versions/:version/restore': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await restoreVersion(ctx, caller, input) }),
  },
  'GET /api/projects/:projectId/files/:fileId/versions/:version/:rendition': {
    limiter: 'file',
    scope: 'read',
    handle: async (ctx, caller, input) => ({
      status: 200,
      body: undefined,
      bytes: await versionBytes(ctx, caller, input),
    }),
  },
  'GET /api/projects/:projectId/zip': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: undefined, bytes: await zipOf(ctx, caller, input) }),
  },
}
