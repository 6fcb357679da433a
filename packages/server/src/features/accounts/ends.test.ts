import { ProblemError } from '@kith/sdk/problem-error.ts'
import { expect, test } from 'vitest'
import { cookieOf, watchFromOutside } from '../../testing/outside.ts'
import type { Outsider } from '../../testing/outside.ts'
import type { Person } from '../../testing/person.ts'
import { expectProblem, world } from '../../testing/world.ts'
import type { World } from '../../testing/world.ts'
import { standardCost } from './passwords.ts'

/** Well before the sweep that closes sockets even if nobody told of it. */
const AT_MOST_MS = 20_000

interface Watched {
  sessions: Outsider[]
  tokens: Outsider[]
}

/** A second device and a token of `who`, each watched over both transports. */
async function watched({ url, device }: World, who: Person): Promise<Watched> {
  const other = await device(who.user.username)
  const { token } = await who.call('POST /api/auth/tokens', { name: 'bot' })
  const over = ['websocket', 'polling'] as const
  return {
    sessions: await Promise.all(over.map((transport) => watchFromOutside(url, { cookie: cookieOf(other) }, transport))),
    tokens: await Promise.all(over.map((transport) => watchFromOutside(url, { token }, transport))),
  }
}

async function expectDead(outsiders: Outsider[], since: number): Promise<void> {
  expect(outsiders.length).toBeGreaterThan(0)
  for (const outsider of outsiders) {
    expect(await outsider.closedAfterMs(since)).toBeLessThan(AT_MOST_MS)
    expect(await outsider.status()).toBe(401)
  }
  expect(performance.now() - since).toBeLessThan(AT_MOST_MS)
}

async function expectAlive(outsiders: Outsider[]): Promise<void> {
  for (const outsider of outsiders) {
    expect(outsider.isConnected()).toBe(true)
    expect(await outsider.status()).toBe(200)
  }
}

test('a session that is ended from another device is dead at once, calls and sockets', async () => {
  const place = await world()
  const { sessions, tokens } = await watched(place, place.alice)
  const { items } = await place.alice.call('GET /api/auth/sessions', {})
  const sessionId = items.find(({ isCurrent }) => !isCurrent)?.id ?? ''
  const since = performance.now()
  await place.alice.call('DELETE /api/auth/sessions/:sessionId', { sessionId })
  await expectDead(sessions, since)
  await expectAlive(tokens)
})

test('a revoked token is dead at once', async () => {
  const place = await world()
  const { sessions, tokens } = await watched(place, place.alice)
  const { items } = await place.alice.call('GET /api/auth/tokens', {})
  const since = performance.now()
  await place.alice.call('DELETE /api/auth/tokens/:tokenId', { tokenId: items[0]?.id ?? '' })
  await expectDead(tokens, since)
  await expectAlive(sessions)
})

test('after a new password all else is dead at once', async () => {
  const place = await world()
  const { sessions, tokens } = await watched(place, place.alice)
  const mine = await watchFromOutside(place.url, { cookie: cookieOf(place.alice) }, 'websocket')
  const since = performance.now()
  const newPassword = 'a quite different sentence'
  await place.alice.call('POST /api/auth/password', { currentPassword: place.alice.password, newPassword })
  await expectDead([...sessions, ...tokens], since)
  expect(mine.isConnected()).toBe(true)
})

test('signing out everywhere ends this device too', async () => {
  const place = await world()
  const { sessions, tokens } = await watched(place, place.alice)
  const mine = await watchFromOutside(place.url, { cookie: cookieOf(place.alice) }, 'polling')
  const aliceId = place.alice.user.id
  const since = performance.now()
  await place.alice.call('POST /api/auth/sign-out-everywhere', {})
  await expectDead([mine, ...sessions, ...tokens], since)
  const left = await place.app.ctx.db.read.selectFrom('sessions').select('id').where('user_id', '=', aliceId).execute()
  expect(left).toEqual([])
})

