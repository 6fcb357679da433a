import { expect, test } from 'vitest'
import { emptyWorld, expectProblem, world } from '../../testing/world.ts'
import { standardCost } from './passwords.ts'

const json = { 'content-type': 'application/json' }
const day = 24 * 60 * 60 * 1000

test('the first account is the owner, however many come at once', async () => {
  const { visitor } = await emptyWorld()
  const names = ['ann', 'ben', 'cleo', 'dan', 'eve', 'fay']
  const users = await Promise.all(
    names.map((username) =>
      visitor().register({ username, email: `${username}@example.org`, password: 'one of many newcomers' }),
    ),
  )
  expect(users.filter(({ role }) => role === 'owner')).toHaveLength(1)
  expect(users.filter(({ role }) => role === 'member')).toHaveLength(names.length - 1)
})

test('registering signs in, and the answer shows nothing but the own user', async () => {
  const { raw } = await emptyWorld()
  const response = await raw('/api/auth/register', {
    method: 'POST',
    headers: json,
    body: JSON.stringify({
      username: 'Ann',
      email: 'Ann@Example.org',
      password: 'rain on tin roofs',
      displayName: 'Ann B',
    }),
  })
  expect(response.status).toBe(201)
  const { user } = JSON.parse(await response.text())
  expect(Object.keys(user).toSorted()).toEqual([
    'avatarUrl',
    'bio',
    'createdAt',
    'displayName',
    'email',
    'firstName',
    'id',
    'isEmailVerified',
    'isPrivate',
    'lastName',
    'links',
    'privacy',
    'role',
    'status',
    'threads',
    'username',
  ])
  expect(user).toMatchObject({ username: 'Ann', displayName: 'Ann B', email: 'Ann@Example.org', role: 'owner' })
  const cookie = response.headers.getSetCookie()[0] ?? ''
  const check = await raw('/api/auth/check', { headers: { cookie: cookie.split(';')[0] ?? '' } })
  expect(await check.json()).toMatchObject({ authenticated: true, user: { username: 'Ann' } })
})

test('a taken name or address is told, in any case of letters, and one race makes one account', async () => {
  const { visitor } = await world()
  const password = 'rain on tin roofs'
  await expectProblem(visitor().register({ username: 'ALICE', email: 'x@example.org', password }), 'username-taken')
  await expectProblem(visitor().register({ username: 'x', email: 'ALICE@example.org', password }), 'email-taken')
  const racing = await Promise.allSettled(
    Array.from({ length: 8 }, (_, index) =>
      visitor().register({ username: 'racer', email: `racer${index}@example.org`, password }),
    ),
  )
  expect(racing.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const outcome of racing) {
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'username-taken' })
  }
})

test('the names and passwords that are no good are refused by field', async () => {
  const { visitor } = await world()
  const good = { username: 'zoe', email: 'zoe@example.org', password: 'rain on tin roofs' }
  const bad: [Partial<typeof good>, string][] = [
    [{ username: '' }, 'username'],
    [{ username: '.zoe' }, 'username'],
    [{ username: 'zoe.' }, 'username'],
    [{ username: 'z..oe' }, 'username'],
    [{ username: 'z oe' }, 'username'],
    [{ username: 'zoë' }, 'username'],
    [{ username: 'z'.repeat(31) }, 'username'],
    [{ email: 'zoe' }, 'email'],
    [{ email: 'zoe＠example.org' }, 'email'],
    [{ password: 'seven77' }, 'password'],
    [{ password: 'x'.repeat(257) }, 'password'],
    [{ password: 'password123' }, 'password'],
    [{ password: 'QWERTYUIOP' }, 'password'],
    [{ password: '\ud800 is half a pair' }, 'password'],
  ]
  for (const [change, path] of bad) {
    const problem = await expectProblem(visitor().register({ ...good, ...change }), 'validation-failed')
    expect(problem.errors[0]?.path, JSON.stringify(change)).toBe(path)
  }
  await expect(visitor().register(good)).resolves.toMatchObject({ username: 'zoe' })
})

