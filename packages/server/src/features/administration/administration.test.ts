import { expect, test } from 'vitest'
import { Letterbox } from '../../testing/letterbox.ts'
import { passwordOf } from '../../testing/person.ts'
import type { Person } from '../../testing/person.ts'
import { turnOnTotp } from '../../testing/totp.ts'
import { expectProblem, world } from '../../testing/world.ts'

const suspend = (by: Person, whom: Person, reason = '') =>
  by.call('PUT /api/admin/users/:userId/suspension', { userId: whom.user.id, reason })
const unsuspend = (by: Person, whom: Person) =>
  by.call('DELETE /api/admin/users/:userId/suspension', { userId: whom.user.id })
const promote = (by: Person, whom: Person, role: 'owner' | 'admin' | 'member') =>
  by.call('PATCH /api/admin/users/:userId', { userId: whom.user.id, role })

/** Well before the sweep that closes sockets even if nobody told of it. */
const AT_MOST_MS = 20_000

test('a suspended account is out at once: sessions, tokens, sockets, and no way back', async () => {
  const { alice, bob, device, raw, visitor } = await world()
  const phone = await device('bob')
  const { token } = await bob.call('POST /api/auth/tokens', { name: 'bot' })
  const headers = { authorization: `Bearer ${token}` }
  expect((await raw('/api/conversations', { headers })).status).toBe(200)
  const begun = performance.now()
  await suspend(alice, bob, 'spam')
  for (const client of [bob, phone]) {
    await client.until(({ connection }) => connection.state !== 'online', 'the end of the socket')
    await expectProblem(client.call('GET /api/conversations', {}), 'unauthenticated')
  }
  expect((await raw('/api/conversations', { headers })).status).toBe(401)
  expect(performance.now() - begun).toBeLessThan(AT_MOST_MS)
  await expectProblem(visitor().login('bob', passwordOf('bob')), 'account-suspended')
  expect((await alice.call('GET /api/users', { q: 'bob' })).items).toEqual([])
  const listed = (await alice.call('GET /api/admin/users', { q: 'bob' })).items
  expect(listed).toMatchObject([{ state: 'suspended', suspensionReason: 'spam' }])
  await alice.call('DELETE /api/admin/users/:userId/suspension', { userId: listed[0]?.id ?? '' })
  expect((await raw('/api/conversations', { headers })).status).toBe(401)
  await expectProblem(bob.call('GET /api/conversations', {}), 'unauthenticated')
  await expect(device('bob')).resolves.toBeDefined()
})

test('members administer nothing, and nobody promotes themselves', async () => {
  const { alice, bob, carol } = await world()
  await expectProblem(bob.call('GET /api/admin/users', {}), 'forbidden')
  await expectProblem(suspend(bob, carol), 'forbidden')
  await expectProblem(unsuspend(bob, carol), 'forbidden')
  await expectProblem(promote(bob, bob, 'owner'), 'forbidden')
  await expectProblem(suspend(bob, alice), 'forbidden')
  await promote(alice, bob, 'admin')
  await expectProblem(promote(bob, bob, 'owner'), 'forbidden')
  await expectProblem(promote(bob, alice, 'member'), 'forbidden')
})

test('an admin suspends members, but no owner, no admin and not themselves', async () => {
  const { alice, bob, carol, stranger } = await world()
  await promote(alice, bob, 'admin')
  await promote(alice, carol, 'admin')
  await expectProblem(suspend(bob, alice), 'forbidden')
  await expectProblem(suspend(bob, carol), 'forbidden')
  await expectProblem(suspend(bob, bob), 'forbidden')
  await expectProblem(suspend(alice, alice), 'forbidden')
  await expect(suspend(bob, stranger)).resolves.toMatchObject({ state: 'suspended' })
  await suspend(alice, carol)
  await expectProblem(unsuspend(bob, carol), 'forbidden')
})

test('the last owner stays, however many try at once', async () => {
  const { alice, bob, app } = await world()
  await expectProblem(promote(alice, alice, 'member'), 'last-owner')
  await promote(alice, bob, 'owner')
  const outcomes = await Promise.allSettled([promote(alice, bob, 'member'), promote(bob, alice, 'member')])
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const owners = await app.ctx.db.read.selectFrom('users').select('id').where('role', '=', 'owner').execute()
  expect(owners).toHaveLength(1)
})

