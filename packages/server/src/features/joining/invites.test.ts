import type { CallInput, CallReply } from '@kith/protocol/registry.ts'
import { expect, test } from 'vitest'
import { passwordOf } from '../../testing/person.ts'
import type { Person } from '../../testing/person.ts'
import { expectProblem, world } from '../../testing/world.ts'

type Invite = CallReply<'POST /api/invites'>

const invite = (by: Person, input: CallInput<'POST /api/invites'> = {}): Promise<Invite> =>
  by.call('POST /api/invites', input)
const codeOf = ({ code }: Invite): string => code ?? ''
const account = (username: string) => ({ username, email: `${username}@example.org`, password: passwordOf(username) })
const day = 24 * 60 * 60 * 1000

test('whoever comes by an invite lands where its maker wanted them, and both know who invited whom', async () => {
  const { alice, bob, visitor, app } = await world()
  await alice.call('PATCH /api/admin/place', { registration: 'invite' })
  const group = await bob.create({ kind: 'group', title: 'Boats', memberIds: [alice.user.id] })
  await bob.send(group.id, 'before their time').sent
  const made = await invite(bob, { note: 'the rowers', conversationIds: [group.id], usesMax: 2 })
  expect(made).toMatchObject({ uses: 0, usesMax: 2, state: 'valid', conversations: [{ id: group.id, title: 'Boats' }] })
  expect(Buffer.from(codeOf(made), 'base64url').length).toBeGreaterThanOrEqual(16)
  const seen = await visitor().call('GET /api/invites/:code', { code: codeOf(made) })
  expect(seen).toEqual({
    placeName: 'Kith',
    inviter: { id: bob.user.id, username: 'bob', displayName: 'bob', avatarUrl: null },
    conversations: [{ title: 'Boats', memberCount: 2 }],
  })
  const dora = visitor()
  await dora.register({ ...account('dora'), invite: codeOf(made) })
  await dora.start()
  const landed = dora.state.conversations.get(group.id)
  expect(landed).toMatchObject({ title: 'Boats', memberCount: 3 })
  expect(landed?.lastMessage?.system).toMatchObject({ type: 'added' })
  expect(dora.lobbyId).toBe(alice.lobbyId)
  await bob.until(({ conversations }) => conversations.get(group.id)?.memberCount === 3, 'the newcomer')
  const { items } = await bob.call('GET /api/invites/:inviteId/people', { inviteId: made.id })
  expect(items.map(({ user }) => user.username)).toEqual(['dora'])
  const people = await alice.call('GET /api/admin/users', { q: 'dora' })
  expect(people.items[0]?.invitedBy?.username).toBe('bob')
  const [mine] = (await bob.call('GET /api/invites', {})).items
  expect(mine).toMatchObject({ id: made.id, uses: 1, code: made.code, note: 'the rowers' })
  const stored = await app.ctx.db.read.selectFrom('invites').selectAll().execute()
  expect(JSON.stringify(stored)).not.toContain(made.code)
})

test('revoked, expired, used up, of somebody suspended or made up: every dead invite is not found, in the same words', async () => {
  let now = Date.now()
  const { alice, bob, carol, raw, visitor } = await world({ now: () => now })
  const revoked = await invite(bob)
  await bob.call('DELETE /api/invites/:inviteId', { inviteId: revoked.id })
  const expired = await invite(alice, { expiresAt: new Date(now + day).toISOString() })
  const usedUp = await invite(alice, { usesMax: 1 })
  await visitor().register({ ...account('dora'), invite: codeOf(usedUp) })
  const orphan = await invite(carol)
  await alice.call('PUT /api/admin/users/:userId/suspension', { userId: carol.user.id })
  const good = await invite(alice)
  now += day + 1
  const codes = [revoked, expired, usedUp, orphan].map(codeOf)
  const bodies = new Set<string>()
  for (const code of [...codes, 'A'.repeat(32), '-']) {
    const response = await raw(`/api/invites/${code}`)
    expect(response.status).toBe(404)
    bodies.add((await response.text()).replace(/"requestId":"[^"]*"/, ''))
    await expectProblem(visitor().register({ ...account('eve'), invite: code }), 'not-found')
    await expectProblem(bob.call('POST /api/invites/:code/accept', { code }), 'not-found')
  }
  expect(bodies.size).toBe(1)
  await visitor().register({ ...account('eve'), invite: codeOf(good) })
  const states = (await alice.call('GET /api/invites', { by: 'everyone' })).items.map(({ state }) => state)
  expect(states.toSorted()).toEqual(['expired', 'revoked', 'used-up', 'valid', 'valid'])
})

test('of many who race for the last use exactly one joins, and the others leave nothing behind', async () => {
  const { alice, visitor, app } = await world()
  await alice.call('PATCH /api/admin/place', { registration: 'invite' })
  const made = await invite(alice, { usesMax: 1 })
  const names = Array.from({ length: 8 }, (_, index) => `racer${index}`)
  const outcomes = await Promise.allSettled(
    names.map((name) => visitor().register({ ...account(name), invite: codeOf(made) })),
  )
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'not-found' })
  }
  const rows = await app.ctx.db.read.selectFrom('users').select('id').where('username', 'like', 'racer%').execute()
  expect(rows).toHaveLength(1)
  expect((await alice.call('GET /api/invites', {})).items[0]).toMatchObject({ uses: 1, state: 'used-up' })
})

