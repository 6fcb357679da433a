import { limits } from '@kith/protocol/limits.ts'
import { problemBody } from '@kith/protocol/problems.ts'
import { endpoints } from '@kith/protocol/registry.ts'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { everyAddress, oneOfEach } from '../testing/every-address.ts'
import type { Address } from '../testing/every-address.ts'
import { world } from '../testing/world.ts'
import type { World } from '../testing/world.ts'

/** What a body would tell of the inside: places in the code, statements, files, what runs here and in which version. */
const insides =
  /\bat .+:\d+:\d+|node_modules|node:|file:\/\/|\.[jt]s\b|\/(?:tmp|home|root|srv|usr|work|packages)\/|\b(?:select|insert into|update|delete from)\b.*\b(?:from|where|set|values)\b|sqlite|postgres|\bpg\b|kysely|fastify|\bzod\b|socket\.io|constraint|no such|relation "|column|\bv?\d+\.\d+\.\d+\b|Error:/i

const shape = problemBody.strict()
const insideHeaders = ['server', 'x-powered-by', 'via']

/** Fails where an answer tells of more than which problem it is; the status. */
async function judge(response: Response, what: string): Promise<number> {
  const text = await response.text()
  for (const name of insideHeaders) expect(response.headers.get(name), `${name} of ${what}`).toBeNull()
  // What answers HEAD has no body to judge.
  if (response.status < 400 || what.startsWith('HEAD ')) return response.status
  const body = shape.safeParse(JSON.parse(text))
  expect(body.error?.issues, `${what}: ${text}`).toBeUndefined()
  expect(body.data?.requestId).toBe(response.headers.get('x-request-id'))
  expect(text.replace(body.data?.requestId ?? '', ''), what).not.toMatch(insides)
  return response.status
}

const long = 'x'.repeat(5_000)
const odd: unknown[] = [null, -1, 1e308, '', '\u0000', "'; drop table users --", '../../etc/passwd', [[]], { $ne: 1 }]

const bodiless: ReadonlySet<string> = new Set(['GET', 'HEAD', 'DELETE'])

interface Malformed {
  path: string
  init: { method: string; headers: Record<string, string>; body?: string }
}

/** Calls of one endpoint that cannot be right, each wrong in another way. */
function malformed({ endpoint, method, path }: Address, headers: Record<string, string>): Malformed[] {
  const json = { ...headers, 'content-type': 'application/json' }
  const pattern = endpoint.split(' ')[1] ?? ''
  const names = Object.keys(endpoints[endpoint as keyof typeof endpoints].input.shape)
  const inAddress = new Set([...pattern.matchAll(/:(\w+)/g)].map(([, name]) => name))
  const fields = names.filter((name) => !inAddress.has(name))
  const addresses = ['%00', '%ff', "'%20or%201=1--", '..%2f..%2fetc%2fpasswd', long, '%F0%9F%8D%8E'].map((thing) =>
    pattern.replaceAll(/:\w+/g, thing),
  )
  const calls: Malformed[] =
    inAddress.size === 0 ? [] : addresses.map((bad) => ({ path: bad, init: { method, headers } }))
  if (bodiless.has(method)) {
    // Nothing that would really end something: these fields are none.
    const queries = [
      ...fields.map((name) => `${name}=%00&${name}=${long}`),
      'cursor=e30&nowhere=1',
      'limit=-1&nowhere[]=x',
    ]
    return [...calls, ...queries.map((query) => ({ path: `${path}?nowhere=1&${query}`, init: { method, headers } }))]
  }
  const bodies = [
    '{"a":',
    '[]',
    '"text"',
    '{"__proto__":{"x":1}}',
    '{"nowhere":1}',
    ...odd.map((_, index) =>
      JSON.stringify({
        nowhere: 1,
        ...Object.fromEntries(fields.map((name, at) => [name, odd[(index + at) % odd.length]])),
      }),
    ),
    JSON.stringify({ nowhere: 1, ...Object.fromEntries(fields.map((name) => [name, long])) }),
  ]
  return [
    ...calls.map((call) => ({ ...call, init: { method, headers: json, body: '{}' } })),
    ...bodies.map((body) => ({ path, init: { method, headers: json, body } })),
    { path, init: { method, headers: { ...headers, 'content-type': 'text/xml' }, body: '<a/>' } },
    { path, init: { method, headers: { ...headers, 'content-type': 'multipart/form-data; boundary=x' }, body: '--y' } },
  ]
}

interface Sender {
  headers: Record<string, string>
  /** How much of what is malformed they send: who is refused at the door is refused alike, whatever it is. */
  calls: number
}

function sendersOf({ alice, bob, url }: World): Sender[] {
  const origin = url
  return [
    { headers: { cookie: alice.api.cookies(), origin }, calls: Infinity },
    { headers: { cookie: bob.api.cookies(), origin }, calls: 12 },
    { headers: { cookie: 'kith=%00', origin: 'https://evil.example' }, calls: 2 },
    { headers: { authorization: 'Bearer nothing' }, calls: 2 },
    { headers: {}, calls: 12 },
  ]
}

test('what is malformed is refused by a problem and its number: no stack, no statement, no path, no version', async () => {
  const place = await world()
  const addresses = everyAddress(await oneOfEach(place))
  const statuses = new Set<number>()
  for (const { headers, calls: most } of sendersOf(place)) {
    for (const address of addresses) {
      const calls = malformed(address, headers).slice(0, most)
      const judged = calls.map(async ({ path, init }) =>
        judge(
          await place.raw(path, init),
          `${address.endpoint} ${path.slice(0, 80)} ${(init.body ?? '').slice(0, 80)}`,
        ),
      )
      for (const status of await Promise.all(judged)) statuses.add(status)
    }
  }
  for (const path of [
    '/%',
    '/api/%ff',
    `/api/${long}`,
    '/api//',
    '/api/nowhere',
    `/api/users/${'%61'.repeat(limits.nameMax)}`,
  ]) {
    for (const method of ['GET', 'POST', 'PUT', 'TRACE', 'OPTIONS', 'PROPFIND'].filter((name) => name !== 'TRACE')) {
      statuses.add(await judge(await place.raw(path, { method }), `${method} ${path.slice(0, 40)}`))
    }
  }
  expect([...statuses]).not.toContain(500)
  expect([...statuses]).toEqual(expect.arrayContaining([400, 401, 403, 404, 405, 415, 422]))
})

test('nor where the database itself fails at every call', async () => {
  const place = await world()
  const addresses = everyAddress(await oneOfEach(place))
  const rename = (from: string, to: string): Promise<void> =>
    place.app.ctx.db.write(async (tx) => {
      for (const table of ['sessions', 'users']) {
        await sql`alter table ${sql.table(from + table)} rename to ${sql.table(to + table)}`.execute(tx)
      }
    })
  await place.app.ctx.background.idle()
  await rename('', 'gone_')
  const statuses: number[] = []
  const headers = { cookie: place.alice.api.cookies(), origin: place.url, 'content-type': 'application/json' }
  for (const { endpoint, method, path } of addresses) {
    const init = bodiless.has(method)
      ? { method, headers: { cookie: headers.cookie, origin: place.url } }
      : { method, headers, body: '{}' }
    statuses.push(await judge(await place.raw(path, init), endpoint))
  }
  await rename('gone_', '')
  expect(statuses.filter((status) => status === 500)).toHaveLength(addresses.length)
  expect(place.errors.takeAll().length).toBeGreaterThanOrEqual(addresses.length)
})
