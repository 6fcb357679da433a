import { endpoints } from '@kith/protocol/registry.ts'
import { expect } from 'vitest'
import type { World } from './world.ts'

/** One of each thing that an address may name, all of them alice's or with her. */
export type Things = Record<string, string>

/** Makes one of everything that stands in an address, so that no call ends early because nothing is there. */
export async function oneOfEach(place: World): Promise<Things> {
  const { alice, bob, carol } = place
  const { id: conversationId } = await alice.call('POST /api/conversations', {
    kind: 'group',
    title: 'Boats',
    memberIds: [bob.user.id],
  })
  const upload = await alice.call('POST /api/uploads', {}, { file: new File(['tides'], 'tides.txt') })
  const message = await bob.call('POST /api/conversations/:conversationId/messages', {
    conversationId,
    clientId: crypto.randomUUID(),
    body: 'low tide at four, @alice',
  })
  await carol.call('POST /api/friends', { userId: alice.user.id })
  const invite = await alice.call('POST /api/invites', {})
  const token = await alice.call('POST /api/auth/tokens', { name: 'bot' })
  const { items } = await alice.call('GET /api/auth/sessions', {})
  const circle = await alice.call('POST /api/circles', { handle: 'tidal', title: 'Tidal', userIds: [bob.user.id] })
  const copy = await alice.call('POST /api/me/exports', {})
  await place.app.ctx.background.idle()
  const notices = await alice.call('GET /api/notifications', {})
  const things: Things = {
    conversationId,
    messageId: message.id,
    userId: bob.user.id,
    username: 'bob',
    inviteId: invite.id,
    code: invite.code ?? '',
    tokenId: token.id,
    sessionId: items[0]?.id ?? '',
    notificationId: notices.items[0]?.id ?? '',
    circleId: circle.id,
    exportId: copy.id,
    uploadId: upload.id,
    rendition: 'original',
    emoji: encodeURIComponent('👍'),
    passkeyId: '0190aaaa-0000-7000-8000-000000000001',
    key: 'A'.repeat(22),
    size: '256',
  }
  for (const [name, value] of Object.entries(things)) expect(value, name).not.toBe('')
  return things
}

export interface Address {
  /** As the registry has it: `METHOD /path`. */
  endpoint: string
  method: string
  path: string
}

/** Every endpoint of the registry, at an address where there is something. */
export function everyAddress(things: Things): Address[] {
  return Object.keys(endpoints).map((endpoint) => {
    const [method = '', pattern = ''] = endpoint.split(' ')
    const path = pattern.replaceAll(/:(\w+)/g, (_, name: string) => {
      const thing = things[name]
      if (thing === undefined) throw new Error(`nothing was made for :${name} of ${endpoint}`)
      return thing
    })
    return { endpoint, method, path }
  })
}
