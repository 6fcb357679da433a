import { expect, test } from 'vitest'
import type { Person } from '../../testing/person.ts'
import { world } from '../../testing/world.ts'

const HOUR_MS = 3_600_000

test('favourites and the archive are one’s own, and on all of one’s devices', async () => {
  const { alice, bob, device } = await world()
  const { id } = await alice.directWith(bob.user.id)
  await alice.send(id, 'hello').sent
  const other = await device('alice')
  expect(await alice.order.place(id, { isFavourite: true })).toMatchObject({ isFavourite: true, isArchived: false })
  expect(await alice.order.place(id, { isArchived: true })).toMatchObject({ isFavourite: true, isArchived: true })
  await other.until(({ conversations }) => conversations.get(id)?.isArchived === true, 'the archive elsewhere')
  expect(other.state.conversations.get(id)).toEqual(alice.state.conversations.get(id))
  expect(await entry(bob, id)).toMatchObject({ isFavourite: false, isArchived: false })
  expect(await alice.order.place(id, { isArchived: false })).toMatchObject({ isFavourite: true, isArchived: false })
  expect(await alice.order.place(id, { isFavourite: false })).toMatchObject({ isFavourite: false })
})

test('what is put away comes back with the next message, on the screen as on the server', async () => {
  const { alice, bob } = await world()
  const { id } = await alice.directWith(bob.user.id)
  await bob.send(id, 'one').sent
  await alice.order.place(id, { isArchived: true })
  await bob.send(id, 'two').sent
  await alice.until(({ conversations }) => conversations.get(id)?.lastSeq === 2, 'the message')
  expect(alice.state.conversations.get(id)?.isArchived).toBe(false)
  expect((await entry(alice, id)).isArchived).toBe(false)
})

test('a muted conversation stays put away, until something comes after the silence', async () => {
  let now = Date.now()
  const { alice, bob } = await world({ now: () => now })
  const { id } = await alice.directWith(bob.user.id)
  await bob.send(id, 'one').sent
  await alice.order.notify(id, { mutedUntil: new Date(now + HOUR_MS).toISOString() })
  await alice.order.place(id, { isArchived: true })
  await bob.send(id, 'two').sent
  await heard(alice, id, 2)
  expect(alice.state.conversations.get(id)?.isArchived).toBe(true)
  expect((await entry(alice, id)).isArchived).toBe(true)
  now += 2 * HOUR_MS
  expect((await entry(alice, id)).isArchived).toBe(true)
  await bob.send(id, 'three').sent
  await heard(alice, id, 3)
  expect(alice.state.conversations.get(id)?.isArchived).toBe(false)
  expect((await entry(alice, id)).isArchived).toBe(false)
})

test('to mute puts nothing away that came out, and to unmute takes nothing out', async () => {
  const { alice, bob } = await world()
  const { id } = await alice.directWith(bob.user.id)
  await bob.send(id, 'one').sent
  await alice.order.place(id, { isArchived: true })
  await bob.send(id, 'two').sent
  expect((await alice.order.notify(id, { level: 'nothing' })).isArchived).toBe(false)
  await alice.order.place(id, { isArchived: true })
  await bob.send(id, 'three').sent
  expect((await alice.order.notify(id, { level: 'all' })).isArchived).toBe(true)
  await bob.send(id, 'four').sent
  expect((await entry(alice, id)).isArchived).toBe(false)
})

test('whoever comes back finds the conversation neither among favourites nor put away', async () => {
  const { alice, bob } = await world()
  const { id } = await alice.create({ kind: 'group', title: 'Boats', memberIds: [bob.user.id] })
  await bob.until(({ conversations }) => conversations.has(id), 'the group')
  await bob.order.place(id, { isFavourite: true, isArchived: true })
  await bob.leave(id)
  await alice.addMembers(id, [bob.user.id])
  expect(await entry(bob, id)).toMatchObject({ isFavourite: false, isArchived: false })
})

test('all is read at once, everywhere, and others see it where they may', async () => {
  const { alice, bob, carol, device } = await world()
  const others: Person[] = [bob, carol]
  const ids: string[] = []
  for (const other of others) {
    const { id } = await other.directWith(alice.user.id)
    await other.send(id, 'one').sent
    await other.send(id, 'two').sent
    ids.push(id)
  }
  await bob.send(alice.lobbyId, '@alice look').sent
  const phone = await device('alice')
  const [ofBob = '', ofCarol = ''] = ids
  await bob.open(ofBob)
  await carol.people.block(alice.user.id)
  expect(await alice.order.readAll()).toBe(3)
  for (const one of [alice, phone]) {
    await one.until(({ conversations }) => [...conversations.values()].every(({ unread }) => unread === 0), 'nothing')
    for (const id of [...ids, alice.lobbyId]) expect(one.state.conversations.get(id)).toEqual(await entry(alice, id))
    expect(one.state.conversations.get(alice.lobbyId)?.mentions).toBe(0)
  }
  await bob.until(({ readBy }) => readBy.get(ofBob)?.get(alice.user.id) === 2, 'that alice has read')
  expect(carol.state.readBy.get(ofCarol)?.get(alice.user.id) ?? 0).toBe(0)
  expect(await alice.order.readAll()).toBe(0)
})

test('more conversations than fit into one piece are read', async () => {
  const { alice, bob, device } = await world()
  for (let index = 0; index < 210; index++) {
    await bob.create({ kind: 'group', title: `Group ${index}`, memberIds: [alice.user.id] })
  }
  const phone = await device('alice')
  expect(await alice.order.readAll()).toBe(210)
  await phone.until(
    ({ conversations }) => [...conversations.values()].every(({ lastReadSeq, lastSeq }) => lastReadSeq === lastSeq),
    'all read',
  )
})

const entry = (who: Person, conversationId: string) =>
  who.call('GET /api/conversations/:conversationId', { conversationId })

const heard = (who: Person, id: string, seq: number): Promise<void> =>
  who.until(({ conversations }) => conversations.get(id)?.lastSeq === seq, `message ${seq}`)
