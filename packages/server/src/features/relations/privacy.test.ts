import type { Audience } from '@kith/protocol/users.ts'
import { expect, test } from 'vitest'
import type { Person } from '../../testing/person.ts'
import { Ear, socketOf } from '../../testing/wire.ts'
import { expectProblem, world } from '../../testing/world.ts'

/*
 * Every setting, against every way in which two may stand to each other, at every door: what the one who comes may do or
 * see of the one who set it.
 */

const audiences: readonly Audience[] = ['everyone', 'friends', 'nobody']
const standings = ['stranger', 'friend', 'follower', 'blocked', 'blocking'] as const
type StandingName = (typeof standings)[number]

/** What is refused, as a word. */
async function outcomeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'yes',
    (error: { code?: string }) => error.code ?? 'broken',
  )
}

async function standAs(standing: StandingName, viewer: Person, owner: Person): Promise<void> {
  const { id: ownerId } = owner.user
  const { id: viewerId } = viewer.user
  if (standing === 'friend') {
    await viewer.call('POST /api/friends', { userId: ownerId })
    await owner.call('POST /api/friends', { userId: viewerId })
  }
  if (standing === 'follower') await viewer.call('PUT /api/follows/:userId', { userId: ownerId })
  if (standing === 'blocked') await owner.call('PUT /api/blocks/:userId', { userId: viewerId })
  if (standing === 'blocking') await viewer.call('PUT /api/blocks/:userId', { userId: ownerId })
}

test('every setting is kept at every door, however two stand to each other', { timeout: 120_000 }, async () => {
  const { alice: owner, carol, stranger, person } = await world()
  const viewers = new Map<StandingName, Person>()
  for (const standing of standings) {
    const viewer = await person(`the.${standing}`)
    viewers.set(standing, viewer)
    await standAs(standing, viewer, owner)
  }
  const shared = await carol.create({
    kind: 'group',
    title: 'Shared',
    memberIds: [owner.user.id],
  })
  // They are in one room before anything is refused.
  for (const viewer of viewers.values()) await carol.addMembers(shared.id, [viewer.user.id])
  await stranger.send(stranger.lobbyId, 'hello').sent
  const { id: ownerId, username, email } = owner.user
  const found: Record<string, string> = {}
  const expected: Record<string, string> = {}
  for (const audience of audiences) {
    await owner.people.setPrivacy({
      mayMessage: audience,
      mayAdd: audience,
      maySeePresence: audience,
      maySeeReads: audience,
      mayFindByEmail: audience,
    })
    await carol.send(shared.id, `for ${audience}`).sent
    const ears = [...viewers].map(([standing, viewer]) => ({ standing, ear: new Ear(socketOf(viewer)) }))
    const seq = (await owner.call('GET /api/conversations/:conversationId', { conversationId: shared.id })).lastSeq
    await owner.call('PUT /api/conversations/:conversationId/read', { conversationId: shared.id, seq })
    for (const { standing, ear } of ears) {
      const viewer = viewers.get(standing)
      if (viewer === undefined) throw new Error('nobody')
      const at = (door: string): string => `${audience}, ${standing}: ${door}`
      const isBlock = standing === 'blocked' || standing === 'blocking'
      const isLet = !isBlock && (audience === 'everyone' || (audience === 'friends' && standing === 'friend'))
      const refusal = isLet ? 'yes' : 'not-accepting'
      // Each is asked by a conversation of its own: one that exists is only opened again.
      const opened = outcomeOf(viewer.directWith(ownerId))
      found[at('a direct conversation')] = await opened
      const isOpen = audience !== 'everyone' && standing !== 'blocked' && standing !== 'blocking'
      expected[at('a direct conversation')] = isOpen ? 'yes' : refusal
      found[at('a group with them')] = await outcomeOf(
        viewer.create({ kind: 'group', title: 'Ours', memberIds: [ownerId, carol.user.id] }),
      )
      const mine = await viewer.create({ kind: 'group', title: 'Mine' })
      found[at('adding them')] = await outcomeOf(viewer.addMembers(mine.id, [ownerId]))
      expected[at('a group with them')] = expected[at('adding them')] = refusal
      const { states } = await new Promise<{ states: Record<string, string> }>((resolve, reject) => {
        socketOf(viewer).emit('watch', { userIds: [ownerId] }, (answer) =>
          answer.ok ? resolve(answer) : reject(new Error('refused')),
        )
      })
      found[at('presence')] = states[ownerId] ?? ''
      expected[at('presence')] = isLet ? 'online' : 'offline'
      const profile = await viewer.call('GET /api/users/:username', { username }).catch(() => null)
      found[at('profile')] = profile === null ? 'none' : `${profile.mayMessage} ${profile.mayAdd}`
      expected[at('profile')] = isBlock ? 'none' : `${isLet} ${isLet}`
      found[at('last seen')] = profile === null || profile.lastSeenAt === null ? 'no' : 'yes'
      expected[at('last seen')] = isLet ? 'yes' : 'no'
      const members = await viewer.call('GET /api/conversations/:conversationId/members', {
        conversationId: shared.id,
      })
      const read = members.items.find(({ user }) => user.id === ownerId)?.lastReadSeq ?? null
      found[at('how far they read')] = read === null ? 'no' : 'yes'
      const changes = await viewer.call('GET /api/conversations/:conversationId/changes', {
        conversationId: shared.id,
        since: 0,
      })
      const changed = changes.members.find(({ user }) => user.id === ownerId)?.lastReadSeq ?? null
      found[at('how far they read, in changes')] = changed === null ? 'no' : 'yes'
      expected[at('how far they read')] = expected[at('how far they read, in changes')] = isLet ? 'yes' : 'no'
      // What was said before this message has been said.
      const { seq: last } = await carol.send(shared.id, 'a mark').sent
      await ear.hears('message', (message) => message.seq === last)
      const heard = ear.all('read').some(({ user }) => user.id === ownerId)
      found[at('a reading event')] = heard ? 'yes' : 'no'
      expected[at('a reading event')] = isLet ? 'yes' : 'no'
      const searched = await viewer.searchPeople(username)
      const listed = await viewer.call('GET /api/people', { q: username })
      found[at('search')] = `${searched.length} ${listed.items.length}`
      expected[at('search')] = isBlock ? '0 0' : '1 1'
      found[at('the answer by email')] = JSON.stringify(await viewer.call('POST /api/friends', { email }))
      expected[at('the answer by email')] = '{"isAsked":true}'
    }
  }
  expect(found).toEqual(expected)
})

