import type { messageEndpoints } from '@kith/protocol/messages.ts'
import type { RouteTable } from '../../http/route.ts'
import { deleteMessage, editMessage } from './change-message.ts'
import { messagePage } from './message-pages.ts'
import { sendMessage } from './send-message.ts'

export const messageRoutes: RouteTable<keyof typeof messageEndpoints> = {
  'GET /api/conversations/:conversationId/messages': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await messagePage(ctx, caller, input) }),
  },
  'POST /api/conversations/:conversationId/messages': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => {
      const { message, isNew } = await sendMessage(ctx, caller, input)
      return { status: isNew ? 201 : 200, body: message }
    },
  },
  'PATCH /api/messages/:messageId': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await editMessage(ctx, caller, input) }),
  },
  'DELETE /api/messages/:messageId': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await deleteMessage(ctx, caller, input) }),
  },
}
