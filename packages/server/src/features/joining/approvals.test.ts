import { PendingError } from '@kith/sdk/problem-error.ts'
import { expect, test } from 'vitest'
import { Letterbox } from '../../testing/letterbox.ts'
import { passwordOf } from '../../testing/person.ts'
import { emptyWorld, expectProblem, world } from '../../testing/world.ts'
import type { World } from '../../testing/world.ts'

const json = { 'content-type': 'application/json' }
const account = (username: string) => ({ username, email: `${username}@example.org`, password: passwordOf(username) })

async function byApproval(settings: Record<string, string> = {}): Promise<World> {
  const place = await world({ settings })
  await place.alice.call('PATCH /api/admin/place', { registration: 'approval' })
  return place
}

async function waitingId({ alice }: World): Promise<string> {
  const { items } = await alice.call('GET /api/admin/approvals', {})
  return items[0]?.user.id ?? ''
}

test('where joining needs approval, an account waits: 202, no cookie, and the password tells how it stands', async () => {
  const place = await byApproval()
  const { alice, raw, visitor } = place
  const body = JSON.stringify({ ...account('dora'), reason: 'Ann from the choir sent me.' })
  const response = await raw('/api/auth/register', { method: 'POST', headers: json, body })
  expect(response.status).toBe(202)
  expect(response.headers.getSetCookie()).toEqual([])
  expect(await response.json()).toEqual({ status: 'pending' })
  await expectProblem(visitor().login('dora', passwordOf('dora')), 'awaiting-approval')
  await expectProblem(visitor().login('dora', 'wrong and wrong'), 'invalid-credentials')
  const asked = await alice.call('GET /api/admin/approvals', {})
  expect(asked).toMatchObject({
    count: 1,
    items: [{ user: { username: 'dora' }, reason: 'Ann from the choir sent me.' }],
  })
  expect(JSON.stringify(asked)).not.toContain('@')
})

test('who waits is nowhere: not in search, not by name, not in the lobby, not to be written to', async () => {
  const place = await byApproval()
  const { alice, bob, visitor } = place
  await expect(visitor().register(account('dora'))).rejects.toBeInstanceOf(PendingError)
  const userId = await waitingId(place)
  expect((await bob.call('GET /api/users', { q: 'dora' })).items).toEqual([])
  expect((await bob.call('GET /api/users', { q: '' })).items.map(({ username }) => username)).not.toContain('dora')
  await expectProblem(bob.call('GET /api/users/:username', { username: 'dora' }), 'not-found')
  const members = await bob.call('GET /api/conversations/:conversationId/members', { conversationId: bob.lobbyId })
  expect(members.items.map(({ user }) => user.username)).not.toContain('dora')
  expect((await alice.call('GET /api/admin/users', { q: 'dora' })).items).toEqual([])
  await expectProblem(alice.create({ kind: 'direct', memberIds: [userId] }), 'not-found')
  await expectProblem(alice.create({ kind: 'group', title: 'x', memberIds: [userId] }), 'not-found')
  await expectProblem(alice.call('PUT /api/admin/users/:userId/suspension', { userId }), 'not-found')
})

test('who is let in is here like anyone: signs in, is in the lobby, is found', async () => {
  const place = await byApproval()
  const { alice, bob, device, visitor, app } = place
  await expect(visitor().register(account('dora'))).rejects.toBeInstanceOf(PendingError)
  const userId = await waitingId(place)
  await alice.call('POST /api/admin/approvals/:userId', { userId })
  const dora = await device('dora')
  expect(dora.lobbyId).toBe(alice.lobbyId)
  expect((await bob.call('GET /api/users', { q: 'dora' })).items).toHaveLength(1)
  await expectProblem(alice.call('POST /api/admin/approvals/:userId', { userId }), 'not-found')
  await expectProblem(alice.call('DELETE /api/admin/approvals/:userId', { userId }), 'not-found')
  expect(await alice.call('GET /api/admin/approvals', {})).toMatchObject({ count: 0, items: [] })
  const rows = await app.ctx.db.read.selectFrom('audit').selectAll().where('kind', '=', 'approved').execute()
  expect(rows).toMatchObject([{ actor_id: alice.user.id, user_id: userId, address: '127.0.0.1' }])
})

test('of who is turned away nothing is left but the note that it was done, and the name is free', async () => {
  const place = await byApproval()
  const { alice, visitor, app } = place
  await expect(visitor().register(account('dora'))).rejects.toBeInstanceOf(PendingError)
  const userId = await waitingId(place)
  await alice.call('DELETE /api/admin/approvals/:userId', { userId })
  await expectProblem(visitor().login('dora', passwordOf('dora')), 'invalid-credentials')
  const left = await app.ctx.db.read.selectFrom('users').select('id').where('id', '=', userId).execute()
  expect(left).toEqual([])
  const rows = await app.ctx.db.read.selectFrom('audit').selectAll().where('kind', '=', 'rejected').execute()
  expect(rows).toMatchObject([{ actor_id: alice.user.id, user_id: null, address: '127.0.0.1' }])
  await expect(visitor().register(account('dora'))).rejects.toBeInstanceOf(PendingError)
})

test('the first account is the owner at once, approval or not', async () => {
  const { person } = await emptyWorld({ settings: { REGISTRATION: 'approval' } })
  expect((await person('alice')).user.role).toBe('owner')
})

test('an invite counts as approval', async () => {
  const { bob, visitor } = await byApproval()
  const { code } = await bob.call('POST /api/invites', {})
  const dora = visitor()
  await expect(dora.register({ ...account('dora'), invite: code ?? '' })).resolves.toMatchObject({ username: 'dora' })
})

test('no member sees or decides who waits; an admin does', async () => {
  const place = await byApproval()
  const { alice, bob, carol, visitor } = place
  await expect(visitor().register(account('dora'))).rejects.toBeInstanceOf(PendingError)
  const userId = await waitingId(place)
  await expectProblem(bob.call('GET /api/admin/approvals', {}), 'forbidden')
  await expectProblem(bob.call('POST /api/admin/approvals/:userId', { userId }), 'forbidden')
  await expectProblem(bob.call('DELETE /api/admin/approvals/:userId', { userId }), 'forbidden')
  await alice.call('PATCH /api/admin/users/:userId', { userId: carol.user.id, role: 'admin' })
  await carol.call('POST /api/admin/approvals/:userId', { userId })
})

test('owners hear at once that somebody waits, and members hear nothing', async () => {
  const place = await byApproval()
  const { alice, bob, visitor } = place
  const heard: number[] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  bob.socket?.on('approvals', ({ count }) => heard.push(count))
  alice.socket?.on('approvals', ({ count }) => (count === 1 ? resolve() : undefined))
  await expect(visitor().register(account('dora'))).rejects.toBeInstanceOf(PendingError)
  await promise
  await bob.send(bob.lobbyId, 'after it').sent
  expect(heard).toEqual([])
})

test('with a mail server, who is let in gets a letter', async () => {
  const box = await Letterbox.open()
  const place = await byApproval(box.settings)
  const { alice, visitor } = place
  await expect(visitor().register(account('dora'))).rejects.toBeInstanceOf(PendingError)
  await alice.call('POST /api/admin/approvals/:userId', { userId: await waitingId(place) })
  await box.letter('dora@example.org', /You are in: Kith/)
})

test('a reason without bounds is refused', async () => {
  const { visitor } = await byApproval()
  for (const reason of ['x'.repeat(501), 'x'.repeat(15_000)]) {
    await expectProblem(visitor().register({ ...account('dora'), reason }), 'validation-failed')
  }
})
