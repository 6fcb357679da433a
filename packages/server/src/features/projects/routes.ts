import type { projectEndpoints } from '@kith/protocol/projects.ts'
import type { RouteTable } from '../../http/route.ts'
import { createProject } from './create.ts'
import { removePerson } from './leaving.ts'
import { createLink, describeLink, endLink, joinByLink, listLinks } from './links.ts'
import { listOpenProjects, listPeople, listProjectConversations, listProjects, markSeen } from './lists.ts'
import { addPeople, joinProject, setProjectRole } from './people.ts'
import { projectOf } from './project-view.ts'
import { changeProject, cover, deleteProject, restoreProject, setArchived, setCover } from './settings.ts'

export const projectRoutes: RouteTable<keyof typeof projectEndpoints> = {
  'GET /api/projects': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await listProjects(ctx, caller, input) }),
  },
  'POST /api/projects': {
    limiter: 'create',
    scope: 'write',
    handle: async (ctx, caller, input) => {
      const { project, isNew } = await createProject(ctx, caller, input)
      return { status: isNew ? 201 : 200, body: project }
    },
  },
  'GET /api/projects/directory': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await listOpenProjects(ctx, caller, input) }),
  },
  'GET /api/projects/:projectId': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, { projectId }) => ({
      status: 200,
      body: await projectOf(ctx, ctx.db.read, caller.userId, projectId),
    }),
  },
  'PATCH /api/projects/:projectId': {
    limiter: 'create',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await changeProject(ctx, caller, input) }),
  },
  'PUT /api/projects/:projectId/cover': {
    limiter: 'create',
    scope: 'write',
    handle: async (ctx, caller, { projectId }, { file }) => ({
      status: 200,
      body: await setCover(ctx, caller, { projectId, path: file.path }),
    }),
  },
  'DELETE /api/projects/:projectId/cover': {
    limiter: 'create',
    scope: 'write',
    handle: async (ctx, caller, { projectId }) => ({
      status: 200,
      body: await setCover(ctx, caller, { projectId, path: null }),
    }),
  },
  'GET /api/project-covers/:key': {
    limiter: 'file',
    scope: 'read',
    handle: async (ctx, _caller, { key }) => ({ status: 200, body: undefined, bytes: await cover(ctx, key) }),
  },
  'PUT /api/projects/:projectId/archived': {
    limiter: 'create',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await setArchived(ctx, caller, input) }),
  },
  'DELETE /api/projects/:projectId': {
    limiter: 'create',
    scope: 'write',
    handle: async (ctx, caller, { projectId }) => ({ status: 200, body: await deleteProject(ctx, caller, projectId) }),
  },
  'POST /api/projects/:projectId/restore': {
    limiter: 'create',
    scope: 'write',
    handle: async (ctx, caller, { projectId }) => ({ status: 200, body: await restoreProject(ctx, caller, projectId) }),
  },
  'PUT /api/projects/:projectId/seen': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await markSeen(ctx, caller, input) }),
  },
  'POST /api/projects/:projectId/join': {
    limiter: 'create',
    scope: 'write',
    handle: async (ctx, caller, { projectId }) => ({ status: 200, body: await joinProject(ctx, caller, projectId) }),
  },
  'GET /api/projects/:projectId/members': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await listPeople(ctx, caller, input) }),
  },
  'POST /api/projects/:projectId/members': {
    limiter: 'create',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await addPeople(ctx, caller, input) }),
  },
  'PATCH /api/projects/:projectId/members/:userId': {
    limiter: 'create',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await setProjectRole(ctx, caller, input) }),
  },
  'DELETE /api/projects/:projectId/members/:userId': {
    limiter: 'create',
    scope: 'write',
    handle: async (ctx, caller, input) => {
      await removePerson(ctx, caller, input)
      return { status: 204, body: undefined }
    },
  },
  'GET /api/projects/:projectId/conversations': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await listProjectConversations(ctx, caller, input) }),
  },
  'GET /api/projects/:projectId/links': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, { projectId }) => ({ status: 200, body: await listLinks(ctx, caller, projectId) }),
  },
  'POST /api/projects/:projectId/links': {
    limiter: 'create',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 201, body: await createLink(ctx, caller, input) }),
  },
  'DELETE /api/projects/:projectId/links/:linkId': {
    limiter: 'create',
    scope: 'write',
    handle: async (ctx, caller, input) => {
      await endLink(ctx, caller, input)
      return { status: 204, body: undefined }
    },
  },
  'GET /api/project-links/:linkCode': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, { linkCode }) => ({ status: 200, body: await describeLink(ctx, caller, linkCode) }),
  },
  'POST /api/project-links/:linkCode/join': {
    limiter: 'create',
    scope: 'write',
    handle: async (ctx, caller, { linkCode }) => ({ status: 200, body: await joinByLink(ctx, caller, linkCode) }),
  },
}
