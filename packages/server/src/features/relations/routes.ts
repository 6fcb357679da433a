import type { relationEndpoints } from '@kith/protocol/relations.ts'
import type { RouteTable } from '../../http/route.ts'
import { block, mute, unblock, unmute } from './blocks.ts'
import { acceptFollower, follow, removeFollower, unfollow } from './follows.ts'
import { acceptFriend, askToBeFriends, endFriendship } from './friends.ts'
import { listBlocks, listFollows, listFriends, listPeople, listPeopleOf, listPersonalChanges } from './lists.ts'
import { changePrivacy } from './privacy.ts'

const reading = { limiter: 'api', scope: 'read' } as const
const writing = { limiter: 'api', scope: 'write' } as const

export const relationRoutes: RouteTable<keyof typeof relationEndpoints> = {
  'GET /api/people': {
    ...reading,
    handle: async (ctx, caller, input) => ({ status: 200, body: await listPeople(ctx, caller, input) }),
  },
  'GET /api/users/:username/people': {
    ...reading,
    handle: async (ctx, caller, input) => ({ status: 200, body: await listPeopleOf(ctx, caller, input) }),
  },
  'GET /api/friends': {
    ...reading,
    handle: async (ctx, caller, input) => ({ status: 200, body: await listFriends(ctx, caller, input) }),
  },
  'POST /api/friends': {
    ...writing,
    handle: (ctx, caller, input) => askToBeFriends(ctx, caller, input),
  },
  'POST /api/friends/:userId/accept': {
    ...writing,
    handle: async (ctx, caller, { userId }) => ({ status: 200, body: await acceptFriend(ctx, caller, userId) }),
  },
  'DELETE /api/friends/:userId': {
    ...writing,
    handle: async (ctx, caller, { userId }) => {
      await endFriendship(ctx, caller, userId)
      return { status: 204, body: undefined }
    },
  },
  'GET /api/follows': {
    ...reading,
    handle: async (ctx, caller, input) => ({ status: 200, body: await listFollows(ctx, caller, input) }),
  },
  'PUT /api/follows/:userId': {
    ...writing,
    limiter: 'create',
    handle: async (ctx, caller, { userId }) => ({ status: 200, body: await follow(ctx, caller, userId) }),
  },
  'DELETE /api/follows/:userId': {
    ...writing,
    handle: async (ctx, caller, { userId }) => {
      await unfollow(ctx, caller, userId)
      return { status: 204, body: undefined }
    },
  },
  'POST /api/followers/:userId/accept': {
    ...writing,
    handle: async (ctx, caller, { userId }) => ({ status: 200, body: await acceptFollower(ctx, caller, userId) }),
  },
  'DELETE /api/followers/:userId': {
    ...writing,
    handle: async (ctx, caller, { userId }) => {
      await removeFollower(ctx, caller, userId)
      return { status: 204, body: undefined }
    },
  },
  'GET /api/blocks': {
    ...reading,
    handle: async (ctx, caller, input) => ({ status: 200, body: await listBlocks(ctx, caller, input) }),
  },
  'PUT /api/blocks/:userId': {
    ...writing,
    handle: async (ctx, caller, { userId }) => ({ status: 200, body: await block(ctx, caller, userId) }),
  },
  'DELETE /api/blocks/:userId': {
    ...writing,
    handle: async (ctx, caller, { userId }) => {
      await unblock(ctx, caller, userId)
      return { status: 204, body: undefined }
    },
  },
  'PUT /api/mutes/:userId': {
    ...writing,
    handle: async (ctx, caller, { userId }) => ({ status: 200, body: await mute(ctx, caller, userId) }),
  },
  'DELETE /api/mutes/:userId': {
    ...writing,
    handle: async (ctx, caller, { userId }) => {
      await unmute(ctx, caller, userId)
      return { status: 204, body: undefined }
    },
  },
  'PATCH /api/me/privacy': {
    ...writing,
    handle: async (ctx, caller, input) => ({ status: 200, body: await changePrivacy(ctx, caller, input) }),
  },
  'GET /api/me/changes': {
    ...reading,
    handle: async (ctx, caller, input) => ({ status: 200, body: await listPersonalChanges(ctx, caller, input) }),
  },
}