test('whoever was written to may answer, and nobody else writes to somebody who accepts nothing', async () => {
  const { alice, bob, carol } = await world()
  const first = await carol.directWith(alice.user.id)
  await carol.send(first.id, 'hello').sent
  await alice.people.setPrivacy({ mayMessage: 'nobody' })
  await expectProblem(bob.directWith(alice.user.id), 'not-accepting')
  const conversationId = first.id
  const say = (one: Person, body: string, id = conversationId): Promise<unknown> =>
    one.call('POST /api/conversations/:conversationId/messages', {
      conversationId: id,
      body,
      clientId: crypto.randomUUID(),
    })
  await expectProblem(say(carol, 'again'), 'not-accepting')
  await expectProblem(carol.send(conversationId, 'by socket').sent, 'not-accepting')
  const ours = await alice.directWith(bob.user.id)
  await expectProblem(say(bob, 'not yet asked', ours.id), 'not-accepting')
  await say(alice, 'a question', ours.id)
  expect((await bob.call('GET /api/users/:username', { username: 'alice' })).mayMessage).toBe(true)
  expect((await carol.call('GET /api/users/:username', { username: 'alice' })).mayMessage).toBe(false)
  await say(bob, 'an answer', ours.id)
  await say(alice, 'and you', conversationId)
  await say(carol, 'at last')
})

test('after a block in an open conversation nothing more comes either way: no word, no typing, no presence, no reading', async () => {
  const { alice, bob, carol } = await world()
  const { id: conversationId } = await alice.directWith(bob.user.id)
  await bob.until(({ conversations }) => conversations.has(conversationId), 'the conversation')
  const { id: messageId } = await bob.send(conversationId, 'before').sent
  const group = await carol.create({ kind: 'group', title: 'All', memberIds: [alice.user.id, bob.user.id] })
  for (const one of [alice, bob]) {
    await one.until(({ conversations }) => conversations.has(group.id), 'the group')
    await one.open(conversationId)
    await one.open(group.id)
  }
  await alice.until(({ timelines }) => timelines.get(conversationId)?.items.length === 1, 'the message')
  alice.watch([bob.user.id])
  bob.watch([alice.user.id])
  await alice.until(({ presence }) => presence.get(bob.user.id) === 'online', 'bob here')
  await bob.until(({ presence }) => presence.get(alice.user.id) === 'online', 'alice here')
  await alice.people.block(bob.user.id)
  await bob.until(({ presence }) => presence.get(alice.user.id) === 'offline', 'alice gone')
  await alice.until(({ presence }) => presence.get(bob.user.id) === 'offline', 'bob gone')
  const ears = [new Ear(socketOf(alice)), new Ear(socketOf(bob))] as const
  for (const one of [alice, bob]) {
    await expectProblem(one.send(conversationId, 'after').sent, 'not-accepting')
    one.typing(conversationId)
    one.typing(group.id)
  }
  await expectProblem(bob.edit(messageId, 'another text'), 'not-accepting')
  await alice.call('PUT /api/conversations/:conversationId/read', { conversationId, seq: 1 })
  // The group carries their messages still, and tells those between them how far both have read.
  const { seq } = await bob.send(group.id, 'for all').sent
  await alice.until(({ timelines }) => timelines.get(group.id)?.items.at(-1)?.seq === seq, 'a message of the group')
  await alice.call('PUT /api/conversations/:conversationId/read', { conversationId: group.id, seq })
  carol.typing(group.id)
  for (const [index, ear] of ears.entries()) {
    const other = index === 0 ? bob : alice
    await ear.hears('typing', ({ user }) => user.id === carol.user.id)
    expect(ear.all('typing').filter(({ user }) => user.id === other.user.id)).toEqual([])
    expect(ear.all('read').filter(({ user }) => user.id === other.user.id)).toEqual([])
    expect(ear.all('status').filter(({ user }) => user.id === other.user.id)).toEqual([])
  }
})

