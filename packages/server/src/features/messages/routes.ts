import type { markEndpoints } from '@kith/protocol/marks.ts'
import type { messageEndpoints } from '@kith/protocol/messages.ts'
import type { previewEndpoints } from '@kith/protocol/previews.ts'
import type { RouteTable } from '../../http/route.ts'
import { previewPicture } from '../previews/previews.ts'
import { deleteMessage, editMessage } from './change-message.ts'
import { listFormerBodies } from './edit-history.ts'
import { messageAt } from './message-at.ts'
import { messagePage } from './message-pages.ts'
import { removePreviews } from './link-previews.ts'
import { listPins, pinMessage, unpinMessage } from './pins.ts'
import { listReactors, react, takeReactionBack } from './reactions.ts'
import { sendMessage } from './send-message.ts'

export const messageRoutes: RouteTable<keyof typeof messageEndpoints> = {
  'GET /api/conversations/:conversationId/messages': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await messagePage(ctx, caller, input) }),
  },
  'GET /api/conversations/:conversationId/messages/at': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await messageAt(ctx, caller, input) }),
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

export const previewRoutes: RouteTable<keyof typeof previewEndpoints> = {
  'GET /api/previews/:key': {
    limiter: 'file',
    scope: 'read',
    handle: async (ctx, _caller, { key }) => ({ status: 200, body: undefined, bytes: await previewPicture(ctx, key) }),
  },
  'DELETE /api/messages/:messageId/previews': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await removePreviews(ctx, caller, input) }),
  },
}

type Saving = Extract<keyof typeof markEndpoints, `${string}save${string}`>

/** What all in a conversation see on a message; what one keeps for oneself is another feature. */
export const markRoutes: RouteTable<Exclude<keyof typeof markEndpoints, Saving>> = {
  'PUT /api/messages/:messageId/reactions/:emoji': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await react(ctx, caller, input) }),
  },
  'DELETE /api/messages/:messageId/reactions/:emoji': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await takeReactionBack(ctx, caller, input) }),
  },
  'GET /api/messages/:messageId/reactions': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await listReactors(ctx, caller, input) }),
  },
  'PUT /api/messages/:messageId/pin': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await pinMessage(ctx, caller, input) }),
  },
  'DELETE /api/messages/:messageId/pin': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, input) => ({ status: 200, body: await unpinMessage(ctx, caller, input) }),
  },
  'GET /api/conversations/:conversationId/pins': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await listPins(ctx, caller, input) }),
  },
  'GET /api/messages/:messageId/history': {
    limiter: 'api',
    scope: 'read',
    handle: async (ctx, caller, input) => ({ status: 200, body: await listFormerBodies(ctx, caller, input) }),
  },
  'POST /api/messages/:messageId/forward': {
    limiter: 'api',
    scope: 'write',
    handle: async (ctx, caller, { messageId, conversationId, clientId }) => {
      const sent = await sendMessage(ctx, caller, { conversationId, clientId, body: '', forwardOf: messageId })
      return { status: sent.isNew ? 201 : 200, body: sent.message }
    },
  },
}
