import { expect, test } from 'vitest'
import { Letterbox, tokenIn } from '../../testing/letterbox.ts'
import { turnOnTotp } from '../../testing/totp.ts'
import { emptyWorld, expectProblem, world } from '../../testing/world.ts'
import { auditPage } from '../audit/audit.ts'

const json = { 'content-type': 'application/json' }
const minute = 60_000
const fresh = 'a quite different sentence'

test('a new password needs the old one, is held to the same rules, and leaves this session under another token', async () => {
  const { alice, device, raw, app, visitor } = await world()
  const phone = await device('alice')
  const before = alice.api.cookies()
  const currentPassword = alice.password
  const change = 'POST /api/auth/password'
  await expectProblem(
    alice.call(change, { currentPassword: 'not the right one', newPassword: fresh }),
    'invalid-credentials',
  )
  for (const newPassword of ['password123', 'short']) {
    await expectProblem(alice.call(change, { currentPassword, newPassword }), 'validation-failed')
  }
  await alice.call(change, { currentPassword, newPassword: fresh })
  expect(alice.api.cookies()).not.toBe(before)
  expect((await raw('/api/auth/sessions', { headers: { cookie: before } })).status).toBe(401)
  expect((await alice.call('GET /api/auth/sessions', {})).items).toHaveLength(1)
  expect(alice.socket?.connected).toBe(true)
  await expectProblem(phone.call('GET /api/auth/sessions', {}), 'unauthenticated')
  await expectProblem(visitor().login('alice', currentPassword), 'invalid-credentials')
  await expect(visitor().login('alice', fresh)).resolves.toMatchObject({ username: 'alice' })
  const kinds = (await auditPage(app.ctx.db.read, alice.user.id, 50, null)).map(({ kind }) => kind)
  expect(kinds).toContain('password-changed')
})

test('tokens end with the password unless they are kept', async () => {
  const { alice, raw } = await world()
  const status = async (token: string): Promise<number> =>
    (await raw('/api/conversations', { headers: { authorization: `Bearer ${token}` } })).status
  const { token } = await alice.call('POST /api/auth/tokens', { name: 'bot' })
  const first = { currentPassword: alice.password, newPassword: fresh, keepsTokens: true }
  await alice.call('POST /api/auth/password', first)
  expect(await status(token)).toBe(200)
  await alice.call('POST /api/auth/password', { currentPassword: fresh, newPassword: 'and now another one' })
  expect(await status(token)).toBe(401)
})

test('a wrong current password counts like a wrong one at the door, and tokens change no password', async () => {
  const { alice, raw } = await world({ settings: { RATE_LIMIT_FACTOR: '1' } })
  const { token } = await alice.call('POST /api/auth/tokens', { name: 'bot' })
  const body = JSON.stringify({ currentPassword: alice.password, newPassword: fresh })
  const headers = { ...json, authorization: `Bearer ${token}` }
  expect((await raw('/api/auth/password', { method: 'POST', headers, body })).status).toBe(403)
  const wrong = { currentPassword: 'not the right one', newPassword: fresh }
  for (let index = 0; index < 5; index++) {
    await expectProblem(alice.call('POST /api/auth/password', wrong), 'invalid-credentials')
  }
  await expectProblem(alice.call('POST /api/auth/password', wrong), 'rate-limited')
})

test('who forgot a password gets a link by mail that works once, ends everything, and leads to PUBLIC_URL', async () => {
  const box = await Letterbox.open()
  const { alice, raw, visitor, app } = await world({ settings: box.settings })
  const aliceId = alice.user.id
  const { token: apiToken } = await alice.call('POST /api/auth/tokens', { name: 'bot' })
  const cookie = alice.api.cookies()
  const asked = await raw('/api/auth/password/forgot', {
    method: 'POST',
    headers: { ...json, host: 'evil.example', 'x-forwarded-host': 'evil.example' },
    body: JSON.stringify({ identifier: 'ALICE@example.org' }),
  })
  expect(asked.status).toBe(202)
  const letter = await box.letter('alice@example.org', /new password/)
  expect(letter.text).toContain('https://kith.example.org/reset-password#')
  expect(letter.text).not.toContain('evil')
  const token = tokenIn(letter)
  const reset = 'POST /api/auth/password/reset'
  await expectProblem(visitor().call(reset, { token, newPassword: 'password123' }), 'validation-failed')
  await visitor().call(reset, { token, newPassword: fresh })
  for (const again of [token, 'x'.repeat(43), apiToken]) {
    await expectProblem(visitor().call(reset, { token: again, newPassword: 'yet another sentence' }), 'gone')
  }
  expect((await raw('/api/auth/sessions', { headers: { cookie } })).status).toBe(401)
  const bearer = { authorization: `Bearer ${apiToken}` }
  expect((await raw('/api/conversations', { headers: bearer })).status).toBe(401)
  await expect(visitor().login('alice', fresh)).resolves.toMatchObject({ username: 'alice' })
  await box.letter('alice@example.org', /was changed/)
  const entries = await auditPage(app.ctx.db.read, aliceId, 50, null)
  expect(entries.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['password-reset-asked', 'password-reset']))
  expect(JSON.stringify(entries)).not.toContain(token)
})

test('an unknown name gets the same answer, and nobody a letter', async () => {
  const box = await Letterbox.open()
  const { raw, app } = await world({ settings: box.settings })
  const answers = new Set<string>()
  for (const identifier of ['alice', 'nobody', 'alice@example.org', 'nobody@example.org']) {
    const body = JSON.stringify({ identifier })
    const response = await raw('/api/auth/password/forgot', { method: 'POST', headers: json, body })
    const headers = [...response.headers].filter(([name]) => name !== 'x-request-id' && name !== 'date')
    answers.add(JSON.stringify([response.status, await response.text(), headers]))
  }
  expect([...answers]).toHaveLength(1)
  await box.letter('alice@example.org', /new password/)
  await app.ctx.background.idle()
  expect(box.letters.filter(({ to }) => to.startsWith('nobody'))).toEqual([])
})

