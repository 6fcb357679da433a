import { expect, test } from 'vitest'
import { Ear, socketOf } from '../../testing/wire.ts'
import { expectProblem, world } from '../../testing/world.ts'

test('a profile has names, a status, links and counts, and the words of the names find it', async () => {
  const { alice, bob } = await world()
  const links = [{ title: 'Home', url: 'https://example.org/~bob?x=1#y' }]
  const status = { emoji: '👩‍🚀', text: 'on the moon', until: null }
  await bob.updateProfile({ firstName: 'Robert', lastName: 'Øre-Lund', links, status })
  await alice.people.follow(bob.user.id)
  expect(await alice.call('GET /api/users/:username', { username: 'bob' })).toMatchObject({
    firstName: 'Robert',
    lastName: 'Øre-Lund',
    links,
    status,
    counts: { friends: 0, followers: 1, following: 0, posts: 0 },
    relation: { follow: 'following' },
    mayMessage: true,
    mayAdd: true,
  })
  for (const q of ['robert', 'lund', 'øre', 'moon']) {
    expect(
      (await alice.searchPeople(q)).map(({ username }) => username),
      q,
    ).toEqual(['bob'])
  }
  await bob.updateProfile({ firstName: '', status: null })
  for (const q of ['robert', 'moon']) expect(await alice.searchPeople(q), q).toEqual([])
})

test('a status that is over is neither shown nor found', async () => {
  let now = Date.parse('2026-03-01T12:00:00.000Z')
  const { alice, bob, app } = await world({ now: () => now })
  const until = new Date(now + 60_000).toISOString()
  await bob.updateProfile({ status: { text: 'canary', until } })
  expect(await alice.searchPeople('canary')).toHaveLength(1)
  const ear = new Ear(socketOf(bob))
  now += 61_000
  expect((await alice.call('GET /api/users/:username', { username: 'bob' })).status).toBeNull()
  expect((await alice.call('GET /api/people', { q: 'bob' })).items[0]?.status).toBeNull()
  app.ctx.jobs.wake()
  await ear.hears('me', ({ status }) => status === null)
  expect(await alice.searchPeople('canary')).toEqual([])
})

test('links lead to the web only, and are few', async () => {
  const { bob } = await world()
  const bad = [
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://example.org',
    '//example.org',
    'https://',
    'https://user:secret@example.org',
    'https://example.org/a b',
    'https://example.org/\u0000',
    'example.org',
    `https://example.org/${'x'.repeat(500)}`,
  ]
  for (const url of bad) {
    await expectProblem(bob.updateProfile({ links: [{ title: '', url }] }), 'validation-failed')
  }
  const links = Array.from({ length: 6 }, () => ({ title: '', url: 'https://example.org' }))
  await expectProblem(bob.updateProfile({ links }), 'validation-failed')
})

test('nothing of a profile is longer than its bound, and nothing else is set by the way', async () => {
  const { bob, raw, url } = await world()
  const long = 'x'.repeat(1_000_000)
  for (const input of [{ firstName: long }, { lastName: long }, { bio: long }, { status: { text: long } }]) {
    await expectProblem(bob.updateProfile(input), 'validation-failed')
  }
  for (const input of [{ username: long }, { status: { emoji: 'x'.repeat(17) } }, { displayName: 'a\u202Eb' }]) {
    await expectProblem(bob.updateProfile(input), 'validation-failed')
  }
  const before = await bob.call('GET /api/auth/check', {})
  const { token } = await bob.call('POST /api/auth/tokens', { name: 'a program', scopes: ['read', 'write'] })
  const extra = { role: 'owner', id: 'x', userId: 'x', email: 'x@example.org', isEmailVerified: true, state: 'active' }
  for (const [field, value] of Object.entries({ ...extra, createdAt: '2000-01-01T00:00:00.000Z', avatar: 'x' })) {
    for (const path of ['/api/me', '/api/me/privacy']) {
      const answer = await raw(path, {
        method: 'PATCH',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', origin: url },
        body: JSON.stringify({ [field]: value }),
      })
      expect(answer.status, `${path} ${field}`).toBe(422)
    }
  }
  expect(await bob.call('GET /api/auth/check', {})).toEqual(before)
})

