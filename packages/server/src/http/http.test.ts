import { connect } from 'node:net'
import { endpoints } from '@kith/protocol/registry.ts'
import { expect, test } from 'vitest'
import { emptyWorld, world } from '../testing/world.ts'
import type { World } from '../testing/world.ts'

const json = { 'content-type': 'application/json' }

interface Told {
  status: number
  code: unknown
  errors: unknown
}

/** A PATCH of alice's profile with `body` as it is. */
async function patchMe(
  { alice, raw, url }: World,
  body: string | Uint8Array<ArrayBuffer>,
  type = 'application/json',
): Promise<Told> {
  const headers = { cookie: alice.api.cookies(), origin: url, 'content-type': type }
  const response = await raw('/api/me', { method: 'PATCH', headers, body })
  const told: { code?: unknown; errors?: unknown } = JSON.parse(await response.text())
  return { status: response.status, code: told.code, errors: told.errors }
}

test('JSON that is deep, wide, twofold or beyond numbers is refused fast', async () => {
  const here = await world()
  await patchMe(here, '{}')
  const many = Array.from({ length: 100_000 }, (_, index) => `"key${index}":1`).join(',')
  const bad: [string, number][] = [
    ['['.repeat(10_000) + ']'.repeat(10_000), 400],
    [`{"a":`.repeat(10_000) + '1' + '}'.repeat(10_000), 400],
    [`{${many.slice(0, 900_000).replace(/,[^,]*$/, '')}}`, 422],
    ['{"bio":"a","bio":"b"}', 400],
    ['{"bio":"a","\\u0062io":"b"}', 400],
    ['{"bio":1e400}', 422],
    ['{"bio":"a"', 400],
    ['{"bio":NaN}', 400],
    ['nonsense', 400],
  ]
  for (const [body, status] of bad) {
    // The processor's time, not the clock's: the machine may be busy with others. What grows with the square of a
    // hundred thousand keys takes a minute of it.
    const before = process.threadCpuUsage()
    const told = await patchMe(here, body)
    const { user, system } = process.threadCpuUsage(before)
    const ms = (user + system) / 1_000
    expect(told.status, body.slice(0, 40)).toBe(status)
    expect(ms, body.slice(0, 40)).toBeLessThan(4_000)
  }
})

test('bytes that are no UTF-8 are refused, and text stays as it was', async () => {
  const here = await world()
  const bytes = (...middle: number[]): Uint8Array<ArrayBuffer> =>
    new Uint8Array([...Buffer.from('{"bio":"'), ...middle, ...Buffer.from('"}')])
  for (const broken of [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xe2, 0x82]]) {
    expect(await patchMe(here, bytes(...broken))).toMatchObject({ status: 400, code: 'malformed' })
  }
  for (const body of ['{"bio":"\\ud800"}', '{"bio":"\\udc00\\ud800"}', '{"bio":"a\\u0000b"}']) {
    expect(await patchMe(here, body)).toMatchObject({ status: 422, code: 'validation-failed' })
  }
})

test('a NUL is refused wherever text goes in', async () => {
  const { alice, raw } = await world()
  const cookie = alice.api.cookies()
  const paths = ['/api/users?q=%00', '/api/users/%00', '/api/conversations/%00', '/api/conversations?cursor=%00']
  for (const path of paths) {
    const { status } = await raw(path, { headers: { cookie } })
    expect([404, 422], path).toContain(status)
  }
  for (const identifier of ['a\u0000', 'a\u0000@example.org']) {
    const body = JSON.stringify({ identifier, password: 'a\u0000b' })
    expect((await raw('/api/auth/login', { method: 'POST', headers: json, body })).status).toBe(422)
  }
})