test('a suspended account is dead at once, is told so at the door, and comes back without its sessions and tokens', async () => {
  const place = await world()
  const { alice, bob, carol, visitor } = place
  const { sessions, tokens } = await watched(place, bob)
  const own = { bobId: bob.user.id, password: bob.password }
  await expectProblem(carol.call('PUT /api/admin/users/:userId/suspension', { userId: own.bobId }), 'forbidden')
  await expectProblem(alice.call('PUT /api/admin/users/:userId/suspension', { userId: alice.user.id }), 'forbidden')
  const since = performance.now()
  await alice.call('PUT /api/admin/users/:userId/suspension', { userId: own.bobId })
  await expectDead([...sessions, ...tokens], since)
  await expectProblem(visitor().login('bob', own.password), 'account-suspended')
  await expectProblem(visitor().login('bob', 'not the right one'), 'invalid-credentials')
  await alice.call('DELETE /api/admin/users/:userId/suspension', { userId: own.bobId })
  expect(await sessions[0]?.status()).toBe(401)
  expect(await tokens[0]?.status()).toBe(401)
  const back = visitor()
  await back.login('bob', own.password)
  const { items } = await back.call('GET /api/me/security-log', {})
  const told = items.filter(({ kind }) => kind.endsWith('suspended'))
  expect(told.map(({ kind, isByOther, address }) => [kind, isByOther, address])).toEqual([
    ['unsuspended', true, ''],
    ['suspended', true, ''],
  ])
})

test('who is not let in yet is told so, with the right password only', async () => {
  const { app, bob, visitor } = await world()
  const { password } = bob
  await app.ctx.db.write((tx) =>
    tx.updateTable('users').set({ state: 'pending' }).where('id', '=', bob.user.id).execute(),
  )
  await expectProblem(visitor().login('bob', password), 'awaiting-approval')
  await expectProblem(visitor().login('bob', 'not the right one'), 'invalid-credentials')
})

test('a sign-in that is under way when its account is shut or gets another password begins no session', async () => {
  const { alice, bob, app, visitor } = await world({ passwordCost: standardCost })
  const own = { id: bob.user.id, password: bob.password }
  const sessions = () => app.ctx.db.read.selectFrom('sessions').select('id').where('user_id', '=', own.id).execute()
  // A password takes tens of milliseconds to look at: what is asked after it is answered before.
  const suspended = visitor()
    .login('bob', own.password)
    .catch((error: unknown) => error)
  await alice.call('GET /api/auth/check', {})
  await alice.call('PUT /api/admin/users/:userId/suspension', { userId: own.id })
  expect(await suspended).toBeInstanceOf(ProblemError)
  expect(await sessions()).toEqual([])
  await alice.call('DELETE /api/admin/users/:userId/suspension', { userId: own.id })
  const changed = visitor()
    .login('bob', own.password)
    .catch((error: unknown) => error)
  await alice.call('GET /api/auth/check', {})
  await app.ctx.db.write((tx) =>
    tx.updateTable('users').set({ password_hash: 'another' }).where('id', '=', own.id).execute(),
  )
  expect(await changed).toMatchObject({ code: 'invalid-credentials' })
  expect(await sessions()).toEqual([])
})

test('a token that is being made when everything of its person ends is not made, or ends as well', async () => {
  const { bob, app, device } = await world()
  const { id } = bob.user
  for (let round = 0; round < 12; round++) {
    const [thief, owner] = [await device('bob'), await device('bob')]
    const made = Promise.allSettled(
      Array.from({ length: 4 }, () => thief.call('POST /api/auth/tokens', { name: 'stays' })),
    )
    await owner.call('POST /api/auth/sign-out-everywhere', {})
    await made
    const left = await app.ctx.db.read.selectFrom('api_tokens').select('id').where('user_id', '=', id).execute()
    expect(left).toEqual([])
  }
})

test('what is left of the sessions and tokens of an account that is not active opens nothing', async () => {
  const place = await world()
  const { app, bob } = place
  const { sessions, tokens } = await watched(place, bob)
  const { id } = bob.user
  for (const state of ['suspended', 'pending', 'deleted'] as const) {
    await app.ctx.db.write((tx) => tx.updateTable('users').set({ state }).where('id', '=', id).execute())
    expect([await sessions[0]?.status(), await tokens[0]?.status()]).toEqual([401, 401])
  }
  const rows = await app.ctx.db.read.selectFrom('sessions').select('id').where('user_id', '=', id).execute()
  expect(rows.length).toBeGreaterThan(0)
})
