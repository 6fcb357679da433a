import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { expectProblem, world } from '../../testing/world.ts'

const json = { 'content-type': 'application/json' }
const day = 24 * 60 * 60 * 1000

function cookieOf(response: Response): string {
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

test('the cookie is for this host alone, out of reach of scripts, and Secure where people come by https', async () => {
  const body = JSON.stringify({ identifier: 'alice', password: 'alice likes rain on tin roofs' })
  const plain = await world()
  const byHttp = await plain.raw('/api/auth/login', { method: 'POST', headers: json, body })
  const written = byHttp.headers.getSetCookie()
  expect(written).toHaveLength(1)
  expect(written[0]).toMatch(/^kith=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/)
  expect(await byHttp.text()).not.toContain(/kith=([^;]+)/.exec(written[0] ?? '')?.[1])

  const proxied = await world({ settings: { TRUSTED_PROXIES: '127.0.0.1' } })
  const headers = { ...json, 'x-forwarded-proto': 'https', 'x-forwarded-for': '192.0.2.7' }
  const byHttps = await proxied.raw('/api/auth/login', { method: 'POST', headers, body })
  expect(byHttps.headers.getSetCookie()[0]).toMatch(
    /^__Host-kith=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+; Secure$/,
  )
  const cookie = cookieOf(byHttps)
  const asHttps = await proxied.raw('/api/auth/sessions', { headers: { cookie, ...headers } })
  expect(asHttps.status).toBe(200)
  const pretending = await proxied.raw('/api/auth/sessions', {
    headers: { cookie: cookie.replace('__Host-', ''), ...headers },
  })
  expect(pretending.status).toBe(401)
})

test('who is no trusted proxy cannot say that the call came by https', async () => {
  const { raw } = await world()
  const body = JSON.stringify({ identifier: 'alice', password: 'alice likes rain on tin roofs' })
  const headers = { ...json, 'x-forwarded-proto': 'https' }
  const response = await raw('/api/auth/login', { method: 'POST', headers, body })
  expect(response.headers.getSetCookie()[0]).toMatch(/^kith=/)
})

test('a session planted before signing in does not survive it', async () => {
  const { raw } = await world()
  const signIn = (cookie: string, path = '/api/auth/login', body: object = {}): Promise<Response> =>
    raw(path, {
      method: 'POST',
      headers: { ...json, cookie, 'sec-fetch-site': 'same-origin' },
      body: JSON.stringify({ identifier: 'alice', password: 'alice likes rain on tin roofs', ...body }),
    })
  const status = async (cookie: string): Promise<number> =>
    (await raw('/api/auth/sessions', { headers: { cookie } })).status
  const planted = cookieOf(await signIn('kith=plantedplantedplanted'))
  expect(planted).not.toContain('planted')
  const second = cookieOf(await signIn(planted))
  expect(second).not.toBe(planted)
  expect([await status(planted), await status(second)]).toEqual([401, 200])
  const made = await raw('/api/auth/register', {
    method: 'POST',
    headers: { ...json, cookie: second, 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ username: 'new', email: 'new@example.org', password: 'rain on tin roofs' }),
  })
  expect([made.status, await status(second), await status(cookieOf(made))]).toEqual([201, 401, 200])
})

test('nothing that the database holds opens a session', async () => {
  const { app, raw, alice } = await world()
  await alice.call('POST /api/auth/tokens', { name: 'bot' })
  const rows = await sql<{ value: string }>`select token_hash as value from sessions
    union all select token_hash from api_tokens union all select id from sessions union all select id from api_tokens
    union all select password_hash from users`.execute(app.ctx.db.read)
  expect(rows.rows.length).toBeGreaterThan(8)
  for (const { value } of rows.rows) {
    const byCookie = await raw('/api/auth/sessions', { headers: { cookie: `kith=${value}` } })
    const byBearer = await raw('/api/auth/check', { headers: { authorization: `Bearer ${value}` } })
    expect([byCookie.status, byBearer.status]).toEqual([401, 401])
  }
})

test('logging out ends the session and its sockets at once, and no other', async () => {
  const { alice, device, raw } = await world()
  const laptop = await device('alice')
  const cookie = alice.api.cookies()
  const { socket } = alice
  const closed = new Promise((resolve) => socket?.once('disconnect', resolve))
  await alice.call('POST /api/auth/logout', {})
  await closed
  expect((await raw('/api/auth/sessions', { headers: { cookie } })).status).toBe(401)
  expect((await laptop.call('GET /api/auth/sessions', {})).items).toHaveLength(1)
  expect(laptop.socket?.connected).toBe(true)
})