test('three letters an hour for one name, and for one network', async () => {
  const { raw } = await emptyWorld({ settings: { RATE_LIMIT_FACTOR: '1', TRUSTED_PROXIES: '127.0.0.1' } })
  const ask = async (address: string, identifier: string): Promise<number> => {
    const headers = { ...json, 'x-forwarded-for': address }
    const body = JSON.stringify({ identifier })
    return (await raw('/api/auth/password/forgot', { method: 'POST', headers, body })).status
  }
  const byName = []
  for (let index = 0; index < 4; index++) byName.push(await ask(`192.0.2.${index}`, index % 2 === 0 ? 'ann' : ' ANN '))
  expect(byName).toEqual([202, 202, 202, 429])
  const byNetwork = []
  for (let index = 0; index < 4; index++) byNetwork.push(await ask('198.51.100.1', `name${index}`))
  expect(byNetwork).toEqual([202, 202, 202, 429])
})

test('by name and by address it is one letter-box: three an hour', async () => {
  const box = await Letterbox.open()
  const { visitor, app } = await world({ settings: box.settings })
  for (const identifier of ['alice', 'alice@example.org', 'alice', 'alice@example.org', 'alice']) {
    await visitor().call('POST /api/auth/password/forgot', { identifier })
    await app.ctx.background.idle()
  }
  expect(box.letters.filter(({ subject }) => /new password/.test(subject))).toHaveLength(3)
})

test('a link is void after an hour, after a newer one, and after the password or the address changed', async () => {
  const box = await Letterbox.open()
  let now = Date.parse('2026-01-01T00:00:00Z')
  const { alice, visitor, app } = await world({ settings: box.settings, now: () => now })
  const link = async (): Promise<string> => {
    box.letters.length = 0
    now += 61 * minute
    await visitor().call('POST /api/auth/password/forgot', { identifier: 'alice' })
    const token = tokenIn(await box.letter('alice@example.org', /new password/))
    await app.ctx.background.idle()
    return token
  }
  const use = (token: string): Promise<unknown> =>
    visitor().call('POST /api/auth/password/reset', { token, newPassword: fresh })
  const late = await link()
  now += 60 * minute
  await expectProblem(use(late), 'gone')
  const older = await link()
  const newer = await link()
  await expectProblem(use(older), 'gone')
  await alice.call('POST /api/auth/password', { currentPassword: alice.password, newPassword: 'one in between' })
  await expectProblem(use(newer), 'gone')
  const last = await link()
  await alice.call('POST /api/auth/confirm', { password: 'one in between' })
  await alice.call('POST /api/auth/email', { email: 'new@example.org' })
  const confirmation = tokenIn(await box.letter('new@example.org', /confirm/))
  await visitor().call('POST /api/auth/email/verify', { token: confirmation })
  await expectProblem(use(last), 'gone')
})

test('a link does not go round the second factor', async () => {
  const { alice, bob, visitor } = await world()
  const { recoveryCodes } = await turnOnTotp(bob)
  const { url } = await alice.call('POST /api/admin/users/:userId/reset-link', { userId: bob.user.id })
  const given = { token: tokenIn({ text: url }), newPassword: fresh }
  const reset = 'POST /api/auth/password/reset'
  const refused = await expectProblem(visitor().call(reset, given), 'second-factor-required')
  expect(refused.body.methods).toEqual(['totp', 'recovery'])
  for (const code of ['000000', 'aaaa-bbbb-cccc-dddd']) {
    await expectProblem(visitor().call(reset, { ...given, code }), 'invalid-code')
  }
  const racing = await Promise.allSettled(
    recoveryCodes.slice(0, 6).map((code) => visitor().call(reset, { ...given, code })),
  )
  expect(racing.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('without mail the owner makes a link once, and nobody for whom it is not', async () => {
  const { alice, bob, carol, visitor, url, app } = await world()
  const make = 'POST /api/admin/users/:userId/reset-link'
  const carolId = carol.user.id
  await expectProblem(bob.call(make, { userId: carolId }), 'forbidden')
  await expectProblem(alice.call(make, { userId: 'nosuchuser' }), 'not-found')
  await app.ctx.db.write((tx) => tx.updateTable('users').set({ role: 'admin' }).where('id', '=', bob.user.id).execute())
  await expectProblem(bob.call(make, { userId: alice.user.id }), 'forbidden')
  const byAdmin = await bob.call(make, { userId: carolId })
  const byOwner = await alice.call(make, { userId: carolId })
  expect(byOwner.url.startsWith(`${url}/reset-password#`)).toBe(true)
  const use = (link: string): Promise<unknown> =>
    visitor().call('POST /api/auth/password/reset', { token: tokenIn({ text: link }), newPassword: fresh })
  await expectProblem(use(byAdmin.url), 'gone')
  await use(byOwner.url)
  await expectProblem(use(byOwner.url), 'gone')
  await expect(visitor().login('carol', fresh)).resolves.toMatchObject({ username: 'carol' })
  const made = (await auditPage(app.ctx.db.read, carolId, 50, null)).filter(({ kind }) => kind === 'reset-link-made')
  expect(made.map(({ actor_id }) => actor_id)).toEqual([alice.user.id, bob.user.id])
})