test('a password may be long and of any script, and counts exactly as it was sent', async () => {
  const { visitor } = await world()
  const password = `${'лес '.repeat(20)}e\u0301 😀`
  await visitor().register({ username: 'olga', email: 'olga@example.org', password })
  await expect(visitor().login('olga', password)).resolves.toMatchObject({ username: 'olga' })
  await expectProblem(visitor().login('olga', password.normalize('NFC')), 'invalid-credentials')
  await expectProblem(visitor().login('olga', password.trimEnd().slice(0, -2)), 'invalid-credentials')
})

test('a password of a megabyte is refused fast, without being hashed', async () => {
  const { raw } = await world({ passwordCost: standardCost })
  for (const path of ['/api/auth/register', '/api/auth/login']) {
    const body = JSON.stringify({ identifier: 'alice', username: 'q', email: 'q@x.org', password: 'x'.repeat(1 << 20) })
    const response = await raw(path, { method: 'POST', headers: json, body })
    expect(response.status).toBe(413)
  }
})

test('nobody gives themselves a role, an id or a date', async () => {
  const { raw, alice, bob } = await world()
  for (const extra of [
    { role: 'owner' },
    { id: alice.user.id },
    { createdAt: '2020-01-01T00:00:00.000Z' },
    { emailVerified: true },
  ]) {
    const body = { username: 'mal', email: 'mal@example.org', password: 'rain on tin roofs', ...extra }
    const response = await raw('/api/auth/register', { method: 'POST', headers: json, body: JSON.stringify(body) })
    expect(response.status).toBe(422)
    const bad: object = { displayName: 'Bob', ...extra }
    await expectProblem(bob.call('PATCH /api/me', bad), 'validation-failed')
    const token: object = { name: 'x', userId: alice.user.id }
    await expectProblem(bob.call('POST /api/auth/tokens', { name: 'x', ...token }), 'validation-failed')
  }
  expect((await bob.call('GET /api/auth/check', {})).user?.role).toBe('member')
})

test('an unknown name and a wrong password get the same answer, by name and by address', async () => {
  const { raw } = await world()
  const answers = new Set<string>()
  for (const identifier of ['alice', 'nobody', 'alice@example.org', 'nobody@example.org', 'ALICE']) {
    const body = JSON.stringify({ identifier, password: 'not the right one' })
    const response = await raw('/api/auth/login', { method: 'POST', headers: json, body })
    const text = (await response.text()).replace(/"requestId":"[^"]+"/, '')
    const headers = [...response.headers].filter(([name]) => name !== 'x-request-id' && name !== 'date')
    answers.add(JSON.stringify([response.status, text, headers]))
  }
  expect([...answers]).toHaveLength(1)
  expect([...answers][0]).toContain('invalid-credentials')
})

test('the sixth wrong password is too many, many at once get no more tries, and elsewhere the right one works', async () => {
  const { raw } = await emptyWorld({ settings: { RATE_LIMIT_FACTOR: '1', TRUSTED_PROXIES: '127.0.0.1' } })
  const from = (address: string, path: string, body: object): Promise<Response> =>
    raw(path, { method: 'POST', headers: { ...json, 'x-forwarded-for': address }, body: JSON.stringify(body) })
  const account = { username: 'ann', email: 'ann@example.org', password: 'rain on tin roofs' }
  expect((await from('192.0.2.1', '/api/auth/register', account)).status).toBe(201)
  const guess = (address: string, identifier: string, password = 'not the right one'): Promise<Response> =>
    from(address, '/api/auth/login', { identifier, password })
  const guesses = await Promise.all(
    Array.from({ length: 12 }, (_, index) => guess('198.51.100.1', index % 2 === 0 ? 'ann' : 'ann@example.org')),
  )
  expect(guesses.filter(({ status }) => status === 401)).toHaveLength(5)
  const refused = guesses.filter(({ status }) => status === 429)
  expect(refused).toHaveLength(7)
  expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await guess('198.51.100.1', 'ann', account.password)).status).toBe(429)
  expect((await guess('203.0.113.9', 'ann', account.password)).status).toBe(200)
})

