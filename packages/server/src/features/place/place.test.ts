import { expect, test } from 'vitest'
import { passwordOf } from '../../testing/person.ts'
import { Letterbox } from '../../testing/letterbox.ts'
import { emptyWorld, expectProblem, world } from '../../testing/world.ts'

test('a place that nobody owns says so; then its owner names it and says how people join', async () => {
  const { visitor, person } = await emptyWorld()
  const before = await visitor().call('GET /api/place', {})
  expect(before).toMatchObject({ name: 'Kith', registration: 'open', hasOwner: false, hasMail: false })
  const alice = await person('alice')
  const chosen = await alice.call('PATCH /api/admin/place', { name: '  Harbour Street ', registration: 'invite' })
  expect(chosen).toEqual({
    name: 'Harbour Street',
    registration: 'invite',
    membersMayInvite: true,
    linkPreviews: true,
    editHistory: 'members',
    membersMakeCircles: false,
    fixed: [],
  })
  const after = await visitor().call('GET /api/place', {})
  expect(after).toMatchObject({ name: 'Harbour Street', registration: 'invite', hasOwner: true })
})

test('what the environment sets wins, is told as fixed, and cannot be changed', async () => {
  const settings = { ...(await Letterbox.open()).settings, PLACE_NAME: 'Fixed', REGISTRATION: 'closed' }
  const { visitor, person } = await emptyWorld({ settings })
  const alice = await person('alice')
  expect(await alice.call('GET /api/admin/place', {})).toMatchObject({ fixed: ['name', 'registration'] })
  const problem = await expectProblem(alice.call('PATCH /api/admin/place', { name: 'Mine' }), 'validation-failed')
  expect(problem.errors).toMatchObject([{ path: 'name', code: 'fixed' }])
  await alice.call('PATCH /api/admin/place', { membersMayInvite: false })
  expect(await visitor().call('GET /api/place', {})).toMatchObject({
    name: 'Fixed',
    registration: 'closed',
    hasMail: true,
  })
})

test('only owners change the place: no member, no admin, no visitor, no token, and nobody with an old proof', async () => {
  let now = Date.now()
  const { alice, bob, carol, visitor } = await world({ now: () => now })
  await alice.call('PATCH /api/admin/users/:userId', { userId: bob.user.id, role: 'admin' })
  for (const person of [bob, carol]) {
    await expectProblem(person.call('PATCH /api/admin/place', { registration: 'closed' }), 'forbidden')
  }
  await expect(bob.call('GET /api/admin/place', {})).resolves.toMatchObject({ registration: 'open' })
  await expectProblem(carol.call('GET /api/admin/place', {}), 'forbidden')
  await expectProblem(visitor().call('PATCH /api/admin/place', { name: 'Mine' }), 'unauthenticated')
  now += 11 * 60_000
  await expectProblem(alice.call('PATCH /api/admin/place', { name: 'Mine' }), 'reauthentication-required')
  await visitor().login('alice', passwordOf('alice'))
  expect((await visitor().call('GET /api/place', {})).name).toBe('Kith')
})

test('a change of the place is written down with who made it and from where', async () => {
  const { alice, app } = await world()
  await alice.call('PATCH /api/admin/place', { name: 'Pier', registration: 'approval' })
  await alice.call('PATCH /api/admin/place', { name: 'Pier' })
  const rows = await app.ctx.db.read.selectFrom('audit').selectAll().where('kind', '=', 'place-changed').execute()
  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({ actor_id: alice.user.id, user_id: null, address: '127.0.0.1' })
  expect(JSON.parse(rows[0]?.details ?? '')).toEqual({ name: 'Pier', registration: 'approval' })
})

test('a name without bounds is refused', async () => {
  const { alice } = await world()
  for (const name of ['', '   ', 'x'.repeat(61), 'x'.repeat(900_000), 'a\nb']) {
    await expectProblem(alice.call('PATCH /api/admin/place', { name }), 'validation-failed')
  }
})
