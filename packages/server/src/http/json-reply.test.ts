import { endpoints } from '@kith/protocol/registry.ts'
import type { Endpoint } from '@kith/protocol/endpoint.ts'
import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { world } from '../testing/world.ts'
import type { World } from '../testing/world.ts'

interface Answered {
  encoding: string | undefined
  bytes: Buffer
}

/** As it lies on the line: `fetch` would unpack it. */
async function asked({ url, alice }: World, path: string, headers: Record<string, string>): Promise<Answered> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  request(url + path, { headers: { cookie: alice.api.cookies(), ...headers } }, resolve)
    .on('error', reject)
    .end()
  const reply = await promise
  return { encoding: reply.headers['content-encoding'], bytes: Buffer.concat(await reply.toArray()) }
}

async function withGroups(): Promise<World> {
  const here = await world()
  for (const title of ['Bread', 'Boats', 'Birds']) await here.alice.create({ kind: 'group', title })
  return here
}

test('a list is compressed for whoever can read that, and says the same', async () => {
  const here = await withGroups()
  const plain = await asked(here, '/api/conversations', {})
  const small = await asked(here, '/api/conversations', { 'accept-encoding': 'gzip, deflate, br' })
  const older = await asked(here, '/api/conversations', { 'accept-encoding': 'gzip;q=1.0, br;q=0' })
  expect([plain.encoding, small.encoding, older.encoding]).toEqual([undefined, 'br', 'gzip'])
  expect(JSON.parse(brotliDecompressSync(small.bytes).toString())).toEqual(JSON.parse(plain.bytes.toString()))
  expect(JSON.parse(gunzipSync(older.bytes).toString())).toEqual(JSON.parse(plain.bytes.toString()))
  expect(small.bytes.length).toBeLessThan(plain.bytes.length / 2)
})

test('what another site’s page asks for, and what is short, is sent as it is', async () => {
  const here = await withGroups()
  const br = { 'accept-encoding': 'br' }
  expect((await asked(here, '/api/conversations', { ...br, 'sec-fetch-site': 'same-origin' })).encoding).toBe('br')
  for (const site of ['cross-site', 'same-site']) {
    expect((await asked(here, '/api/conversations', { ...br, 'sec-fetch-site': site })).encoding).toBe(undefined)
  }
  expect((await asked(here, '/api/auth/check', br)).encoding).toBe(undefined)
})

test('an answer that lets somebody in is never compressed, however long it is', async () => {
  const here = await world()
  for (let index = 0; index < 8; index++) await here.alice.call('POST /api/invites', {})
  const { encoding, bytes } = await asked(here, '/api/invites', { 'accept-encoding': 'br' })
  expect(encoding).toBe(undefined)
  expect(bytes.length).toBeGreaterThan(1024)
})

test('every list that holds codes, secrets or tokens says so', () => {
  const unmarked = Object.entries<Endpoint>(endpoints).flatMap(([key, { replies, holdsSecrets, input }]) => {
    // A code that the caller sends is known to the caller.
    if (!key.startsWith('GET ') || holdsSecrets === true || 'code' in input.shape) return []
    const { 200: reply } = replies
    if (!(reply instanceof z.ZodType)) return []
    return /"(code|secret|token)":/.test(JSON.stringify(z.toJSONSchema(reply, { io: 'output' }))) ? [key] : []
  })
  expect(unmarked).toEqual([])
})
