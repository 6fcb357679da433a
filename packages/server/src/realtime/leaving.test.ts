import { expect, test } from 'vitest'
import { world } from '../testing/world.ts'
import { Ear, socketOf } from '../testing/wire.ts'

const handshake = '/socket.io/?EIO=4&transport=polling'

test('a node that leaves says so to proxies and devices, lets nobody new in, and serves on until then', async () => {
  const { app, alice, raw } = await world({ settings: { LEAVE_SECONDS: '600' } })
  const before = await raw('/api/auth/check')
  expect([(await raw('/readyz')).status, before.headers.get('connection')]).toEqual([200, 'keep-alive'])
  const ear = new Ear(socketOf(alice))
  void app.leave()
  expect((await raw('/readyz')).status).toBe(503)
  await ear.hears('leaving')
  const turnedAway = await raw(handshake, { headers: { cookie: alice.api.cookies() } })
  expect([turnedAway.status, turnedAway.headers.get('connection')]).toEqual([503, 'close'])
  const call = await raw('/api/auth/check')
  expect([call.status, call.headers.get('connection')]).toEqual([200, 'close'])
})

test('a node that leaves does not take an upgrade for a new connection either', async () => {
  const { app, alice, raw, url } = await world({ settings: { LEAVE_SECONDS: '600' } })
  const ear = new Ear(socketOf(alice))
  void app.leave()
  await ear.hears('leaving')
  const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`)
  await new Promise((resolve) => socket.addEventListener('error', resolve, { once: true }))
  expect(socket.readyState).not.toBe(WebSocket.OPEN)
  // Who is known may finish: by polling the connection goes on.
  expect((await raw(`${handshake}&sid=unknown`)).status).toBe(400)
})

test('a device that is asked to connect anew does so without ever being offline, and loses nothing', async () => {
  const { app, alice, bob } = await world()
  const group = await alice.create({ kind: 'group', memberIds: [bob.user.id] })
  await bob.open(group.id)
  const first = socketOf(bob).id
  const states: string[] = []
  bob.subscribe(() => states.push(bob.state.connection.state))
  app.ctx.live.toUser(bob.user.id, 'leaving', { withinMs: 0 })
  const sent = await Promise.all(['one', 'two', 'three'].map((body) => bob.send(group.id, body).sent))
  await expect.poll(() => socketOf(bob).connected && socketOf(bob).id !== first).toBe(true)
  const heard = await alice.send(group.id, 'are you there?').sent
  await bob.until(({ timelines }) => timelines.get(group.id)?.items.at(-1)?.id === heard.id, 'the message')
  expect(sent.map(({ body }) => body)).toEqual(['one', 'two', 'three'])
  const { items } = await alice.call('GET /api/conversations/:conversationId/messages', { conversationId: group.id })
  expect(items.filter(({ kind }) => kind === 'text').map(({ body }) => body)).toEqual([
    'one',
    'two',
    'three',
    'are you there?',
  ])
  expect(new Set(states)).toEqual(new Set(['online']))
})
