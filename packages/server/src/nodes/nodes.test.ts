import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { Ear, socketOf } from '../testing/wire.ts'
import { Balancer } from '../testing/balancer.ts'
import { hasTwoNodes, twoNodes } from '../testing/two-nodes.ts'
import { Envelopes } from './envelopes.ts'

const onTwoNodes = test.skipIf(!hasTwoNodes)

onTwoNodes('what is said at one node is heard at the other: messages, who writes, who is here', async () => {
  const { alice, bob, carol } = await twoNodes()
  const { id } = await alice.create({ kind: 'group', memberIds: [bob.user.id, carol.user.id] })
  await bob.until(({ conversations }) => conversations.has(id))
  for (const one of [alice, bob, carol]) await one.open(id)
  await bob.send(id, 'from the other node').sent
  await alice.until(() => alice.bodies(id).includes('from the other node'))
  await alice.send(id, 'and back').sent
  await bob.until(() => bob.bodies(id).includes('and back'))
  bob.typing(id)
  await alice.until(({ typing }) => typing.get(id)?.[0]?.user.username === 'bob')
  alice.watch([bob.user.id])
  const isBob = (state: string) => () => alice.state.presence.get(bob.user.id) === state
  await alice.until(isBob('online'))
  bob.setAway(true)
  await alice.until(isBob('away'))
  bob.stop()
  await alice.until(isBob('offline'))
})

onTwoNodes(
  'without Redis each node goes on, the other catches up by sweeping, and afterwards waking is back',
  async () => {
    const { redis, alice, bob, carol, stranger, areApart, areTogether } = await twoNodes()
    const { id } = await alice.create({
      kind: 'group',
      memberIds: [bob.user.id, carol.user.id, stranger.user.id],
    })
    const all = [alice, bob, carol, stranger]
    for (const one of all) {
      await one.until(({ conversations }) => conversations.has(id))
      await one.open(id)
    }
    await redis.kill()
    await areApart()
    const ear = new Ear(socketOf(stranger))
    const { seq } = await bob.send(id, 'while Redis is away').sent
    await ear.hears('message', (message) => message.seq === seq)
    await Promise.all(all.map((one) => one.until(() => one.bodies(id).includes('while Redis is away'))))
    await redis.start()
    await areTogether()
    alice.watch([bob.user.id])
    await alice.until(({ presence }) => presence.get(bob.user.id) === 'online')
    // Who writes is in no database: that is heard by waking alone.
    const heard = alice.until(({ typing }) => typing.get(id)?.[0]?.user.username === 'bob')
    socketOf(bob).emit('typing', { conversationId: id })
    await heard
    await alice.send(id, 'it is back').sent
    await bob.until(() => bob.bodies(id).at(-1) === 'it is back')
    expect(bob.bodies(id)).toEqual(alice.bodies(id))
  },
)

onTwoNodes('Redis is emptied in the middle of talk, and nothing is lost: nothing is kept there', async () => {
  const { redis, alice, bob } = await twoNodes()
  const { id } = await alice.directWith(bob.user.id)
  await bob.until(({ conversations }) => conversations.has(id))
  for (const one of [alice, bob]) await one.open(id)
  for (let count = 0; count < 20; count++) {
    if (count === 10) await redis.say('FLUSHALL')
    await (count % 2 === 0 ? alice : bob).send(id, `number ${count}`).sent
  }
  const wanted = Array.from({ length: 20 }, (_, count) => `number ${count}`)
  for (const one of [alice, bob]) await one.until(() => one.bodies(id).join() === wanted.join())
})

