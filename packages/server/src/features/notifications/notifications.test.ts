import { expect, test } from 'vitest'
import type { Person } from '../../testing/person.ts'
import { relate } from '../../testing/relate.ts'
import { expectProblem, world } from '../../testing/world.ts'
import type { World } from '../../testing/world.ts'
import { notify } from './notifications.ts'
import type { Notice } from './notify.ts'

async function noticesOf(who: Person) {
  return who.call('GET /api/notifications', {})
}

/** The notices of `who` once `count` of them are unread: they are made by jobs. */
async function unread(who: Person, count: number) {
  await expect.poll(async () => (await noticesOf(who)).unread).toBe(count)
  return (await noticesOf(who)).items
}

async function told({ app }: World, notice: Notice): Promise<void> {
  const tell = await app.ctx.db.write((tx) => notify(app.ctx, tx, notice))
  tell()
}

/** Once no work waits. */
async function settled({ app }: World): Promise<void> {
  const waiting = (): Promise<unknown[]> => app.ctx.db.read.selectFrom('jobs').select('id').execute()
  await expect.poll(waiting).toEqual([])
}

/** A group of alice with bob and carol in it, whose notice of that they have read. */
async function groupOf({ alice, bob, carol }: World): Promise<string> {
  const { id } = await alice.create({ kind: 'group', title: 'All', memberIds: [bob.user.id, carol.user.id] })
  for (const one of [bob, carol]) {
    await unread(one, 1)
    await one.call('PUT /api/conversations/:conversationId/read', { conversationId: id, seq: 1 })
  }
  return id
}

test('mentions in one conversation are one notice until they are read; then a new one begins', async () => {
  const place = await world()
  const { alice, bob, carol } = place
  const id = await groupOf(place)
  const first = await alice.send(id, 'first @bob').sent
  await unread(bob, 1)
  await carol.send(id, 'second @bob').sent
  await expect.poll(async () => (await noticesOf(bob)).items[0]?.count).toBe(2)
  const [notice] = await unread(bob, 1)
  expect(notice).toMatchObject({
    kind: 'mention',
    actors: [{ username: 'carol' }, { username: 'alice' }],
    actorCount: 2,
    conversationId: id,
    conversationTitle: 'All',
    seq: first.seq,
    excerpt: 'second @bob',
    isRead: false,
  })
  await bob.call('PUT /api/conversations/:conversationId/read', { conversationId: id, seq: first.seq + 1 })
  await unread(bob, 0)
  await alice.send(id, 'third @bob').sent
  const [newer, older] = await unread(bob, 1)
  expect([newer?.count, newer?.isRead, older?.count, older?.isRead]).toEqual([1, false, 2, true])
})

test('who is answered is told once, whether or not they are named; nobody is told of themselves', async () => {
  const place = await world()
  const { alice, bob, carol } = place
  const id = await groupOf(place)
  const asked = await bob.send(id, 'who comes?').sent
  await alice.send(id, 'me', asked.id).sent
  expect((await unread(bob, 1))[0]).toMatchObject({ kind: 'reply', excerpt: 'me', actors: [{ username: 'alice' }] })
  await carol.send(id, '@bob me too', asked.id).sent
  await unread(bob, 2)
  await bob.send(id, '@bob @alice', asked.id).sent
  await unread(alice, 1)
  await unread(bob, 0)
})

test('an edit tells those whom it names anew, once, and what is edited away or deleted is gone', async () => {
  const place = await world()
  const { alice, bob } = place
  const id = await groupOf(place)
  const message = await alice.send(id, 'hello').sent
  await alice.edit(message.id, 'hello @bob')
  await unread(bob, 1)
  await settled(place)
  await alice.edit(message.id, 'hello')
  expect(await unread(bob, 0)).toMatchObject([{ kind: 'invitation' }])
  await alice.edit(message.id, 'hello again @bob')
  expect((await unread(bob, 1))[0]).toMatchObject({ kind: 'mention', count: 1, excerpt: 'hello again @bob' })
  await alice.remove(message.id)
  expect(JSON.stringify(await unread(bob, 0))).not.toContain('hello')
})