test('the devices are listed, and one is ended from another; somebody else’s is not there', async () => {
  const { alice, bob, device } = await world()
  const phone = await device('alice')
  const { items } = await alice.call('GET /api/auth/sessions', {})
  expect(items).toHaveLength(2)
  expect(items.filter(({ isCurrent }) => isCurrent)).toHaveLength(1)
  const other = items.find(({ isCurrent }) => !isCurrent)
  const sessionId = other?.id ?? ''
  const end = 'DELETE /api/auth/sessions/:sessionId'
  const foreign = await expectProblem(bob.call(end, { sessionId }), 'not-found')
  const unknown = await expectProblem(bob.call(end, { sessionId: 'nosuchsession' }), 'not-found')
  expect({ ...foreign.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' })
  const closed = new Promise((resolve) => phone.socket?.once('disconnect', resolve))
  await alice.call(end, { sessionId })
  await closed
  await expectProblem(phone.call('GET /api/auth/sessions', {}), 'unauthenticated')
})

test('ending all others leaves the one that asked', async () => {
  const { alice, device } = await world()
  const others = [await device('alice'), await device('alice')]
  const closed = others.map(({ socket }) => new Promise((resolve) => socket?.once('disconnect', resolve)))
  await alice.call('DELETE /api/auth/sessions', {})
  await Promise.all(closed)
  for (const other of others) await expectProblem(other.call('GET /api/auth/sessions', {}), 'unauthenticated')
  expect((await alice.call('GET /api/auth/sessions', {})).items).toHaveLength(1)
})

test('a foreign page moves nothing, whatever it sends and whichever way', async () => {
  const { alice, raw } = await world()
  const cookie = alice.api.cookies()
  const calls: [string, string][] = [
    ['POST', '/api/auth/logout'],
    ['POST', '/api/auth/tokens'],
    ['DELETE', '/api/auth/sessions'],
    ['PATCH', '/api/me'],
    ['PUT', '/api/me/avatar'],
    ['DELETE', '/api/me/avatar'],
    ['POST', '/api/auth/login'],
    ['POST', '/api/auth/register'],
    ['POST', `/api/conversations/${alice.lobbyId}/messages`],
  ]
  const origins: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ]
  for (const [method, path] of calls) {
    for (const origin of origins) {
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'application/json',
      ]) {
        const body = method === 'DELETE' ? null : '{"displayName":"pwned"}'
        const response = await raw(path, { method, headers: { cookie, 'content-type': type, ...origin }, body })
        expect(response.status, `${method} ${path} ${type} ${JSON.stringify(origin)}`).toBe(403)
      }
    }
    const silent = await raw(path, {
      method,
      headers: { cookie, ...(method === 'DELETE' ? {} : json) },
      body: method === 'DELETE' ? null : '{}',
    })
    expect(silent.status, `${method} ${path} without an origin`).toBe(403)
  }
  expect((await alice.call('GET /api/auth/check', {})).user?.displayName).toBe('alice')
})

test('the own page and the origins that are named may call', async () => {
  const { alice, raw, url } = await world({ settings: { ALLOWED_ORIGINS: 'https://app.example.org' } })
  const cookie = alice.api.cookies()
  for (const from of [{ origin: url }, { origin: 'https://app.example.org' }, { 'sec-fetch-site': 'same-origin' }]) {
    const headers = { cookie, ...json, ...from }
    const response = await raw('/api/me', { method: 'PATCH', headers, body: '{"bio":"hi"}' })
    expect(response.status).toBe(200)
  }
})

test('a token does what its scopes say, and nothing else', async () => {
  const { alice, raw } = await world()
  const reading = await alice.call('POST /api/auth/tokens', { name: 'reader', scopes: ['read'] })
  const writing = await alice.call('POST /api/auth/tokens', { name: 'writer' })
  expect(reading.token).toMatch(/^kith_[\w-]{43}$/)
  const call = async (token: string, method: string, path: string, body?: string): Promise<number> =>
    (await raw(path, { method, headers: { authorization: `Bearer ${token}`, ...json }, body: body ?? null })).status
  expect(await call(reading.token, 'GET', '/api/conversations')).toBe(200)
  expect(await call(reading.token, 'PATCH', '/api/me', '{"bio":"x"}')).toBe(403)
  expect(await call(writing.token, 'PATCH', '/api/me', '{"bio":"x"}')).toBe(200)
  // Tokens do not make tokens, nor see devices.
  for (const path of ['/api/auth/tokens', '/api/auth/sessions'])
    expect(await call(writing.token, 'GET', path)).toBe(403)
  expect(await call(writing.token, 'POST', '/api/auth/tokens', '{"name":"child"}')).toBe(403)
  const { items } = await alice.call('GET /api/auth/tokens', {})
  expect(items.map(({ name }) => name)).toEqual(['writer', 'reader'])
  expect(JSON.stringify(items)).not.toContain('kith_')
  await alice.call('DELETE /api/auth/tokens/:tokenId', { tokenId: writing.id })
  expect(await call(writing.token, 'GET', '/api/conversations')).toBe(401)
})

test('a credential counts in its header alone, and a broken header is no session', async () => {
  const { alice, raw } = await world()
  const { token } = await alice.call('POST /api/auth/tokens', { name: 'bot' })
  const cookie = alice.api.cookies()
  for (const query of [`token=${token}`, `access_token=${token}`, `authorization=Bearer%20${token}`, cookie]) {
    const response = await raw(`/api/auth/sessions?${query}`)
    expect(response.status, query).toBe(401)
  }
  const broken = [
    'Bearer',
    'Bearer ',
    'Basic YTpi',
    `Token ${token}`,
    `Bearer ${token} x`,
    `bearer${token}`,
    'Bearer \u00ff',
    `Bearer ${'x'.repeat(9_000)}`,
  ]
  for (const authorization of broken) {
    // A good cookie beside it does not help: the caller said who they are, and that was wrong.
    const response = await raw('/api/auth/check', { headers: { authorization, cookie } })
    expect(response.status, authorization.slice(0, 40)).toBe(401)
  }
})

test('a token is over when its time is', async () => {
  let now = Date.parse('2026-01-01T00:00:00Z')
  const { alice, raw } = await world({ now: () => now })
  const expiresAt = new Date(now + day).toISOString()
  const { token } = await alice.call('POST /api/auth/tokens', { name: 'brief', expiresAt })
  const status = async (): Promise<number> =>
    (await raw('/api/conversations', { headers: { authorization: `Bearer ${token}` } })).status
  expect(await status()).toBe(200)
  now += day
  expect(await status()).toBe(401)
  await alice.call('POST /api/auth/confirm', { password: alice.password })
  const past = new Date(now - 1).toISOString()
  await expectProblem(alice.call('POST /api/auth/tokens', { name: 'late', expiresAt: past }), 'validation-failed')
})
