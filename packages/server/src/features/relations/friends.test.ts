import { expect, test } from 'vitest'
import { Limiter } from '../../limiter.ts'
import type { Person } from '../../testing/person.ts'
import { Ear, socketOf } from '../../testing/wire.ts'
import { expectProblem, world } from '../../testing/world.ts'

const friendsOf = async (one: Person, kind: 'friends' | 'received' | 'requested'): Promise<string[]> =>
  (await one.call('GET /api/friends', { kind })).items.map(({ user }) => user.username)

async function befriend(one: Person, other: Person): Promise<void> {
  await one.call('POST /api/friends', { userId: other.user.id })
  await other.call('POST /api/friends/:userId/accept', { userId: one.user.id })
}

test('a request is asked with a note, told to all devices of both, and accepted', async () => {
  const { alice, bob, device } = await world()
  const phone = await device('bob')
  const ear = new Ear(socketOf(phone))
  const asked = await alice.call('POST /api/friends', { username: 'BOB', note: 'from the choir' })
  expect(asked).toMatchObject({ friendship: 'requested', note: 'from the choir', user: { username: 'bob' } })
  const told = await ear.hears('relation')
  expect(told).toMatchObject({ friendship: 'received', note: 'from the choir', user: { username: 'alice' } })
  expect(await friendsOf(alice, 'requested')).toEqual(['bob'])
  expect(await friendsOf(bob, 'received')).toEqual(['alice'])
  const ours = new Ear(socketOf(alice))
  await bob.call('POST /api/friends/:userId/accept', { userId: alice.user.id })
  expect(await ours.hears('relation')).toMatchObject({ friendship: 'friends', note: '' })
  expect(await friendsOf(alice, 'friends')).toEqual(['bob'])
  expect(await friendsOf(bob, 'friends')).toEqual(['alice'])
  expect(await friendsOf(bob, 'received')).toEqual([])
})

test('whoever asks somebody who has asked them has accepted', async () => {
  const { alice, bob } = await world()
  await alice.call('POST /api/friends', { username: 'bob' })
  expect(await bob.call('POST /api/friends', { username: 'alice' })).toMatchObject({ friendship: 'friends' })
})

test('two who ask each other at the same moment are friends', async () => {
  const { alice, bob } = await world()
  await Promise.all([
    alice.call('POST /api/friends', { username: 'bob' }),
    bob.call('POST /api/friends', { username: 'alice' }),
  ])
  expect(await friendsOf(alice, 'friends')).toEqual(['bob'])
  expect(await friendsOf(bob, 'friends')).toEqual(['alice'])
})

test('a request is withdrawn, declined, or the friendship ended, by the same call and as often as one likes', async () => {
  const { alice, bob } = await world()
  for (const [begin, end] of [
    [alice, alice],
    [alice, bob],
  ] as const) {
    await begin.call('POST /api/friends', { userId: (begin === alice ? bob : alice).user.id })
    await end.call('DELETE /api/friends/:userId', { userId: (end === alice ? bob : alice).user.id })
    await end.call('DELETE /api/friends/:userId', { userId: (end === alice ? bob : alice).user.id })
    expect([await friendsOf(alice, 'requested'), await friendsOf(bob, 'received')]).toEqual([[], []])
  }
  await befriend(alice, bob)
  await bob.call('DELETE /api/friends/:userId', { userId: alice.user.id })
  expect([await friendsOf(alice, 'friends'), await friendsOf(bob, 'friends')]).toEqual([[], []])
})

test('asking again changes nothing and takes no rev', async () => {
  const { alice, bob } = await world()
  const first = await alice.call('POST /api/friends', { username: 'bob', note: 'one' })
  const again = await alice.call('POST /api/friends', { username: 'bob', note: 'two' })
  expect(again).toEqual(first)
  const before = await bob.call('GET /api/me/changes', { since: 0 })
  await alice.call('POST /api/friends', { username: 'bob' })
  const after = await bob.call('GET /api/me/changes', { since: 0 })
  expect(after.relations).toEqual(before.relations)
})