test('a role counts at once, on the screen of whom it was given to and in the lobby', async () => {
  const { alice, bob } = await world()
  await promote(alice, bob, 'admin')
  await bob.until(({ me }) => me?.role === 'admin', 'the role')
  await expect(bob.call('GET /api/admin/users', {})).resolves.toBeDefined()
  const { items } = await alice.call('GET /api/conversations/:conversationId/members', {
    conversationId: alice.lobbyId,
    q: 'bob',
  })
  expect(items[0]?.role).toBe('admin')
  await promote(alice, bob, 'member')
  await expectProblem(bob.call('GET /api/admin/users', {}), 'forbidden')
})

test('the list of people shows no address to anybody, finds by name, and comes in pages', async () => {
  const { alice } = await world()
  const first = await alice.call('GET /api/admin/users', { limit: 3 })
  const rest = await alice.call('GET /api/admin/users', { limit: 3, cursor: first.nextCursor ?? '' })
  const names = [...first.items, ...rest.items].map(({ username }) => username)
  expect(names).toEqual(['alice', 'bob', 'carol', 'stranger'])
  expect(rest.nextCursor).toBeNull()
  expect(JSON.stringify([first, rest])).not.toContain('@example.org')
  expect((await alice.call('GET /api/admin/users', { q: 'CAR' })).items.map(({ username }) => username)).toEqual([
    'carol',
  ])
})

test('who was suspended, by whom, and from where is written down, and a stale proof is not enough', async () => {
  let now = Date.now()
  const { alice, bob, app } = await world({ now: () => now })
  const bobId = bob.user.id
  await suspend(alice, bob, 'spam')
  await alice.call('DELETE /api/admin/users/:userId/suspension', { userId: bobId })
  await alice.call('PATCH /api/admin/users/:userId', { userId: bobId, role: 'admin' })
  const rows = await app.ctx.db.read
    .selectFrom('audit')
    .selectAll()
    .where('user_id', '=', bobId)
    .where('actor_id', '=', alice.user.id)
    .orderBy('id')
    .execute()
  expect(rows.map(({ kind }) => kind)).toEqual(['suspended', 'unsuspended', 'role-changed'])
  for (const row of rows) expect(row).toMatchObject({ address: '127.0.0.1', at: now })
  now += 11 * 60_000
  await expectProblem(
    alice.call('PUT /api/admin/users/:userId/suspension', { userId: bobId }),
    'reauthentication-required',
  )
  await expectProblem(
    alice.call('PATCH /api/admin/users/:userId', { userId: bobId, role: 'member' }),
    'reauthentication-required',
  )
})

test('somebody who is not there is not found, and a reason has bounds', async () => {
  const { alice, bob } = await world()
  const userId = '00000000-0000-7000-8000-000000000000'
  await expectProblem(alice.call('PUT /api/admin/users/:userId/suspension', { userId }), 'not-found')
  await expectProblem(alice.call('PATCH /api/admin/users/:userId', { userId, role: 'admin' }), 'not-found')
  await expectProblem(suspend(alice, bob, 'x'.repeat(201)), 'validation-failed')
})

test('who lost every second factor is let in by the password again, is told, and nobody else can do that to them', async () => {
  const box = await Letterbox.open()
  const { alice, bob, carol, visitor } = await world({ settings: box.settings })
  const reset = 'DELETE /api/admin/users/:userId/second-factors'
  await turnOnTotp(bob)
  const theirs = { userId: bob.user.id }
  await expectProblem(visitor().login('bob', bob.password), 'second-factor-required')
  await expectProblem(carol.call(reset, theirs), 'forbidden')
  await expectProblem(alice.call(reset, { userId: alice.user.id }), 'forbidden')
  await promote(alice, carol, 'admin')
  await promote(alice, bob, 'admin')
  await expectProblem(carol.call(reset, theirs), 'forbidden')
  const { items } = await alice.call('GET /api/admin/users', { q: 'bob' })
  expect(items[0]?.hasSecondFactor).toBe(true)
  expect((await alice.call(reset, theirs)).hasSecondFactor).toBe(false)
  await visitor().login('bob', bob.password)
  await box.letter('bob@example.org', /second factors/)
  const log = await bob.call('GET /api/me/security-log', {})
  expect(log.items.find(({ kind }) => kind === 'second-factors-reset')).toMatchObject({ isByOther: true, address: '' })
})