test('the count is the same on every device, whichever of them reads, and in whichever way', async () => {
  const place = await world()
  const { alice, bob, device } = place
  const phone = await device('bob')
  await Promise.all([bob.notices.start(), phone.notices.start()])
  const id = await groupOf(place)
  const both = async (count: number): Promise<void> => {
    for (const one of [bob, phone]) await one.until(({ notices }) => notices.unread === count, `${count} unread`)
    expect((await noticesOf(bob)).unread).toBe(count)
  }
  await both(0)
  const message = await alice.send(id, 'hello @bob').sent
  await both(1)
  phone.markRead(id, message.seq)
  await both(0)
  await alice.send(id, 'again @bob').sent
  await both(1)
  await bob.notices.readAll()
  await both(0)
  const third = await alice.send(id, 'third @bob').sent
  await both(1)
  await phone.send(id, 'yes').sent
  await both(0)
  const fourth = await alice.send(id, 'fourth @bob').sent
  await both(1)
  await alice.remove(fourth.id)
  await both(0)
  await alice.edit(third.id, 'third')
  await alice.send(id, 'fifth @bob').sent
  await both(1)
  bob.socket?.disconnect()
  await phone.notices.readAll()
  bob.tryNow()
  await both(0)
})

test('nothing is told of a room that was left, nor counted, nor when its people go on', async () => {
  const place = await world()
  const { alice, bob } = place
  const id = await groupOf(place)
  await alice.send(id, 'secret @bob').sent
  await unread(bob, 1)
  await alice.removeMember(id, bob.user.id)
  expect(await unread(bob, 0)).toEqual([])
  const changed = await bob.call('GET /api/notifications/changes', { since: 0 })
  expect(JSON.stringify(changed)).not.toContain('secret')
  expect(changed.gone.length).toBeGreaterThan(0)
  await alice.send(id, 'another secret @bob').sent
  await alice.addMembers(id, [bob.user.id])
  const items = await unread(bob, 1)
  expect(items.map(({ kind }) => kind)).toEqual(['invitation'])
})

test('nothing is told of people who are blocked either way or muted, before or since', async () => {
  const place = await world()
  const { alice, bob, carol } = place
  const id = await groupOf(place)
  await alice.send(id, 'from alice @bob').sent
  await carol.send(id, 'from carol @bob').sent
  await expect.poll(async () => (await noticesOf(bob)).items[0]?.count).toBe(2)
  for (const standing of [{ is_muted: 1 }, { is_muted: 0, is_blocked: 1 }] as const) {
    await relate(place, bob, carol, standing)
    const [notice] = await unread(bob, 1)
    expect(notice).toMatchObject({ count: 1, actorCount: 1, excerpt: 'from alice @bob' })
  }
  await relate(place, bob, carol, { is_blocked: 0 })
  await relate(place, carol, bob, { is_blocked: 1 })
  expect((await unread(bob, 1))[0]).toMatchObject({ count: 1, actors: [{ username: 'alice' }] })
  await relate(place, bob, alice, { is_muted: 1 })
  expect((await unread(bob, 0)).filter(({ kind }) => kind !== 'invitation')).toEqual([])
  await relate(place, bob, alice, { is_muted: 0 })
  await unread(bob, 1)
  await told(place, { userId: bob.user.id, kind: 'invite-used', actorId: carol.user.id })
  await unread(bob, 1)
})

test('a request is unread until it is answered, and gone when it is withdrawn', async () => {
  const place = await world()
  const { alice, bob, carol } = place
  await relate(place, bob, alice, { friendship: 'received' })
  await relate(place, bob, carol, { friendship: 'received' })
  for (const { user } of [alice, carol]) {
    await told(place, { userId: bob.user.id, kind: 'friend-request', actorId: user.id })
  }
  expect(await unread(bob, 1)).toMatchObject([{ kind: 'friend-request', count: 2, actorCount: 2 }])
  await relate(place, bob, alice, { friendship: 'friends' })
  await unread(bob, 1)
  await relate(place, bob, carol, { friendship: 'none' })
  expect(await unread(bob, 0)).toMatchObject([{ count: 1, actors: [{ username: 'alice' }], isRead: true }])
})