test('nobody can be asked who is not there, nor oneself, and only what was asked can be accepted', async () => {
  const { alice, bob } = await world()
  await expectProblem(alice.call('POST /api/friends', { username: 'nobody' }), 'not-found')
  await expectProblem(alice.call('POST /api/friends', { userId: 'nobody' }), 'not-found')
  await expectProblem(alice.call('POST /api/friends', { userId: alice.user.id }), 'not-found')
  await expectProblem(alice.call('POST /api/friends', {}), 'validation-failed')
  await expectProblem(alice.call('POST /api/friends', { username: 'bob', userId: bob.user.id }), 'validation-failed')
  await expectProblem(alice.call('POST /api/friends', { username: 'bob', note: 'x'.repeat(201) }), 'validation-failed')
  await expectProblem(alice.call('POST /api/friends/:userId/accept', { userId: bob.user.id }), 'not-found')
  await bob.call('POST /api/friends', { username: 'alice' })
  await expectProblem(bob.call('POST /api/friends/:userId/accept', { userId: alice.user.id }), 'not-found')
})

test('a request by email says nothing of whether anybody has the address, to whoever asks', async () => {
  const { alice, bob, carol, stranger, app } = await world()
  await carol.call('PATCH /api/me/privacy', { mayFindByEmail: 'nobody' })
  await stranger.call('PUT /api/blocks/:userId', { userId: alice.user.id })
  const ear = new Ear(socketOf(alice))
  const heard = new Ear(socketOf(bob))
  const addresses = ['bob', 'carol', 'stranger', 'alice', 'nobody'].map((name) => `${name}@example.org`)
  const answers = []
  for (const email of addresses) answers.push(await alice.call('POST /api/friends', { email, note: 'hello' }))
  expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set(['{"isAsked":true}']))
  expect(await heard.hears('relation')).toMatchObject({ friendship: 'received', note: 'hello' })
  await app.ctx.background.idle()
  expect(await friendsOf(alice, 'requested')).toEqual([])
  expect(ear.all('relation')).toEqual([])
  expect((await alice.call('GET /api/me/changes', { since: 0 })).relations).toEqual([])
  expect(await alice.call('GET /api/users/:username', { username: 'bob' })).toMatchObject({ relation: null })
  for (const one of [carol, stranger]) expect(await friendsOf(one, 'received')).toEqual([])
  await bob.call('POST /api/friends/:userId/accept', { userId: alice.user.id })
  expect(await friendsOf(alice, 'friends')).toEqual(['bob'])
})

test('twenty requests by email a day, whether or not anybody has the address, and whether or not the server was started anew', async () => {
  let now = Date.now()
  const { alice, app } = await world({ settings: { RATE_LIMIT_FACTOR: '1' }, now: () => now })
  for (let index = 0; index < 20; index++) {
    await alice.call('POST /api/friends', { email: index % 2 === 0 ? 'bob@example.org' : `no${index}@example.org` })
  }
  for (const email of ['bob@example.org', 'nobody@example.org']) {
    const { body } = await expectProblem(alice.call('POST /api/friends', { email }), 'rate-limited')
    expect(body.retryAfterSeconds).toBeGreaterThan(3_000)
  }
  // All that a new process would begin with.
  app.ctx.limiter = new Limiter(1, () => 0)
  await expectProblem(alice.call('POST /api/friends', { email: 'bob@example.org' }), 'rate-limited')
  now += 24 * 60 * 60 * 1000
  await alice.call('POST /api/friends', { email: 'bob@example.org' })
})

test('friends are listed by name, page by page, and what changed is asked for by rev', async () => {
  const { alice, bob, carol, stranger } = await world()
  for (const one of [stranger, bob, carol]) await befriend(alice, one)
  const names: string[] = []
  let cursor: string | undefined
  do {
    const page = await alice.call('GET /api/friends', { limit: 1, ...(cursor === undefined ? {} : { cursor }) })
    names.push(...page.items.map(({ user }) => user.username))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  expect(names).toEqual(['bob', 'carol', 'stranger'])
  const all = await alice.call('GET /api/me/changes', { since: 0 })
  expect(all.relations.map(({ user }) => user.username)).toEqual(['stranger', 'bob', 'carol'])
  const [first] = all.relations
  const part = await alice.call('GET /api/me/changes', { since: 0, limit: 1 })
  expect(part).toMatchObject({ more: true, upTo: first?.personalRev })
  const rest = await alice.call('GET /api/me/changes', { since: part.upTo })
  expect(rest.relations).toEqual(all.relations.slice(1))
})