test('a name that is taken costs no use of the invite', async () => {
  const { alice, visitor } = await world()
  const made = await invite(alice, { usesMax: 1 })
  await expectProblem(visitor().register({ ...account('bob'), invite: codeOf(made) }), 'username-taken')
  await expect(visitor().register({ ...account('dora'), invite: codeOf(made) })).resolves.toMatchObject({
    username: 'dora',
  })
})

test('an invite leads only where its maker may add people, when it is made and when it is used', async () => {
  const { alice, bob, carol, stranger, visitor } = await world()
  const group = await bob.create({ kind: 'group', title: 'Boats', memberIds: [carol.user.id] })
  const closed = await bob.create({ kind: 'channel', title: 'Board', isPublic: false, memberIds: [carol.user.id] })
  const open = await bob.create({ kind: 'channel', title: 'Garden', isPublic: true, memberIds: [carol.user.id] })
  const direct = await bob.directWith(carol.user.id)
  await expectProblem(invite(stranger, { conversationIds: [group.id] }), 'not-found')
  await expectProblem(invite(alice, { conversationIds: ['00000000-0000-7000-8000-000000000000'] }), 'not-found')
  await expectProblem(invite(carol, { conversationIds: [closed.id] }), 'forbidden')
  await expectProblem(invite(carol, { conversationIds: [direct.id] }), 'forbidden')
  await expectProblem(invite(carol, { conversationIds: [carol.lobbyId] }), 'forbidden')
  const made = await invite(carol, { conversationIds: [group.id, open.id] })
  await bob.call('DELETE /api/conversations/:conversationId/members/:userId', {
    conversationId: group.id,
    userId: carol.user.id,
  })
  const seen = await visitor().call('GET /api/invites/:code', { code: codeOf(made) })
  expect(seen.conversations).toEqual([{ title: 'Garden', memberCount: 2 }])
  const dora = visitor()
  await dora.register({ ...account('dora'), invite: codeOf(made) })
  await dora.start()
  expect(dora.state.conversations.has(open.id)).toBe(true)
  expect(dora.state.conversations.has(group.id)).toBe(false)
})

test('who lost the right to add people somewhere brings nobody there any more', async () => {
  const { bob, carol, visitor } = await world()
  const board = await bob.create({ kind: 'channel', title: 'Board', isPublic: false, memberIds: [carol.user.id] })
  const at = { conversationId: board.id, userId: carol.user.id }
  await bob.call('PATCH /api/conversations/:conversationId/members/:userId', { ...at, role: 'admin' })
  const made = await invite(carol, { conversationIds: [board.id] })
  await bob.call('PATCH /api/conversations/:conversationId/members/:userId', { ...at, role: 'member' })
  const dora = visitor()
  await dora.register({ ...account('dora'), invite: codeOf(made) })
  await dora.start()
  expect(dora.state.conversations.has(board.id)).toBe(false)
  expect((await visitor().call('GET /api/invites/:code', { code: codeOf(made) })).conversations).toEqual([])
})

test('who has an account joins by the link too, once, and takes no use', async () => {
  const { bob, stranger } = await world()
  const group = await bob.create({ kind: 'group', title: 'Boats', memberIds: [] })
  const made = await invite(bob, { conversationIds: [group.id], usesMax: 1 })
  const code = codeOf(made)
  for (let time = 0; time < 2; time++) {
    expect(await stranger.call('POST /api/invites/:code/accept', { code })).toEqual({ conversationIds: [group.id] })
  }
  await stranger.until(({ conversations }) => conversations.has(group.id), 'the group')
  const [mine] = (await bob.call('GET /api/invites', {})).items
  expect(mine).toMatchObject({ uses: 0, state: 'valid' })
  await bob.until(({ conversations }) => conversations.get(group.id)?.memberCount === 2, 'the count')
})