test('the same thing again is the same notice, moved to the newest', async () => {
  const place = await world()
  const { alice, bob } = place
  await relate(place, bob, alice, { followed_by: 'following' })
  for (let time = 0; time < 3; time++) {
    await told(place, { userId: bob.user.id, kind: 'follow', actorId: alice.user.id })
  }
  expect(await unread(bob, 1)).toMatchObject([{ kind: 'follow', count: 1 }])
  await bob.call('POST /api/notifications/read', { upTo: new Date().toISOString() })
  await told(place, { userId: bob.user.id, kind: 'follow', actorId: alice.user.id })
  expect(await unread(bob, 1)).toHaveLength(1)
})

test('kinds that are turned off, and places of which nothing is wanted, are not written down', async () => {
  const place = await world()
  const { alice, bob, device } = place
  const phone = await device('bob')
  await Promise.all([bob.notices.start(), phone.notices.start()])
  const id = await groupOf(place)
  await bob.call('PATCH /api/me/notification-preferences', { kindsOff: ['mention'] })
  await phone.until(({ notices }) => notices.preferences?.kindsOff[0] === 'mention', 'the preference')
  await alice.send(id, 'unheard @bob').sent
  await settled(place)
  const asked = await bob.send(id, 'who?').sent
  await alice.send(id, 'heard @bob', asked.id).sent
  expect((await unread(bob, 1))[0]).toMatchObject({ kind: 'reply' })
  await bob.call('PATCH /api/me/notification-preferences', { kindsOff: [] })
  const { notify: chosen } = await bob.call('PUT /api/conversations/:conversationId/notify', {
    conversationId: id,
    level: 'nothing',
  })
  expect(chosen).toEqual({ level: 'nothing', mutedUntil: null })
  await phone.until(({ conversations }) => conversations.get(id)?.notify.level === 'nothing', 'the level')
  await bob.call('PUT /api/conversations/:conversationId/read', { conversationId: id, seq: 100 })
  await alice.send(id, 'unheard again @bob').sent
  await settled(place)
  await bob.call('PUT /api/conversations/:conversationId/notify', { conversationId: id, level: 'mentions' })
  await alice.send(id, 'heard again @bob').sent
  expect((await unread(bob, 1))[0]).toMatchObject({ count: 1, excerpt: 'heard again @bob' })
})

test('direct conversations and groups begin with all, channels with mentions', async () => {
  const { alice, bob } = await world()
  const direct = await alice.directWith(bob.user.id)
  const group = await alice.create({ kind: 'group' })
  const levels = [direct, group, alice.state.conversations.get(alice.lobbyId)].map((entry) => entry?.notify.level)
  expect(levels).toEqual(['all', 'all', 'mentions'])
})

test('a muted place and quiet hours take away the signal, not the notice; the signal comes when they are over', async () => {
  let now = Date.parse('2026-11-20T21:59:30.000Z')
  const place = await world({ now: () => now })
  const { app, alice, bob } = place
  await bob.notices.start()
  const heard: boolean[] = []
  bob.socket?.on('notification', ({ isQuiet }) => heard.push(isQuiet))
  const id = await groupOf(place)
  heard.length = 0
  const hours = { from: 22 * 60, to: 7 * 60, timeZone: 'UTC', days: [5] }
  await bob.call('PATCH /api/me/notification-preferences', { quietHours: hours })
  const mention = async (): Promise<void> => {
    const before = heard.length
    await alice.send(id, 'hello @bob').sent
    await expect.poll(() => heard.length).toBe(before + 1)
  }
  await mention()
  now = Date.parse('2026-11-20T22:00:00.000Z')
  await mention()
  await mention()
  expect(heard).toEqual([false, true, true])
  await unread(bob, 1)
  now = Date.parse('2026-11-21T06:59:59.000Z')
  app.ctx.jobs.wake()
  await mention()
  expect(heard).toEqual([false, true, true, true])
  now = Date.parse('2026-11-21T07:00:00.000Z')
  app.ctx.jobs.wake()
  await expect.poll(() => heard).toEqual([false, true, true, true, false])
  const mutedUntil = new Date(now + 60_000).toISOString()
  await bob.call('PUT /api/conversations/:conversationId/notify', { conversationId: id, mutedUntil })
  await mention()
  expect(heard.at(-1)).toBe(true)
  now += 60_000
  await mention()
  expect(heard.at(-1)).toBe(false)
})

