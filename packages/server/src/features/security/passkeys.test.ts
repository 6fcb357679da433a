import { once } from 'node:events'
import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { Authenticator } from '../../testing/authenticator.ts'
import type { Person } from '../../testing/person.ts'
import { emptyWorld, expectProblem, world } from '../../testing/world.ts'

const optionsCall = 'POST /api/auth/passkeys/sign-in/options'
const signInCall = 'POST /api/auth/passkeys/sign-in'

async function addTo(person: Person, at: string, name = 'laptop') {
  const key = new Authenticator()
  const options = await person.call('POST /api/auth/passkeys/options', {})
  const credential = key.register(options, { origin: at })
  const made = await person.call('POST /api/auth/passkeys', { name, credential })
  return { key, ...made }
}

test('a passkey signs in without a password, and is both factors', async () => {
  const { alice, visitor, url } = await world()
  const { key, recoveryCodes, passkey } = await addTo(alice, url)
  expect(passkey).toMatchObject({ name: 'laptop', lastUsedAt: null })
  expect(recoveryCodes).toHaveLength(10)
  const somebody = visitor()
  const credential = key.assert(await somebody.call(optionsCall, {}), { origin: url })
  const { user } = await somebody.call(signInCall, { credential })
  expect(user.username).toBe('alice')
  expect((await somebody.call('GET /api/auth/passkeys', {})).items[0]?.lastUsedAt).not.toBeNull()
})

test('once there is a passkey the password alone is not enough, and password and passkey are', async () => {
  const { alice, bob, visitor, url } = await world()
  const { key } = await addTo(alice, url)
  const { key: foreign } = await addTo(bob, url)
  const refused = await expectProblem(visitor().login('alice', alice.password), 'second-factor-required')
  expect(refused.body.methods).toEqual(['passkey', 'recovery'])
  const somebody = visitor()
  const sign = async (by: Authenticator) => by.assert(await somebody.call(optionsCall, {}), { origin: url })
  await expectProblem(somebody.login('alice', alice.password, { passkey: await sign(foreign) }), 'passkey-refused')
  const passkey = await sign(key)
  await expectProblem(somebody.login('alice', 'not the right one', { passkey }), 'invalid-credentials')
  await somebody.login('alice', alice.password, { passkey })
})

test('another page, another challenge, a replay, a key that was not unlocked and an unknown key sign nobody in', async () => {
  let now = Date.parse('2026-01-01T00:00:00Z')
  const { alice, visitor, url } = await world({ now: () => now })
  const { key } = await addTo(alice, url)
  const somebody = visitor()
  const options = () => somebody.call(optionsCall, {})
  const refused = (credential: ReturnType<Authenticator['assert']>): Promise<unknown> =>
    expectProblem(somebody.call(signInCall, { credential }), 'passkey-refused')
  await refused(key.assert(await options(), { origin: 'http://evil.example', rpId: '127.0.0.1' }))
  await refused(key.assert(await options(), { origin: url, rpId: 'evil.example' }))
  await refused(key.assert({ challenge: 'AAAAAAAAAAAAAAAAAAAAAA' }, { origin: url }))
  await refused(key.assert(await options(), { origin: url, isUserVerified: false }))
  await refused(new Authenticator().assert(await options(), { origin: url }))
  const late = await options()
  now += 5 * 60_000
  await refused(key.assert(late, { origin: url }))
  // What was given out for making a key does not sign in.
  await alice.call('POST /api/auth/confirm', { passkey: key.assert(await options(), { origin: url }) })
  await refused(key.assert(await alice.call('POST /api/auth/passkeys/options', {}), { origin: url }))
  const good = key.assert(await options(), { origin: url })
  await somebody.call(signInCall, { credential: good })
  await refused(good)
})

test('a key is made for the person who asked, once, on this page', async () => {
  const { alice, bob, url } = await world()
  const make = 'POST /api/auth/passkeys'
  const options = await alice.call('POST /api/auth/passkeys/options', {})
  const credential = new Authenticator().register(options, { origin: url })
  await expectProblem(bob.call(make, { name: 'stolen', credential }), 'passkey-refused')
  await expectProblem(alice.call(make, { name: 'late', credential }), 'passkey-refused')
  const again = await alice.call('POST /api/auth/passkeys/options', {})
  const elsewhere = new Authenticator().register(again, { origin: 'https://evil.example', rpId: '127.0.0.1' })
  await expectProblem(alice.call(make, { name: 'phished', credential: elsewhere }), 'passkey-refused')
  expect((await alice.call('GET /api/auth/passkeys', {})).items).toEqual([])
})

test('passkeys are named and removed by their person alone; with the last one the password is enough again', async () => {
  const { alice, bob, visitor, url } = await world()
  const { key, passkey } = await addTo(alice, url)
  const { id: passkeyId } = passkey
  const foreign = await expectProblem(bob.call('DELETE /api/auth/passkeys/:passkeyId', { passkeyId }), 'not-found')
  const unknown = await expectProblem(
    bob.call('DELETE /api/auth/passkeys/:passkeyId', { passkeyId: 'nosuchkey' }),
    'not-found',
  )
  expect({ ...foreign.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' })
  await expectProblem(bob.call('PATCH /api/auth/passkeys/:passkeyId', { passkeyId, name: 'mine' }), 'not-found')
  const named = await alice.call('PATCH /api/auth/passkeys/:passkeyId', { passkeyId, name: 'blue key' })
  expect(named.name).toBe('blue key')
  await alice.call('DELETE /api/auth/passkeys/:passkeyId', { passkeyId })
  const somebody = visitor()
  const credential = key.assert(await somebody.call(optionsCall, {}), { origin: url })
  await expectProblem(somebody.call(signInCall, { credential }), 'passkey-refused')
  await somebody.login('alice', alice.password)
  const { items } = await alice.call('GET /api/me/security-log', {})
  expect(items.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['passkey-added', 'passkey-removed']))
})

test('passkeys belong to PUBLIC_URL, whatever a Host header says; without it to this machine only', async () => {
  const bare = await emptyWorld()
  const named = await emptyWorld({ settings: { PUBLIC_URL: 'https://kith.example.org' } })
  expect(await asked(bare.url, 'localhost:1')).toEqual([200, 'localhost'])
  expect(await asked(bare.url, 'evil.example')).toEqual([403, undefined])
  expect(await asked(named.url, 'evil.example')).toEqual([200, 'kith.example.org'])
})

/** Which name the options are for when they are asked of a host; `fetch` would not say another one. */
async function asked(url: string, host: string): Promise<[number | undefined, unknown]> {
  const call = request(`${url}/api/auth/passkeys/sign-in/options`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', host },
  })
  call.end('{}')
  const [response] = (await once(call, 'response')) as [IncomingMessage]
  const body = JSON.parse(await text(response)) as { rpId?: unknown }
  return [response.statusCode, body.rpId]
}