test('a new username leads to the same person, the old one still does, and nobody else may take it', async () => {
  const { alice, bob, visitor, app } = await world()
  await bob.updateProfile({ username: 'robert' })
  expect(bob.user.username).toBe('robert')
  for (const username of ['bob', 'BOB', 'robert']) {
    expect(await alice.call('GET /api/users/:username', { username })).toMatchObject({
      id: bob.user.id,
      username: 'robert',
    })
  }
  expect((await alice.searchPeople('robert')).map(({ id }) => id)).toEqual([bob.user.id])
  await expectProblem(alice.updateProfile({ username: 'bob' }), 'username-taken')
  await expectProblem(alice.updateProfile({ username: 'Robert' }), 'username-taken')
  const newcomer = { username: 'Bob', email: 'other@example.org', password: 'rain on tin roofs' }
  await expectProblem(visitor().register(newcomer), 'username-taken')
  await bob.updateProfile({ username: 'bob' })
  expect(await alice.call('GET /api/users/:username', { username: 'robert' })).toMatchObject({ username: 'bob' })
  const kinds = await app.ctx.db.read.selectFrom('audit').select(['kind', 'user_id']).execute()
  expect(kinds.filter(({ kind }) => kind === 'username-changed')).toHaveLength(2)
})

test('a username changes three times a month, and what is refused does not count', async () => {
  const { bob } = await world({ settings: { RATE_LIMIT_FACTOR: '1' } })
  await expectProblem(bob.updateProfile({ username: 'alice' }), 'username-taken')
  for (const username of ['b1', 'b2', 'B2', 'b3']) await bob.updateProfile({ username })
  await expectProblem(bob.updateProfile({ username: 'b4' }), 'rate-limited')
  await bob.updateProfile({ displayName: 'Still B' })
})

test('a new name is shown at once to whoever looks at its person', async () => {
  const { alice, bob } = await world()
  const { id } = await alice.directWith(bob.user.id)
  alice.watch([bob.user.id])
  await alice.until(({ presence }) => presence.get(bob.user.id) === 'online', 'bob here')
  await bob.updateProfile({ displayName: 'Bobby' })
  await alice.until(
    ({ conversations }) => conversations.get(id)?.members.some(({ displayName }) => displayName === 'Bobby') === true,
    'the new name',
  )
})

test('when somebody was last here is known once their last device has gone', async () => {
  const { alice, bob, app } = await world()
  expect((await alice.call('GET /api/users/:username', { username: 'bob' })).lastSeenAt).not.toBeNull()
  alice.watch([bob.user.id])
  bob.stop()
  await alice.until(({ presence }) => presence.get(bob.user.id) === 'offline', 'bob gone')
  await app.ctx.background.idle()
  expect((await alice.call('GET /api/users/:username', { username: 'bob' })).lastSeenAt).not.toBeNull()
})

test('a private account lets followers in one by one, and shows its lists to them alone', async () => {
  const { alice, bob, carol, stranger } = await world()
  await alice.people.setPrivacy({ isPrivate: true })
  expect(await bob.people.follow(alice.user.id)).toMatchObject({ follow: 'requested' })
  await carol.people.follow(alice.user.id)
  const lists = (one: typeof bob): Promise<unknown> =>
    one.call('GET /api/users/:username/people', { username: 'alice', kind: 'followers' })
  await expectProblem(lists(bob), 'forbidden')
  expect(await alice.people.acceptFollower(bob.user.id)).toMatchObject({ followedBy: 'following' })
  expect(await lists(bob)).toMatchObject({ items: [{ username: 'bob' }], nextCursor: null })
  expect((await alice.call('GET /api/follows', { kind: 'received' })).items.map(({ user }) => user.username)).toEqual([
    'carol',
  ])
  await alice.people.removeFollower(bob.user.id)
  await expectProblem(lists(bob), 'forbidden')
  await expectProblem(alice.people.acceptFollower(stranger.user.id), 'not-found')
  // Open again, nobody is left to be asked: whoever waits is let in.
  await alice.people.setPrivacy({ isPrivate: false })
  await carol.until(({ relations }) => relations.get(alice.user.id)?.follow === 'following', 'carol let in')
  expect(await lists(stranger)).toMatchObject({ items: [{ username: 'carol' }] })
})