test('what is no preference is refused', async () => {
  const { bob } = await world()
  const patch = 'PATCH /api/me/notification-preferences'
  const hours = { from: 0, to: 60, timeZone: 'Europe/Berlin', days: [0] }
  for (const bad of [
    { from: -1 },
    { to: 1_440 },
    { timeZone: 'Mars/Olympus' },
    { days: [7] },
    { days: [0, 1, 2, 3, 4, 5, 6, 0] },
  ]) {
    await expectProblem(bob.call(patch, { quietHours: { ...hours, ...bad } }), 'validation-failed')
  }
  await expectProblem(bob.call('POST /api/notifications/read', {}), 'validation-failed')
  const preferences = await bob.call(patch, { quietHours: hours, hasSound: true })
  expect(preferences).toMatchObject({ quietHours: hours, hasSound: true, kindsOff: [] })
})

test('a notice is done away with by its person alone, and pages are exact', async () => {
  const place = await world()
  const { alice, bob } = place
  for (const id of ['one', 'two', 'three']) {
    await told(place, { userId: bob.user.id, kind: 'new-device', actorId: null, target: { id, detail: id } })
  }
  const items = await unread(bob, 3)
  const page = await bob.call('GET /api/notifications', { limit: 2 })
  const rest = await bob.call('GET /api/notifications', { limit: 2, cursor: page.nextCursor ?? '' })
  expect([...page.items, ...rest.items]).toEqual(items)
  expect(rest.nextCursor).toBeNull()
  const notificationId = items[0]?.id ?? ''
  await expectProblem(alice.call('DELETE /api/notifications/:notificationId', { notificationId }), 'not-found')
  await alice.call('POST /api/notifications/read', { ids: [notificationId] })
  await unread(bob, 3)
  await bob.call('POST /api/notifications/read', { ids: [items[1]?.id ?? ''] })
  await unread(bob, 2)
  await bob.call('DELETE /api/notifications/:notificationId', { notificationId })
  await expectProblem(bob.call('DELETE /api/notifications/:notificationId', { notificationId }), 'not-found')
  expect(await unread(bob, 1)).toHaveLength(2)
  const { gone, head, upTo } = await bob.call('GET /api/notifications/changes', { since: 0 })
  expect([gone, upTo]).toEqual([[notificationId], head])
  const part = await bob.call('GET /api/notifications/changes', { since: 0, limit: 1 })
  expect(part.more).toBe(true)
  const later = await bob.call('GET /api/notifications/changes', { since: part.upTo })
  expect([...part.gone, ...later.gone]).toEqual([notificationId])
})

test('requests, friendships and follows are told to the other, and answering them makes them read', async () => {
  const place = await world()
  const { alice, bob, carol } = place
  await bob.notices.start()
  for (const one of [alice, carol]) await one.call('POST /api/friends', { userId: bob.user.id })
  expect(await unread(bob, 1)).toMatchObject([{ kind: 'friend-request' }])
  await expect.poll(async () => (await noticesOf(bob)).items[0]?.actorCount).toBe(2)
  await bob.until(({ notices }) => notices.unread === 1, 'the request')
  await bob.call('POST /api/friends/:userId/accept', { userId: alice.user.id })
  expect(await unread(alice, 1)).toMatchObject([{ kind: 'friend-accepted', actors: [{ username: 'bob' }] }])
  await bob.call('DELETE /api/friends/:userId', { userId: carol.user.id })
  await bob.until(({ notices }) => notices.unread === 0, 'nothing unread')
  await bob.call('PUT /api/follows/:userId', { userId: carol.user.id })
  expect(await unread(carol, 1)).toMatchObject([{ kind: 'follow', actors: [{ username: 'bob' }] }])
  await bob.call('PATCH /api/me/privacy', { isPrivate: true })
  await carol.call('PUT /api/follows/:userId', { userId: bob.user.id })
  expect((await unread(bob, 1))[0]).toMatchObject({ kind: 'follow-request', actors: [{ username: 'carol' }] })
  await bob.call('POST /api/followers/:userId/accept', { userId: carol.user.id })
  await unread(bob, 0)
  expect((await unread(carol, 2))[0]).toMatchObject({ kind: 'follow-accepted' })
  await bob.call('PUT /api/blocks/:userId', { userId: carol.user.id })
  expect(await unread(carol, 0)).toEqual([])
  expect(JSON.stringify((await noticesOf(bob)).items)).not.toContain('carol')
})