test('keys that would reach into objects change nothing', async () => {
  const here = await world()
  const bodies = [
    '{"__proto__":{"polluted":true}}',
    '{"constructor":{"prototype":{"polluted":true}}}',
    '{"prototype":{"polluted":true}}',
    '{"bio":"x","__proto__":{"role":"owner"}}',
  ]
  for (const body of bodies) expect([400, 422], body).toContain((await patchMe(here, body)).status)
  for (const query of ['__proto__[polluted]=1', '__proto__=1', 'constructor=1', 'q=a&__proto__.polluted=1']) {
    const { status } = await here.raw(`/api/users?${query}`, { headers: { cookie: here.alice.api.cookies() } })
    expect(status, query).toBe(422)
  }
  expect('polluted' in {}).toBe(false)
})

test('what is no text where text is wanted is refused by field', async () => {
  const here = await world()
  for (const value of ['["x"]', '{"$ne":""}', '1', 'true', 'null']) {
    const told = await patchMe(here, `{"bio":${value}}`)
    expect(told).toMatchObject({ status: 422, code: 'validation-failed' })
    expect(told.errors).toMatchObject([{ path: 'bio' }])
  }
  const cookie = here.alice.api.cookies()
  for (const query of ['q=a&q=b', 'q[]=a', 'q[$ne]=a', 'limit=1', 'x=1']) {
    expect((await here.raw(`/api/users?${query}`, { headers: { cookie } })).status, query).toBe(422)
  }
  expect((await patchMe(here, '[]')).status).toBe(422)
  expect((await patchMe(here, '"text"')).status).toBe(422)
  expect((await patchMe(here, '{"bio":"x","more":1}')).status).toBe(422)
})

test('the wrong method, type and place are named', async () => {
  const here = await world()
  const { raw, alice, url } = here
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'nonsense']) {
    expect(await patchMe(here, 'bio=x', type)).toMatchObject({ status: 415, code: 'unsupported-media-type' })
  }
  const headers = { cookie: alice.api.cookies(), origin: url }
  for (const [method, path, allow] of [
    ['GET', '/api/auth/login', 'POST'],
    ['PUT', '/api/me', 'PATCH, DELETE'],
    ['POST', '/api/me/avatar', 'PUT, DELETE'],
    ['PUT', '/api/auth/tokens', 'GET, POST'],
    // What another address there is made of is an address of it, too.
    ['PUT', '/api/projects/directory', 'GET, PATCH, DELETE'],
  ] as const) {
    const response = await raw(path, { method, headers })
    expect([response.status, response.headers.get('allow')], path).toEqual([405, allow])
  }
  for (const path of ['/api', '/api/', '/api/nope', '/api//users', '/api/auth/check/']) {
    const response = await raw(path, { headers })
    expect(response.status, path).toBe(404)
    expect(response.headers.get('content-type')).toContain('application/problem+json')
  }
  expect(
    (await raw('/api/nope', { method: 'POST', headers: { ...headers, 'content-type': 'text/plain' }, body: 'x' }))
      .status,
  ).toBe(404)
})

test('a query on a call that takes a body is refused, and so is a name that comes twice', async () => {
  const { raw, alice, url } = await world()
  const headers = { cookie: alice.api.cookies(), origin: url, ...json }
  const queried = await raw('/api/me?bio=x', { method: 'PATCH', headers, body: '{}' })
  expect(queried.status).toBe(422)
  const twice = await raw('/api/users/alice?username=bob', { headers })
  expect(twice.status).toBe(422)
})

test('more than the cap is refused before it is read, declared or not', async () => {
  const { url } = await emptyWorld()
  const { hostname, port } = new URL(url)
  const answerTo = (head: string, chunks: string[]): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname)
      let answer = ''
      socket.on('data', (data) => {
        answer += String(data)
        if (answer.includes('\r\n\r\n')) {
          socket.destroy()
          resolve(answer)
        }
      })
      socket.on('error', reject)
      socket.write(head)
      for (const chunk of chunks) socket.write(chunk)
    })
  const head = 'POST /api/auth/login HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n'
  const declared = await answerTo(`${head}content-length: 900000000\r\n\r\n`, ['{"identifier":"'])
  expect(declared).toMatch(/^HTTP\/1.1 413 /)
  const chunk = `8000\r\n${'x'.repeat(0x80_00)}\r\n`
  const chunked = await answerTo(`${head}transfer-encoding: chunked\r\n\r\n`, [chunk])
  expect(chunked).toMatch(/^HTTP\/1.1 413 /)
})