onTwoNodes('whoever loses a right at one node loses it at the other, also while Redis is away', async () => {
  const { redis, alice, bob, carol, stranger, device, areApart } = await twoNodes()
  const { id } = await alice.create({
    kind: 'group',
    memberIds: [bob.user.id, carol.user.id, stranger.user.id],
  })
  await bob.until(({ conversations }) => conversations.has(id))
  const bobsOther = await device('bob')
  await alice.call('PUT /api/admin/users/:userId/suspension', { userId: carol.user.id })
  await carol.until(({ session }) => session === 'signed-out')
  await redis.kill()
  await areApart()
  await alice.removeMember(id, bob.user.id)
  for (const one of [bob, bobsOther]) await one.until(({ conversations }) => !conversations.has(id))
  const ear = new Ear(socketOf(bob))
  const { seq } = await stranger.send(id, 'among us').sent
  await alice.until(({ conversations }) => conversations.get(id)?.lastSeq === seq)
  await stranger.send(stranger.lobbyId, 'to everyone').sent
  await ear.hears('message')
  expect(ear.text()).not.toContain('among us')
  await alice.call('PUT /api/admin/users/:userId/suspension', { userId: stranger.user.id })
  await stranger.until(({ session }) => session === 'signed-out')
})

onTwoNodes('whoever is let in while Redis is away hears the conversation at the other node as well', async () => {
  const { redis, alice, bob, stranger, areApart } = await twoNodes()
  await redis.kill()
  await areApart()
  const { id } = await alice.create({ kind: 'group', memberIds: [bob.user.id, stranger.user.id] })
  await bob.until(({ conversations }) => conversations.has(id))
  const ear = new Ear(socketOf(bob))
  await stranger.until(({ conversations }) => conversations.has(id))
  const { seq } = await stranger.send(id, 'at the same node').sent
  await ear.hears('message', (message) => message.seq === seq)
})

onTwoNodes('whoever asks what they missed hears from then on what they are told of, before any sweep', async () => {
  const never = { endedMs: 600_000, awayMs: 600_000, allMs: 600_000 }
  const { redis, alice, bob, stranger, areApart } = await twoNodes({ sweepPace: never })
  await redis.kill()
  await areApart()
  const { id } = await alice.create({ kind: 'group', memberIds: [bob.user.id, stranger.user.id] })
  const ear = new Ear(socketOf(bob))
  await socketOf(bob).emitWithAck('resume', { cursors: {} })
  const message = { conversationId: id, clientId: crypto.randomUUID(), body: 'at the same node' }
  await stranger.call('POST /api/conversations/:conversationId/messages', message)
  await ear.hears('message', ({ conversationId }) => conversationId === id)
})

onTwoNodes('what is missing in what a node tells is found: every device is told to ask', async () => {
  const { alice, bob, ghost } = await twoNodes()
  const ears = [alice, bob].map((one) => new Ear(socketOf(one)))
  const node = await ghost()
  await node.tells([{ say: 'post-changed', postId: 'none' }])
  await node.tells([{ say: 'post-changed', postId: 'none' }], 5)
  for (const ear of ears) await ear.hears('behind', ({ heads }) => heads === undefined)
})

onTwoNodes('whom a node had are gone soon after nothing is heard of it', async () => {
  const { alice, bob, ghost } = await twoNodes()
  alice.watch([bob.user.id])
  const isBob = (state: string) => () => alice.state.presence.get(bob.user.id) === state
  await alice.until(isBob('online'))
  bob.stop()
  await alice.until(isBob('offline'))
  const node = await ghost()
  const sight = { audience: 'everyone', hidden: [], friends: null }
  const { id, username, displayName, avatarUrl } = bob.user
  const user = { id, username, displayName, avatarUrl }
  await node.tells([{ say: 'here', people: [{ user, sight, state: 'away' }] }])
  await alice.until(isBob('away'))
  await alice.until(isBob('offline'))
})

