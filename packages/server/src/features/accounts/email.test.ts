import { expect, test } from 'vitest'
import { Letterbox, tokenIn } from '../../testing/letterbox.ts'
import { expectProblem, world } from '../../testing/world.ts'

const verify = 'POST /api/auth/email/verify'

test('a new account is asked by mail whether the address is theirs', async () => {
  const box = await Letterbox.open()
  const { alice, visitor } = await world({ settings: box.settings })
  expect(alice.user.isEmailVerified).toBe(false)
  const token = tokenIn(await box.letter('alice@example.org', /your address\?/))
  expect(await visitor().call(verify, { token })).toEqual({ email: 'alice@example.org' })
  await alice.until(({ me }) => me?.isEmailVerified === true, 'the confirmation')
  await expectProblem(visitor().call(verify, { token }), 'gone')
  await expectProblem(alice.call('POST /api/auth/email/resend', {}), 'not-found')
})

test('another address counts once it is confirmed, and the one before is told', async () => {
  const box = await Letterbox.open()
  const { alice, visitor } = await world({ settings: box.settings })
  await alice.call('POST /api/auth/email', { email: 'New@example.org' })
  expect((await alice.call('GET /api/auth/security', {})).pendingEmail).toBe('New@example.org')
  expect((await alice.call('GET /api/auth/check', {})).user?.email).toBe('alice@example.org')
  const older = tokenIn(await box.letter('New@example.org', /confirm/))
  box.letters.length = 0
  await alice.call('POST /api/auth/email/resend', {})
  const token = tokenIn(await box.letter('New@example.org', /confirm/))
  await expectProblem(visitor().call(verify, { token: older }), 'gone')
  await visitor().call(verify, { token })
  await box.letter('alice@example.org', /was changed/)
  await alice.until(({ me }) => me?.email === 'New@example.org' && me.isEmailVerified, 'the new address')
  await expect(visitor().login('new@example.org', alice.password)).resolves.toMatchObject({ username: 'alice' })
  await expectProblem(visitor().login('alice@example.org', alice.password), 'invalid-credentials')
  const { items } = await alice.call('GET /api/me/security-log', {})
  expect(items.map(({ kind }) => kind)).toContain('email-changed')
})

test('an address that somebody has is refused, also when they took it while the letter was under way', async () => {
  const box = await Letterbox.open()
  const { alice, visitor } = await world({ settings: box.settings })
  await expectProblem(alice.call('POST /api/auth/email', { email: 'BOB@example.org' }), 'email-taken')
  await alice.call('POST /api/auth/email', { email: 'wanted@example.org' })
  const token = tokenIn(await box.letter('wanted@example.org', /confirm/))
  await visitor().register({ username: 'quick', email: 'wanted@example.org', password: 'rain on tin roofs' })
  await expectProblem(visitor().call(verify, { token }), 'email-taken')
  expect((await alice.call('GET /api/auth/check', {})).user?.email).toBe('alice@example.org')
})

test('what is no address, or only looks like one, is refused', async () => {
  const { alice } = await world()
  for (const email of ['alice', 'alice＠example.org', 'alice@', 'a b@example.org', 'alice@example.org\u0000']) {
    await expectProblem(alice.call('POST /api/auth/email', { email }), 'validation-failed')
  }
})

test('without mail the address changes at once, and nobody has confirmed it', async () => {
  const { alice } = await world()
  const user = await alice.call('POST /api/auth/email', { email: 'new@example.org' })
  expect(user).toMatchObject({ email: 'new@example.org', isEmailVerified: false })
  await alice.until(({ me }) => me?.email === 'new@example.org', 'the new address')
  await expectProblem(alice.call('POST /api/auth/email/resend', {}), 'not-found')
})

test('a link for one thing does no other', async () => {
  const box = await Letterbox.open()
  const { visitor } = await world({ settings: box.settings })
  const token = tokenIn(await box.letter('alice@example.org', /your address\?/))
  const newPassword = 'a quite different sentence'
  await expectProblem(visitor().call('POST /api/auth/password/reset', { token, newPassword }), 'gone')
  await visitor().call('POST /api/auth/password/forgot', { identifier: 'alice' })
  const reset = tokenIn(await box.letter('alice@example.org', /new password/))
  await expectProblem(visitor().call(verify, { token: reset }), 'gone')
})