test('right passwords do not count, however often', async () => {
  const { raw } = await world({ settings: { RATE_LIMIT_FACTOR: '1' } })
  const body = JSON.stringify({ identifier: 'alice', password: 'alice likes rain on tin roofs' })
  for (let index = 0; index < 20; index++) {
    expect((await raw('/api/auth/login', { method: 'POST', headers: json, body })).status).toBe(200)
  }
})

test('one password against many accounts stops at the 51st, for a whole IPv6 network', async () => {
  const { raw } = await emptyWorld({ settings: { RATE_LIMIT_FACTOR: '1', TRUSTED_PROXIES: '127.0.0.0/8' } })
  const statuses: number[] = []
  for (let index = 0; index < 55; index++) {
    const spelling = index % 2 === 0 ? `2001:db8::${(index + 1).toString(16)}` : `2001:0DB8:0:0:${index}::1`
    const response = await raw('/api/auth/login', {
      method: 'POST',
      headers: { ...json, 'x-forwarded-for': spelling },
      body: JSON.stringify({ identifier: `user${index}`, password: 'spring2026!' }),
    })
    statuses.push(response.status)
  }
  expect(statuses.slice(0, 50).every((status) => status === 401)).toBe(true)
  expect(statuses.slice(50).every((status) => status === 429)).toBe(true)
})

test('who says by header to be somebody else is not believed without a trusted proxy', async () => {
  const { raw } = await emptyWorld({ settings: { RATE_LIMIT_FACTOR: '1' } })
  const statuses: number[] = []
  for (let index = 0; index < 7; index++) {
    const response = await raw('/api/auth/login', {
      method: 'POST',
      headers: { ...json, 'x-forwarded-for': `203.0.113.${index}`, 'x-real-ip': `203.0.113.${index}` },
      body: JSON.stringify({ identifier: 'ann', password: 'not the right one' }),
    })
    statuses.push(response.status)
  }
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429])
})

test('that a name is taken is told ten times an hour', async () => {
  const { raw } = await world({ settings: { RATE_LIMIT_FACTOR: '1' } })
  const statuses: number[] = []
  for (let index = 0; index < 12; index++) {
    const body = { username: 'alice', email: `x${index}@example.org`, password: 'rain on tin roofs' }
    statuses.push(
      (await raw('/api/auth/register', { method: 'POST', headers: json, body: JSON.stringify(body) })).status,
    )
  }
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 409), 429, 429])
})

test('closed registration keeps strangers out, but never the first', async () => {
  for (const mode of ['closed', 'invite']) {
    const { person, visitor } = await emptyWorld({ settings: { REGISTRATION: mode } })
    expect((await person('alice')).user.role).toBe('owner')
    const body = { username: 'bob', email: 'bob@example.org', password: 'rain on tin roofs' }
    await expectProblem(visitor().register(body), 'registration-closed')
  }
})

test('where it is closed, of many who come first exactly one is in', async () => {
  const { visitor } = await emptyWorld({ settings: { REGISTRATION: 'closed' } })
  const outcomes = await Promise.allSettled(
    ['ann', 'ben', 'cleo', 'dan'].map((username) =>
      visitor().register({ username, email: `${username}@example.org`, password: 'one of many newcomers' }),
    ),
  )
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('a session idle for thirty days or ninety days old is over', async () => {
  let now = Date.parse('2026-01-01T00:00:00Z')
  const { person, app } = await emptyWorld({ now: () => now })
  const alice = await person('alice')
  alice.stop()
  const isIn = async (): Promise<boolean> => {
    const { authenticated } = await alice.call('GET /api/auth/check', {})
    await app.ctx.background.idle()
    return authenticated
  }
  for (const days of [29, 58, 87]) {
    now = Date.parse('2026-01-01T00:00:00Z') + days * day
    expect(await isIn(), `after ${days} days`).toBe(true)
  }
  now = Date.parse('2026-01-01T00:00:00Z') + 90 * day
  expect(await isIn()).toBe(false)
})

test('a session that is not used is over after thirty days', async () => {
  let now = Date.parse('2026-01-01T00:00:00Z')
  const { person } = await emptyWorld({ now: () => now })
  const alice = await person('alice')
  alice.stop()
  now += 30 * day
  await expectProblem(alice.call('GET /api/auth/sessions', {}), 'unauthenticated')
})