test('a block is refused as by somebody who accepts nothing, and is told to nobody but whoever made it', async () => {
  const { alice, bob, carol, stranger } = await world()
  await alice.people.ask({ userId: bob.user.id })
  await bob.people.accept(alice.user.id)
  await bob.people.follow(alice.user.id)
  await carol.people.setPrivacy({ mayMessage: 'nobody', mayAdd: 'nobody' })
  const ear = new Ear(socketOf(bob))
  await alice.people.block(bob.user.id)
  const told = await ear.hears('relation')
  expect(told).toMatchObject({ friendship: 'none', follow: 'none', isBlocked: false })
  expect(Object.keys(told).toSorted()).toEqual(
    Object.keys((await stranger.people.ask({ userId: carol.user.id })) ?? {}).toSorted(),
  )
  // Of two who never had anything to do with each other, the other hears nothing at all.
  await alice.people.block(stranger.user.id)
  expect((await stranger.call('GET /api/me/changes', { since: 0 })).relations.map(({ user }) => user.id)).toEqual([
    carol.user.id,
  ])
  const refusals = []
  for (const target of [alice, carol]) {
    const refused = [
      await expectProblem(bob.directWith(target.user.id), 'not-accepting'),
      await expectProblem(bob.create({ kind: 'group', title: 'x', memberIds: [target.user.id] }), 'not-accepting'),
    ]
    refusals.push(refused.map(({ body }) => ({ ...body, requestId: '' })))
  }
  expect(refusals[0]).toEqual(refusals[1])
  await expectProblem(bob.people.ask({ userId: alice.user.id }), 'not-accepting')
  await expectProblem(bob.people.follow(alice.user.id), 'not-accepting')
  const [hidden, unknown] = [
    await expectProblem(bob.call('GET /api/users/:username', { username: 'alice' }), 'not-found'),
    await expectProblem(bob.call('GET /api/users/:username', { username: 'nobody' }), 'not-found'),
  ]
  expect({ ...hidden.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' })
  expect((await alice.call('GET /api/blocks', {})).items.map(({ user }) => user.username)).toEqual(['stranger', 'bob'])
  await alice.people.unblock(bob.user.id)
  await bob.directWith(alice.user.id)
})

test('friends are shown who is here as soon as they are friends, and no longer than that', async () => {
  const { alice, bob } = await world()
  await alice.people.setPrivacy({ maySeePresence: 'friends' })
  bob.watch([alice.user.id])
  await bob.until(({ presence }) => presence.get(alice.user.id) === 'offline', 'nothing')
  await bob.people.ask({ userId: alice.user.id })
  await alice.people.accept(bob.user.id)
  await bob.until(({ presence }) => presence.get(alice.user.id) === 'online', 'a friend here')
  await alice.people.setPrivacy({ maySeePresence: 'nobody' })
  await bob.until(({ presence }) => presence.get(alice.user.id) === 'offline', 'nobody here')
  await alice.people.setPrivacy({ maySeePresence: 'friends' })
  await bob.until(({ presence }) => presence.get(alice.user.id) === 'online', 'a friend here again')
  await alice.people.endFriendship(bob.user.id)
  await bob.until(({ presence }) => presence.get(alice.user.id) === 'offline', 'a stranger gone')
})

test('a mute is told to nobody and changes nothing for the other', async () => {
  const { alice, bob } = await world()
  const ear = new Ear(socketOf(bob))
  await alice.people.mute(bob.user.id)
  expect(alice.state.relations.get(bob.user.id)).toMatchObject({ isMuted: true })
  const { id } = await bob.directWith(alice.user.id)
  await bob.send(id, 'hello').sent
  await ear.hears('message')
  expect(ear.all('relation')).toEqual([])
  expect((await bob.call('GET /api/users/:username', { username: 'alice' })).relation).toBeNull()
})

test('what was stored is repeated to whoever asks again, though a block has come between', async () => {
  const { alice, bob } = await world()
  const { id: conversationId } = await alice.directWith(bob.user.id)
  const input = { conversationId, body: 'before', clientId: crypto.randomUUID() }
  const send = 'POST /api/conversations/:conversationId/messages'
  const first = await alice.api.callWithStatus(send, input)
  await bob.call('PUT /api/blocks/:userId', { userId: alice.user.id })
  expect(await alice.api.callWithStatus(send, input)).toEqual({ ...first, status: 200 })
  await expectProblem(alice.call(send, { ...input, body: 'another' }), 'client-id-reused')
  await expectProblem(alice.call(send, { ...input, clientId: crypto.randomUUID() }), 'not-accepting')
})
