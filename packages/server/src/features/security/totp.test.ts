import { expect, test } from 'vitest'
import { codeAt, turnOnTotp } from '../../testing/totp.ts'
import { expectProblem, world } from '../../testing/world.ts'

const step = 30_000
const start = Date.parse('2026-01-01T00:00:10Z')
const wrongCode = (right: string): string => String((Number(right) + 1) % 1_000_000).padStart(6, '0')

test('with an authenticator app the password alone opens nothing: no cookie, no call, no socket', async () => {
  const { alice, raw } = await world()
  await turnOnTotp(alice)
  const body = JSON.stringify({ identifier: 'alice', password: alice.password })
  const response = await raw('/api/auth/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  expect(response.status).toBe(401)
  expect(response.headers.getSetCookie()).toEqual([])
  expect(await response.json()).toMatchObject({ code: 'second-factor-required', methods: ['totp', 'recovery'] })
})

test('a code counts once, one step early or late, and no further', async () => {
  let now = start
  const { alice, visitor } = await world({ now: () => now })
  const { secret } = await turnOnTotp(alice, () => now)
  const signIn = (at: number): Promise<unknown> =>
    visitor().login('alice', alice.password, { code: codeAt(secret, at) })
  // The code that turned it on is used up as well.
  await expectProblem(signIn(now), 'invalid-code')
  now += 10 * step
  for (const off of [-2, 2]) await expectProblem(signIn(now + off * step), 'invalid-code')
  await signIn(now - step)
  await expectProblem(signIn(now - step), 'invalid-code')
  await signIn(now)
  await expectProblem(signIn(now), 'invalid-code')
  await signIn(now + step)
  await expectProblem(signIn(now), 'invalid-code')
  now += 5 * step
  const racing = await Promise.allSettled(Array.from({ length: 6 }, () => signIn(now)))
  expect(racing.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('the sixth wrong code is too many, and a wrong password never gets as far', async () => {
  let now = start
  const { alice, visitor } = await world({ settings: { RATE_LIMIT_FACTOR: '1' }, now: () => now })
  const { secret } = await turnOnTotp(alice, () => now)
  now += 10 * step
  const code = codeAt(secret, now)
  await expectProblem(visitor().login('alice', 'not the right one', { code }), 'invalid-credentials')
  for (let index = 0; index < 4; index++) {
    await expectProblem(visitor().login('alice', alice.password, { code: wrongCode(code) }), 'invalid-code')
  }
  await expectProblem(visitor().login('alice', alice.password, { code }), 'rate-limited')
})

test('codes are not guessed from many networks either: twenty tries an hour for one account', async () => {
  const { alice, raw } = await world({ settings: { RATE_LIMIT_FACTOR: '1', TRUSTED_PROXIES: '127.0.0.1' } })
  await turnOnTotp(alice)
  const body = JSON.stringify({ identifier: 'alice', password: alice.password, code: '000000' })
  const statuses: number[] = []
  for (let index = 0; index < 22; index++) {
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': `192.0.2.${index}` }
    statuses.push((await raw('/api/auth/login', { method: 'POST', headers, body })).status)
  }
  expect(statuses).toEqual([...Array.from({ length: 20 }, () => 401), 429, 429])
})

test('being asked for the code does not count as a wrong password', async () => {
  const { alice, visitor } = await world({ settings: { RATE_LIMIT_FACTOR: '1' } })
  const { recoveryCodes } = await turnOnTotp(alice)
  for (let index = 0; index < 8; index++) {
    await expectProblem(visitor().login('alice', alice.password), 'second-factor-required')
  }
  await visitor().login('alice', alice.password, { code: recoveryCodes[0] ?? '' })
})

test('ten recovery codes, each counts once, in any spelling; new ones end those of before', async () => {
  const { alice, visitor } = await world()
  const { recoveryCodes } = await turnOnTotp(alice)
  expect(new Set(recoveryCodes).size).toBe(10)
  for (const code of recoveryCodes) expect(code).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/)
  const [first = '', second = '', third = ''] = recoveryCodes
  await visitor().login('alice', alice.password, { code: first })
  await expectProblem(visitor().login('alice', alice.password, { code: first }), 'invalid-code')
  await visitor().login('alice', alice.password, { code: second.toUpperCase().replaceAll('-', ' ') })
  expect((await alice.call('GET /api/auth/security', {})).recoveryCodesLeft).toBe(8)
  const made = await alice.call('POST /api/auth/recovery-codes', {})
  expect(made.recoveryCodes).toHaveLength(10)
  await expectProblem(visitor().login('alice', alice.password, { code: third }), 'invalid-code')
  await visitor().login('alice', alice.password, { code: made.recoveryCodes[0] ?? '' })
  const { items } = await alice.call('GET /api/me/security-log', {})
  expect(items.filter(({ kind }) => kind === 'recovery-code-used')).toHaveLength(3)
})

test('an app counts only once a code confirmed it, and is turned off for good', async () => {
  const { alice, visitor } = await world()
  await expectProblem(alice.call('POST /api/auth/totp/confirm', { code: '123456' }), 'not-found')
  const { secret, uri } = await alice.call('POST /api/auth/totp', {})
  expect(uri).toMatch(/^otpauth:\/\/totp\/Kith:alice\?.*secret=[A-Z2-7]{32}/)
  await visitor().login('alice', alice.password)
  await expectProblem(alice.call('POST /api/auth/totp/confirm', { code: wrongCode(codeAt(secret)) }), 'invalid-code')
  await alice.call('POST /api/auth/totp/confirm', { code: codeAt(secret) })
  await expectProblem(alice.call('POST /api/auth/totp', {}), 'already-on')
  await alice.call('DELETE /api/auth/totp', {})
  await expectProblem(alice.call('DELETE /api/auth/totp', {}), 'not-found')
  await expectProblem(alice.call('POST /api/auth/recovery-codes', {}), 'not-found')
  await visitor().login('alice', alice.password)
  expect(await alice.call('GET /api/auth/security', {})).toMatchObject({ hasTotp: false, recoveryCodesLeft: 0 })
})

test('ten minutes after the proof of who one is, nothing of this is done without another', async () => {
  let now = start
  const { alice, app } = await world({ now: () => now })
  const { secret } = await turnOnTotp(alice, () => now)
  const dangerous = [
    () => alice.call('DELETE /api/auth/totp', {}),
    () => alice.call('POST /api/auth/totp', {}),
    () => alice.call('POST /api/auth/recovery-codes', {}),
    () => alice.call('POST /api/auth/passkeys/options', {}),
    () => alice.call('POST /api/auth/email', { email: 'new@example.org' }),
    () => alice.call('POST /api/auth/tokens', { name: 'bot' }),
    () => alice.call('POST /api/admin/users/:userId/reset-link', { userId: alice.user.id }),
    () => alice.call('PUT /api/admin/users/:userId/suspension', { userId: alice.user.id }),
  ]
  now += 10 * 60_000 + 1
  for (const call of dangerous) await expectProblem(call(), 'reauthentication-required')
  const confirm = 'POST /api/auth/confirm'
  await expectProblem(alice.call(confirm, {}), 'invalid-credentials')
  await expectProblem(alice.call(confirm, { password: 'not the right one' }), 'invalid-credentials')
  await expectProblem(alice.call(confirm, { code: codeAt(secret, now) }), 'invalid-credentials')
  await expectProblem(alice.call(confirm, { password: alice.password }), 'second-factor-required')
  const { until } = await alice.call(confirm, { password: alice.password, code: codeAt(secret, now) })
  expect(Date.parse(until)).toBe(now + 10 * 60_000)
  await alice.call('DELETE /api/auth/totp', {})
  await app.ctx.background.idle()
})

test('a token proves nothing about who sits there', async () => {
  const { alice, raw } = await world()
  const { token } = await alice.call('POST /api/auth/tokens', { name: 'bot' })
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const calls: [string, string][] = [
    ['POST', '/api/auth/confirm'],
    ['POST', '/api/auth/totp'],
    ['DELETE', '/api/auth/totp'],
    ['POST', '/api/auth/recovery-codes'],
    ['POST', '/api/auth/email'],
    ['POST', '/api/auth/sign-out-everywhere'],
    ['GET', '/api/me/security-log'],
    ['GET', '/api/auth/security'],
  ]
  for (const [method, path] of calls) {
    const body = method === 'POST' ? '{}' : null
    expect((await raw(path, { method, headers, body })).status, path).toBe(403)
  }
})
