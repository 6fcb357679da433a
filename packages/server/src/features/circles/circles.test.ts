import { namedNow } from '@kith/sdk/circle-names.ts'
import { expect, test } from 'vitest'
import type { Person } from '../../testing/person.ts'
import { everyRow } from '../../testing/tables.ts'
import { expectProblem, world } from '../../testing/world.ts'

test('a circle is named in a message: who is in it and in the conversation then is told', async () => {
  const { app, alice, bob, carol, stranger } = await world()
  const { id: circleId } = await alice.call('POST /api/circles', {
    handle: 'Design',
    title: 'The designers',
    userIds: [alice.user.id, bob.user.id, stranger.user.id],
  })
  const { id } = await alice.create({ kind: 'group', memberIds: [bob.user.id, carol.user.id] })
  await bob.until(({ conversations }) => conversations.has(id), 'the group')
  const message = await alice.send(id, 'ask @design').sent
  const named = { id: circleId, handle: 'Design', title: 'The designers', writtenAs: 'design' }
  expect(message).toMatchObject({ isToAll: false, circles: [named] })
  await bob.until(({ conversations }) => conversations.get(id)?.mentions === 1, 'a mention')
  await alice.call('PATCH /api/circles/:circleId', { circleId, addIds: [carol.user.id] })
  await app.ctx.background.idle()
  const { mentions } = await carol.call('GET /api/conversations/:conversationId', { conversationId: id })
  expect(mentions).toBe(0)
  const notices = await bob.call('GET /api/notifications', {})
  expect(notices.items.filter(({ kind }) => kind === 'mention')).toMatchObject([{ conversationId: id, count: 1 }])
  await expectProblem(stranger.call('GET /api/conversations/:conversationId', { conversationId: id }), 'not-found')
  await alice.call('DELETE /api/circles/:circleId', { circleId })
  const page = await bob.call('GET /api/conversations/:conversationId/messages', { conversationId: id })
  expect(page.items.at(-1)).toMatchObject({ body: 'ask @design', circles: [] })
  expect((await alice.send(id, '@design?').sent).circles).toEqual([])
})

test('what a circle is called now is shown in messages that a device has, also if it slept meanwhile', async () => {
  const { alice, bob, device } = await world()
  const { id: circleId } = await alice.call('POST /api/circles', { handle: 'design', title: 'The designers' })
  const { id } = await alice.create({ kind: 'group', memberIds: [bob.user.id] })
  await alice.send(id, 'ask @design').sent
  const sleeper = await device('bob')
  for (const one of [bob, sleeper]) await one.open(id)
  const shown = (one: Person) => namedNow(one.state.circles, one.state.timelines.get(id)?.items.at(-1)?.circles ?? [])
  const names = (one: Person) => shown(one).map(({ handle, title, writtenAs }) => [handle, title, writtenAs].join(' '))
  expect(names(sleeper)).toEqual(['design The designers design'])
  sleeper.socket?.disconnect()
  await alice.call('PATCH /api/circles/:circleId', { circleId, title: 'Those who draw', handle: 'draw' })
  await bob.until(() => names(bob).join() === 'draw Those who draw design', 'the new name')
  sleeper.tryNow()
  await sleeper.until(() => names(sleeper).join() === 'draw Those who draw design', 'the new name')
  sleeper.socket?.disconnect()
  await alice.call('DELETE /api/circles/:circleId', { circleId })
  await bob.until(() => names(bob).length === 0, 'that it is no more')
  sleeper.tryNow()
  await sleeper.until(() => names(sleeper).length === 0, 'that it is no more')
})

test('a circle and a person never have the same name, whoever comes first', async () => {
  const place = await world()
  const { alice, bob, carol, visitor } = place
  const make = (handle: string): Promise<{ id: string }> =>
    alice.call('POST /api/circles', { handle, title: 'Some people' })
  await expectProblem(make('BOB'), 'username-taken')
  await expectProblem(make('all'), 'validation-failed')
  const { id: circleId } = await make('tech')
  await expectProblem(make('Tech'), 'username-taken')
  await expectProblem(bob.call('PATCH /api/me', { username: 'TECH' }), 'username-taken')
  const account = { username: 'Tech', email: 'tech@example.org', password: 'rain on tin roofs and more' }
  await expectProblem(visitor().call('POST /api/auth/register', account), 'username-taken')
  await bob.call('PATCH /api/me', { username: 'robert' })
  await expectProblem(alice.call('PATCH /api/circles/:circleId', { circleId, handle: 'bob' }), 'username-taken')
  await alice.call('PATCH /api/circles/:circleId', { circleId, handle: 'TECH' })
  await alice.call('PATCH /api/circles/:circleId', { circleId, handle: 'technicians' })
  await carol.call('PATCH /api/me', { username: 'tech' })
})