test('whom others took out of a conversation no invite brings back, until a member adds them again', async () => {
  const { bob, stranger, raw } = await world()
  const group = await bob.create({ kind: 'group', title: 'Boats', memberIds: [stranger.user.id] })
  const other = await bob.create({ kind: 'group', title: 'Garden', memberIds: [] })
  const [toBoth, toOne] = [
    await invite(bob, { conversationIds: [group.id, other.id] }),
    await invite(bob, { conversationIds: [group.id] }),
  ]
  const member = { conversationId: group.id, userId: stranger.user.id }
  await bob.call('DELETE /api/conversations/:conversationId/members/:userId', member)
  const bodyOf = async (code: string): Promise<string> => {
    const headers = { cookie: stranger.api.cookies(), 'sec-fetch-site': 'same-origin' }
    const response = await raw(`/api/invites/${code}/accept`, { method: 'POST', headers })
    expect(response.status).toBe(404)
    return (await response.text()).replace(/"requestId":"[^"]*"/, '')
  }
  expect(await bodyOf(codeOf(toOne))).toBe(await bodyOf('A'.repeat(32)))
  const landed = await stranger.call('POST /api/invites/:code/accept', { code: codeOf(toBoth) })
  expect(landed).toEqual({ conversationIds: [other.id] })
  await expectProblem(
    stranger.call('GET /api/conversations/:conversationId', { conversationId: group.id }),
    'not-found',
  )
  await bob.call('POST /api/conversations/:conversationId/members', {
    conversationId: group.id,
    userIds: [stranger.user.id],
  })
  await stranger.call('DELETE /api/conversations/:conversationId/members/:userId', { ...member, userId: 'me' })
  // Whoever left by themselves may come back by it.
  const back = await stranger.call('POST /api/invites/:code/accept', { code: codeOf(toOne) })
  expect(back).toEqual({ conversationIds: [group.id] })
})

test('a closed place refuses even invites', async () => {
  const { alice, bob, visitor } = await world()
  const made = await invite(alice)
  await alice.call('PATCH /api/admin/place', { registration: 'closed' })
  await expectProblem(visitor().register({ ...account('dora'), invite: codeOf(made) }), 'registration-closed')
  await expectProblem(visitor().register(account('dora')), 'registration-closed')
  await expectProblem(bob.call('POST /api/invites/:code/accept', { code: codeOf(made) }), 'registration-closed')
})

test('where it is by invite, nobody comes without one', async () => {
  const { alice, visitor } = await world()
  await alice.call('PATCH /api/admin/place', { registration: 'invite' })
  await expectProblem(visitor().register(account('dora')), 'registration-closed')
})

test('members invite while the owner lets them; when no longer, what they made is dead', async () => {
  const { alice, bob, visitor } = await world()
  const made = await invite(bob)
  await alice.call('PATCH /api/admin/place', { membersMayInvite: false })
  await expectProblem(invite(bob), 'forbidden')
  await expectProblem(visitor().call('GET /api/invites/:code', { code: codeOf(made) }), 'not-found')
  await expectProblem(visitor().register({ ...account('dora'), invite: codeOf(made) }), 'not-found')
  await expect(invite(alice)).resolves.toMatchObject({ state: 'valid' })
})

test('the invites of others are nobody’s to see or to end, but the owner’s', async () => {
  const { alice, bob, carol } = await world()
  const made = await invite(bob)
  await expectProblem(carol.call('GET /api/invites', { by: 'everyone' }), 'forbidden')
  expect((await carol.call('GET /api/invites', {})).items).toEqual([])
  await expectProblem(carol.call('GET /api/invites/:inviteId/people', { inviteId: made.id }), 'not-found')
  await expectProblem(carol.call('DELETE /api/invites/:inviteId', { inviteId: made.id }), 'not-found')
  await alice.call('DELETE /api/invites/:inviteId', { inviteId: made.id })
  expect((await bob.call('GET /api/invites', {})).items[0]?.state).toBe('revoked')
})

test('codes cannot be tried without end', async () => {
  const { alice, visitor } = await world({ settings: { RATE_LIMIT_FACTOR: '1' } })
  const made = await invite(alice)
  for (let tried = 0; tried < 20; tried++) {
    await expectProblem(visitor().call('GET /api/invites/:code', { code: `guess-${tried}` }), 'not-found')
  }
  await expectProblem(visitor().call('GET /api/invites/:code', { code: 'guess' }), 'rate-limited')
  await expectProblem(visitor().register({ ...account('dora'), invite: 'guess' }), 'rate-limited')
  await expectProblem(visitor().call('GET /api/invites/:code', { code: codeOf(made) }), 'rate-limited')
})

test('what is not a number of uses, a time to come or a bounded note is refused', async () => {
  const { alice } = await world()
  const bad: CallInput<'POST /api/invites'>[] = [
    { usesMax: 0 },
    { usesMax: 1_001 },
    { usesMax: 1.5 },
    { expiresAt: new Date(Date.now() - day).toISOString() },
    { note: 'x'.repeat(81) },
    { note: 'x'.repeat(900_000) },
    { conversationIds: Array.from({ length: 21 }, (_, index) => `c${index}`) },
  ]
  for (const input of bad) await expectProblem(invite(alice, input), 'validation-failed')
})
