import type { conversationEndpoints } from '@kith/protocol/conversations.ts'
import type { RouteTable } from '../../http/route.ts'
import { addMembers, joinChannel } from './coming.ts'
import { createConversation } from './create.ts'
import { entryOf } from './entries.ts'
import { removeConversation, removeMember, setRole } from './going.ts'
import { listChanges, listChannels, listConversations, listMembers } from './lists.ts'
import { setNotifyLevel } from './notify-level.ts'
import { setOwnPlace } from './own-order.ts'
import { readAll } from './read-all.ts'
import { markRead, markUnread } from './read-marker.ts'
import { changeConversation } from './settings.ts'

export const conversationRoutes: RouteTable<keyof typeof conversationEndpoints> = {
  'GET /api/conversations': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await listConversations(ctx, caller, input) }),
  },
  'POST /api/conversations': {
    limiter: 'create',
    scope: 'write',
    handle: async (ctx, caller, input) => {
      const { conversation, isNew } = await createConversation(ctx, caller, input)
      return { status: isNew ? 201 : 200, body: conversation }
    },
  },
  'GET /api/channels': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await listChannels(ctx, caller, input) }),
  },
  'GET /api/conversations/:conversationId': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, { conversationId }) => ({
      status: 200,
      body: await entryOf(ctx.db.read, caller.userId, conversationId),
    }),
  },
  'PATCH /api/conversations/:conversationId': {
    limiter: 'create',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await changeConversation(ctx, caller, input) }),
  },
  'DELETE /api/conversations/:conversationId': {
    limiter: 'create',
    scope: 'write',
    handle: async (ctx, caller, input) => {
      await removeConversation(ctx, caller, input)
      return { status: 204, body: undefined }
    },
  },
  'GET /api/conversations/:conversationId/changes': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await listChanges(ctx, caller, input) }),
  },
  'PUT /api/conversations/:conversationId/read': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await markRead(ctx, caller, input) }),
  },
  'PUT /api/conversations/:conversationId/unread': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await markUnread(ctx, caller, input) }),
  },
  'PUT /api/conversations/:conversationId/notify': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await setNotifyLevel(ctx, caller, input) }),
  },
  'PUT /api/conversations/:conversationId/place': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await setOwnPlace(ctx, caller, input) }),
  },
  'POST /api/me/read-all': {
    limiter: 'create',
    scope: 'write',
    handle: async (ctx, caller) => ({ status: 200, body: await readAll(ctx, caller) }),
  },
  'GET /api/conversations/:conversationId/members': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await listMembers(ctx, caller, input) }),
  },
  'POST /api/conversations/:conversationId/members': {
    limiter: 'create',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await addMembers(ctx, caller, input) }),
  },
  'PATCH /api/conversations/:conversationId/members/:userId': {
    limiter: 'create',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await setRole(ctx, caller, input) }),
  },
  'DELETE /api/conversations/:conversationId/members/:userId': {
    limiter: 'create',
    scope: 'write',
    handle: async (ctx, caller, input) => {
      await removeMember(ctx, caller, input)
      return { status: 204, body: undefined }
    },
  },
  'POST /api/conversations/:conversationId/join': {
    limiter: 'create',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await joinChannel(ctx, caller, input) }),
  },
}