test('of a person and a circle who take a name at the same moment, one gets it', async () => {
  const place = await world()
  const { app, alice, bob } = place
  for (let round = 0; round < 5; round++) {
    const name = `name${round}`
    await app.ctx.db.write((tx) => tx.deleteFrom('audit').where('kind', '=', 'username-changed').execute())
    const outcomes = await Promise.allSettled([
      bob.call('PATCH /api/me', { username: name }),
      alice.call('POST /api/circles', { handle: name, title: 'Some people' }),
      alice.call('POST /api/circles', { handle: name, title: 'Some others' }),
    ])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  }
})

test('owners and admins make circles, others where the place says so; whoever is in one may leave it', async () => {
  const { alice, bob, carol } = await world()
  const wanted = { handle: 'cooks', title: 'Cooks', userIds: [bob.user.id, carol.user.id] }
  await expectProblem(bob.call('POST /api/circles', wanted), 'forbidden')
  const { id: circleId, memberCount } = await alice.call('POST /api/circles', wanted)
  expect(memberCount).toBe(2)
  const change = { circleId, title: 'Kitchen' }
  await expectProblem(bob.call('PATCH /api/circles/:circleId', change), 'forbidden')
  await expectProblem(bob.call('DELETE /api/circles/:circleId', { circleId }), 'forbidden')
  expect(await bob.call('GET /api/circles', { userId: carol.user.id })).toMatchObject({
    items: [{ handle: 'cooks', isMember: true, memberCount: 2 }],
    mayMake: false,
  })
  await bob.call('DELETE /api/circles/:circleId/members/me', { circleId })
  await expectProblem(bob.call('DELETE /api/circles/:circleId/members/me', { circleId }), 'not-found')
  await alice.call('PATCH /api/admin/place', { membersMakeCircles: true })
  await bob.call('PATCH /api/circles/:circleId', change)
  expect(await bob.call('GET /api/circles', { q: 'kitch' })).toMatchObject({
    items: [{ title: 'Kitchen', isMember: false, memberCount: 1 }],
    mayMake: true,
  })
  expect((await bob.call('GET /api/circles', { q: 'itch' })).items).toEqual([])
  await expectProblem(bob.call('PATCH /api/circles/:circleId', { circleId, addIds: [circleId] }), 'not-found')
})

test('who came into a circle, left it and was taken out is written down', async () => {
  const place = await world()
  const { alice, bob, carol } = place
  const { id: circleId } = await alice.call('POST /api/circles', {
    handle: 'cooks',
    title: 'Cooks',
    userIds: [bob.user.id, carol.user.id],
  })
  await alice.call('PATCH /api/circles/:circleId', { circleId, removeIds: [carol.user.id], addIds: [bob.user.id] })
  await bob.call('DELETE /api/circles/:circleId/members/me', { circleId })
  const audit = (await everyRow(place)).get('audit') ?? []
  const of = (userId: string): unknown[] =>
    audit
      .filter((row) => row['user_id'] === userId && String(row['kind']).startsWith('circle'))
      .map((row) => [row['kind'], row['actor_id'] === alice.user.id])
  expect(of(bob.user.id)).toEqual([
    ['circle-joined', true],
    ['circle-left', false],
  ])
  expect(of(carol.user.id)).toEqual([
    ['circle-joined', true],
    ['circle-removed', true],
  ])
})

test('a deleted account is in no circle any more', async () => {
  const { app, alice, bob, carol } = await world()
  const wanted = { handle: 'cooks', title: 'Cooks', userIds: [bob.user.id, carol.user.id] }
  const { id: circleId } = await alice.call('POST /api/circles', wanted)
  await bob.call('DELETE /api/me', { erasesMessages: 'false' })
  await app.ctx.background.idle()
  const after = await alice.call('GET /api/circles/:circleId', { circleId })
  expect(after).toMatchObject({ memberCount: 1, members: [{ id: carol.user.id }] })
})

test('what may be written after the @ is told with how many it reaches', async () => {
  const { alice, bob, carol, stranger } = await world()
  await alice.call('POST /api/circles', {
    handle: 'boats',
    title: 'People with boats',
    userIds: [alice.user.id, bob.user.id, stranger.user.id],
  })
  const { id: conversationId } = await alice.create({ kind: 'group', memberIds: [bob.user.id, carol.user.id] })
  await carol.until(({ conversations }) => conversations.has(conversationId), 'the group')
  const found = await alice.call('GET /api/conversations/:conversationId/mentionable', { conversationId, q: 'bo' })
  expect(found).toMatchObject({ people: [{ id: bob.user.id }], circles: [{ handle: 'boats', reach: 1 }], here: 2 })
  const reach = async (names: string): Promise<number> =>
    (await alice.call('GET /api/conversations/:conversationId/reach', { conversationId, names })).count
  expect(await reach('boats')).toBe(1)
  expect(await reach('boats,here')).toBe(2)
  expect(await reach('all,boats')).toBe(2)
  expect(await reach('bob,nobody')).toBe(0)
  const asked = { conversationId, q: '' }
  await expectProblem(stranger.call('GET /api/conversations/:conversationId/mentionable', asked), 'not-found')
  await expectProblem(
    stranger.call('GET /api/conversations/:conversationId/reach', { conversationId, names: 'all' }),
    'not-found',
  )
})