onTwoNodes('what another node says of a membership is believed of the database alone', async () => {
  const { alice, bob, carol, stranger, ghost } = await twoNodes()
  const [ofBob, ofStranger] = [bob, stranger].map((one) => new Ear(socketOf(one)))
  const { id } = await alice.create({ kind: 'group', memberIds: [carol.user.id, bob.user.id] })
  await ofBob?.hears('behind', ({ heads }) => heads?.[id] !== undefined)
  for (const one of [bob, carol]) await one.until(({ conversations }) => conversations.has(id))
  const node = await ghost()
  await node.tells([
    { say: 'admit', userId: stranger.user.id, conversationId: id },
    { say: 'expel', userId: bob.user.id, conversationId: id },
  ])
  await ofBob?.hears('behind', ({ heads }) => heads === undefined)
  const { seq } = await alice.send(id, 'to those who are in it').sent
  await ofBob?.hears('message', (message) => message.seq === seq)
  await alice.send(alice.lobbyId, 'to everyone').sent
  await ofStranger?.hears('message')
  expect(ofStranger?.text()).not.toContain('to those who are in it')
})

onTwoNodes('whatever else is in the channel is heard by nobody, and keeps nobody from hearing', async () => {
  const { app, alice, bob, publish, ghost } = await twoNodes()
  const ear = new Ear(socketOf(bob))
  const spoken = { number: 1, told: [{ say: 'to-everyone', event: 'me', payload: { username: 'forged' } }] }
  const foreign = new Envelopes('a secret that is not ours, but long enough').seal(
    'abcdefghijkl',
    JSON.stringify(spoken),
  )
  const plain = Buffer.from(JSON.stringify(spoken))
  for (const bytes of [Buffer.alloc(0), randomBytes(5), randomBytes(3_000), plain, foreign]) await publish(bytes)
  const node = await ghost()
  await publish(new Envelopes(app.ctx.config.SESSION_SECRET).seal(node.id, 'no JSON'))
  const untyped = node as unknown as { says: (what: unknown) => Promise<void> }
  const unknown = [
    { number: 1, told: [{ say: 'of-a-newer-build' }, { say: 'expel', userId: 7 }, null] },
    { about: 'x' },
    5,
    null,
  ]
  for (const what of unknown) await untyped.says(what)
  const { seq } = await alice.send(alice.lobbyId, 'heard').sent
  await ear.hears('message', (message) => message.seq === seq)
  expect(ear.text()).not.toContain('forged')
})

onTwoNodes('two nodes let through over time what one would, and without Redis each limits by itself', async () => {
  const { redis, nodes, alice, device, areApart } = await twoNodes({ settings: { RATE_LIMIT_FACTOR: '1' } })
  const [one, other] = nodes.map(({ app }) => app.ctx.limiter)
  const isFull = (limiter: typeof one, key: string): boolean => {
    try {
      limiter?.check('report', key)
      return false
    } catch {
      return true
    }
  }
  for (let count = 0; count < 30; count++) one?.take('report', alice.user.id)
  while (!isFull(other, alice.user.id)) await new Promise((resolve) => setImmediate(resolve))
  expect((await device('alice')).user.id).toBe(alice.user.id)
  await redis.kill()
  await areApart()
  for (let count = 0; count < 30; count++) other?.take('report', 'somebody')
  expect(isFull(other, 'somebody')).toBe(true)
})

onTwoNodes('whoever was connected to a node that is gone goes on at the other, from where they were', async () => {
  const { nodes, alice, bob, person } = await twoNodes()
  const [one, other] = nodes
  if (one === undefined || other === undefined) throw new Error('two nodes are needed')
  const balancer = await Balancer.to(other)
  const dave = await person('dave', balancer.url)
  const { id } = await alice.create({ kind: 'group', memberIds: [bob.user.id, dave.user.id] })
  await dave.until(({ conversations }) => conversations.has(id))
  await dave.open(id)
  await alice.send(id, 'before').sent
  await dave.until(() => dave.bodies(id).includes('before'))
  balancer.turnTo(one)
  await alice.send(id, 'meanwhile').sent
  const { seq } = await dave.send(id, 'from the other node').sent
  const { items } = await bob.call('GET /api/conversations/:conversationId/messages', { conversationId: id })
  expect(items.at(-1)?.seq).toBe(seq)
  await dave.until(() => dave.bodies(id).join() === items.map(({ body }) => body).join())
  expect(dave.state.timelines.get(id)?.items.map((message) => message.seq)).toEqual(items.map((message) => message.seq))
})