test('addresses and requests that cannot be read are refused in our words', async () => {
  const { raw } = await emptyWorld()
  for (const path of ['/%', '/api/users/%ff', '/api/%zz']) {
    const response = await raw(path)
    expect(response.status, path).toBe(400)
    expect(await response.json(), path).toMatchObject({ code: 'malformed' })
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  }
})

test('every answer carries the headers that keep browsers strict', async () => {
  const { raw, alice } = await world()
  const cookie = alice.api.cookies()
  for (const path of ['/api/auth/check', '/api/nope', '/api/openapi.json', '/', '/healthz', '/api/auth/login']) {
    const { headers } = await raw(path, { headers: { cookie } })
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy, path).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('strict-transport-security')).toBeNull()
    expect(headers.get('x-powered-by')).toBeNull()
    if (path.startsWith('/api')) expect(headers.get('cache-control')).toBe('no-store')
  }
  const https = await emptyWorld({ settings: { PUBLIC_URL: 'https://kith.example.org' } })
  expect((await https.raw('/')).headers.get('strict-transport-security')).toContain('max-age=31536000')
})

test('HEAD answers as GET does, without a body', async () => {
  const { raw, alice } = await world()
  const response = await raw('/api/users?q=b', { method: 'HEAD', headers: { cookie: alice.api.cookies() } })
  expect([response.status, await response.text()]).toEqual([200, ''])
})

test('the document of the API names every endpoint, and resolves in itself', async () => {
  const { raw } = await emptyWorld()
  const text = await (await raw('/api/openapi.json')).text()
  const document: { openapi: string; paths: Record<string, Record<string, unknown>>; components: { schemas: object } } =
    JSON.parse(text)
  expect(document.openapi).toBe('3.1.0')
  for (const key of Object.keys(endpoints)) {
    const [method = '', path = ''] = key.split(' ')
    expect(document.paths[path.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()], key).toBeDefined()
  }
  for (const [, name = ''] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
    expect(document.components.schemas, name).toHaveProperty([name])
  }
})

test('health is for all, figures for this machine or a token only', async () => {
  const { raw } = await emptyWorld({ settings: { METRICS_TOKEN: 'sesame-sesame', TRUSTED_PROXIES: '127.0.0.1' } })
  expect([(await raw('/healthz')).status, (await raw('/readyz')).status]).toEqual([200, 200])
  expect(await (await raw('/metrics')).text()).toContain('kith_process_cpu')
  const through = { 'x-forwarded-for': '192.0.2.1' }
  const status = async (headers: Record<string, string>): Promise<number> => (await raw('/metrics', { headers })).status
  expect(await status(through)).toBe(404)
  expect(await status({ ...through, authorization: 'Bearer wrong-wrong-wr' })).toBe(404)
  expect(await status({ ...through, authorization: 'Bearer sesame-sesame' })).toBe(200)
})

test('a failure of ours is told by its number alone, and the next call is served', async () => {
  const { app, raw, alice, errors } = await world()
  const { cookie } = { cookie: alice.api.cookies() }
  const { read } = app.ctx.db
  app.ctx.db.read = new Proxy(read, {
    get: () => {
      throw new Error('select secret from /srv/kith')
    },
  })
  const response = await raw('/api/users', { headers: { cookie } })
  app.ctx.db.read = read
  const text = await response.text()
  expect(response.status).toBe(500)
  expect(text).not.toMatch(/secret|srv|select|Error/)
  const logged = errors.takeAll().join('\n')
  expect(logged).toContain(String(response.headers.get('x-request-id')))
  expect(logged).toContain('select secret')
  expect((await raw('/api/users', { headers: { cookie } })).status).toBe(200)
})
