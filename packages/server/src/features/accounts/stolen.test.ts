import { expect, test } from 'vitest'
import { Authenticator } from '../../testing/authenticator.ts'
import { Letterbox } from '../../testing/letterbox.ts'
import { everyRow } from '../../testing/tables.ts'
import { turnOnTotp } from '../../testing/totp.ts'
import { world } from '../../testing/world.ts'
import type { World } from '../../testing/world.ts'

const json = { 'content-type': 'application/json' }

/** Every text of every table, as whoever has a copy of the database would read it. */
async function everyText(place: World): Promise<Set<string>> {
  const tables = await everyRow(place)
  expect([...tables.keys()]).toEqual(
    expect.arrayContaining([
      'sessions',
      'api_tokens',
      'links',
      'recovery_codes',
      'totp',
      'passkeys',
      'jobs',
      'challenges',
    ]),
  )
  const values = new Set<string>()
  for (const row of [...tables.values()].flat()) {
    for (const value of Object.values(row)) if (typeof value === 'string') take(values, value)
  }
  return values
}

/** The text itself, and the words of it: a letter that waits would have its link in the middle. */
function take(values: Set<string>, text: string): void {
  values.add(text)
  for (const word of text.split(/[^\w$+/=.-]+/)) if (word.length >= 6) values.add(word)
}

test('a copy of the database signs nobody in, by whatever way', { timeout: 120_000 }, async () => {
  const box = await Letterbox.open()
  const place = await world({ settings: box.settings })
  const { alice, bob, carol, visitor, raw, app } = place
  // Something of everything that could be stolen.
  await alice.call('POST /api/auth/tokens', { name: 'bot' })
  await turnOnTotp(alice)
  await bob.call('POST /api/auth/totp', {})
  const options = await carol.call('POST /api/auth/passkeys/options', {})
  const credential = new Authenticator().register(options, { origin: box.settings['PUBLIC_URL'] ?? '' })
  await carol.call('POST /api/auth/passkeys', { name: 'key', credential })
  await carol.call('POST /api/auth/passkeys/options', {})
  await alice.call('POST /api/admin/users/:userId/reset-link', { userId: bob.user.id })
  await alice.call('POST /api/auth/email', { email: 'next@example.org' })
  await visitor().call('POST /api/auth/password/forgot', { identifier: 'carol' })
  await box.letter('carol@example.org', /new password/)
  await box.letter('next@example.org', /confirm/)
  await app.ctx.background.idle()

  const cookieName = alice.api.cookies().split('=')[0] ?? ''
  const stolen = [...(await everyText(place))]
  expect(stolen.length).toBeGreaterThan(100)
  const post = async (path: string, body: object): Promise<number> =>
    (await raw(path, { method: 'POST', headers: json, body: JSON.stringify(body) })).status
  const asHeader = (value: string): boolean => /^[\x21-\x7e]+$/.test(value)
  for (const value of stolen) {
    if (asHeader(value)) {
      const byCookie = await raw('/api/auth/sessions', { headers: { cookie: `${cookieName}=${value}` } })
      expect(byCookie.status, `cookie ${value}`).toBe(401)
      const byBearer = await raw('/api/conversations', { headers: { authorization: `Bearer ${value}` } })
      expect(byBearer.status, `bearer ${value}`).toBe(401)
    }
    const newPassword = 'a quite different sentence'
    expect([410, 422], `link ${value}`).toContain(await post('/api/auth/password/reset', { token: value, newPassword }))
    expect([410, 422], `link ${value}`).toContain(await post('/api/auth/email/verify', { token: value }))
    const code = value.slice(0, 64)
    const login = { identifier: 'alice', password: alice.password, code }
    expect([401, 422], `code ${value}`).toContain(await post('/api/auth/login', login))
  }
  // The key of the app, unsealed, would make codes: it is nowhere.
  const { secret } = await bob.call('POST /api/auth/totp', {})
  expect((await everyText(place)).has(secret)).toBe(false)
})
