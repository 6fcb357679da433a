import { expect, test } from 'vitest'
import { Letterbox } from '../../testing/letterbox.ts'
import { emptyWorld, world } from '../../testing/world.ts'

const json = { 'content-type': 'application/json' }

test('the log is one’s own, newest first, page by page, with nothing secret in it', async () => {
  const { alice, bob } = await world()
  const { token } = await alice.call('POST /api/auth/tokens', { name: 'bot' })
  const newPassword = 'a quite different sentence'
  await alice.call('POST /api/auth/password', { currentPassword: alice.password, newPassword })
  const first = await alice.call('GET /api/me/security-log', { limit: 2 })
  expect(first.items.map(({ kind }) => kind)).toEqual(['password-changed', 'token-made'])
  const rest = await alice.call('GET /api/me/security-log', { limit: 2, cursor: first.nextCursor ?? '' })
  expect(rest.items.map(({ kind }) => kind)).toEqual(['account-made'])
  expect(rest.nextCursor).toBeNull()
  const all = JSON.stringify([first, rest])
  for (const secret of [token, newPassword, 'tin roofs']) expect(all).not.toContain(secret)
  const others = await bob.call('GET /api/me/security-log', {})
  expect(others.items.map(({ kind }) => kind)).toEqual(['account-made'])
})

test('wrong passwords for a name that exists are in its log, with the true address, and not without end', async () => {
  const { alice, raw, app } = await world()
  for (let index = 0; index < 60; index++) {
    await raw('/api/auth/login', {
      method: 'POST',
      headers: { ...json, 'x-forwarded-for': '203.0.113.7' },
      body: JSON.stringify({ identifier: 'alice', password: `wrong ${index}` }),
    })
  }
  await app.ctx.background.idle()
  const { items } = await alice.call('GET /api/me/security-log', { limit: 100 })
  const refused = items.filter(({ kind }) => kind === 'sign-in-refused')
  expect(refused).toHaveLength(50)
  expect(new Set(refused.map(({ address }) => address))).toEqual(new Set(['127.0.0.1']))
  expect(refused.every(({ isByOther }) => isByOther)).toBe(true)
})

test('a device that was never seen is told of by mail, once; an update of the browser makes no other device', async () => {
  const box = await Letterbox.open()
  const { raw, app, person } = await emptyWorld({ settings: { ...box.settings, TRUSTED_PROXIES: '127.0.0.1' } })
  const alice = await person('alice')
  const signIn = async (address: string, agent: string): Promise<void> => {
    const response = await raw('/api/auth/login', {
      method: 'POST',
      headers: { ...json, 'x-forwarded-for': address, 'user-agent': agent },
      body: JSON.stringify({ identifier: 'alice', password: alice.password }),
    })
    expect(response.status).toBe(200)
    await app.ctx.background.idle()
  }
  const told = (): number => box.letters.filter(({ subject }) => /new device/.test(subject)).length
  await signIn('192.0.2.1', 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0')
  expect(told()).toBe(1)
  await signIn('192.0.2.1', 'Mozilla/5.0 (X11; Linux x86_64) Firefox/141.0')
  expect(told()).toBe(1)
  await signIn('192.0.2.1', 'Mozilla/5.0 (iPhone) Safari/605.1')
  await signIn('198.51.100.1', 'Mozilla/5.0 (X11; Linux x86_64) Firefox/141.0')
  expect(told()).toBe(3)
  const bell = (await alice.call('GET /api/notifications', {})).items.filter(({ kind }) => kind === 'new-device')
  expect(bell.map(({ detail }) => detail)).toEqual(['Firefox · Linux', 'Safari · iPhone', 'Firefox · Linux'])
  const { items } = await alice.call('GET /api/me/security-log', {})
  expect(items.filter(({ kind }) => kind === 'signed-in-new-device')).toHaveLength(3)
  expect(items.filter(({ kind }) => kind === 'signed-in')).toHaveLength(1)
})
