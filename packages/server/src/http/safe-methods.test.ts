import { expect, test } from 'vitest'
import { everyAddress, oneOfEach, queryOf } from '../testing/every-address.ts'
import { everyRow } from '../testing/tables.ts'
import { world } from '../testing/world.ts'
import type { World } from '../testing/world.ts'

/** When somebody was last here, and what their devices have, is noted whenever they are; fetching a copy of one's data is written down. */
const notesOfUse = new Set(['last_used_at', 'last_seen_at', 'expires_at', 'delivered_seq'])
const isContent = (table: string): boolean => !['audit', 'sweeps'].includes(table) && !table.startsWith('search')

async function content(place: World): Promise<Record<string, string[]>> {
  await place.app.ctx.background.idle()
  const tables: Record<string, string[]> = {}
  for (const [name, rows] of await everyRow(place)) {
    if (!isContent(name)) continue
    const kept = rows.map((row) => JSON.stringify(Object.entries(row).filter(([column]) => !notesOfUse.has(column))))
    tables[name] = kept.toSorted()
  }
  return tables
}

test('whatever is fetched changes nothing, at no address, for nobody, however it is asked', async () => {
  const place = await world()
  const { alice, raw } = place
  const addresses = everyAddress(await oneOfEach(place))
  const { token } = await alice.call('POST /api/auth/tokens', { name: 'reader' })
  const callers: Record<string, string>[] = [{ cookie: alice.api.cookies() }, { authorization: `Bearer ${token}` }, {}]
  const before = await content(place)
  expect(Object.keys(before).length).toBeGreaterThan(25)
  const statuses = new Map<string, number>()
  const others = ['/', '/healthz', '/readyz', '/metrics', '/api/openapi.json', '/nowhere'].map((path) => ({
    endpoint: `GET ${path}`,
    path,
  }))
  for (const { endpoint, path } of [...addresses, ...others]) {
    for (const headers of callers) {
      for (const method of ['GET', 'HEAD']) {
        // A page of another site may lead anybody here, with their cookie; and no header turns one method into another.
        for (const more of [queryOf[endpoint] ?? '', '?_method=DELETE&delete=1&read=true']) {
          const override = { 'x-http-method-override': 'DELETE', 'x-method-override': 'POST' }
          const response = await raw(path + more, { method, headers: { ...headers, ...override } })
          await response.text()
          expect(response.status, `${method} ${path}`).not.toBe(500)
          if (!more.includes('_method') && method === 'GET' && 'cookie' in headers)
            statuses.set(endpoint, response.status)
        }
      }
    }
  }
  expect(await content(place)).toEqual(before)
  // The sweep counts only if what can be fetched was fetched.
  const refused = [...statuses].filter(([endpoint, status]) => endpoint.startsWith('GET /api') && status >= 400)
  expect(refused).toEqual([
    ['GET /api/avatars/:key/:size', 404],
    ['GET /api/project-covers/:key', 404],
    ['GET /api/previews/:key', 404],
  ])
})

test('nothing that is fetched has the email address of anybody else in it, not even for the owner', async () => {
  const place = await world()
  const addresses = everyAddress(await oneOfEach(place)).filter(({ method }) => method === 'GET')
  let seen = ''
  for (const person of [place.alice, place.bob]) {
    for (const { endpoint, path } of addresses) {
      const headers = { cookie: person.api.cookies() }
      const text = await (await place.raw(path + (queryOf[endpoint] ?? ''), { headers })).text()
      seen += text
      expect(text.replaceAll(person.user.email, ''), endpoint).not.toContain('@example.org')
    }
  }
  for (const name of ['carol', 'stranger', 'alice@example.org', 'bob@example.org']) expect(seen).toContain(name)
})

test('a page of another origin changes nothing at any address, whatever form it sends', async () => {
  const place = await world()
  const addresses = everyAddress(await oneOfEach(place)).filter(({ method }) => method !== 'GET' && method !== 'HEAD')
  const before = await content(place)
  const cookie = place.alice.api.cookies()
  for (const { endpoint, method, path } of addresses) {
    for (const origin of ['https://evil.example', 'null']) {
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
        const body = method === 'DELETE' ? null : '{}'
        const response = await place.raw(path, { method, headers: { cookie, origin, 'content-type': type }, body })
        await response.text()
        expect(response.status, `${endpoint} ${origin} ${type}`).toBe(403)
      }
    }
  }
  expect(await content(place)).toEqual(before)
})
