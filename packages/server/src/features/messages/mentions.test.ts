import { mentionedIn } from '@kith/protocol/mention-names.ts'
import { expect, test } from 'vitest'
import { relate } from '../../testing/relate.ts'
import { expectProblem, world } from '../../testing/world.ts'

test('names are found outside code, and an address names nobody', () => {
  const found: [string, string[]][] = [
    ['hello @Bob, and @carol.', ['bob', 'carol']],
    ['(@bob) *@carol* **@dan**', ['bob', 'carol', 'dan']],
    ['write to bob@example.org or @bob@example.org', []],
    ['`@bob` and ``x ` @bob`` but ` @carol', ['carol']],
    ['```\n@bob\n```\n@carol', ['carol']],
    ['~~~ts\n@bob\n```\n@bob\n~~~\n@carol', ['carol']],
    ['``` never closed\n@bob', []],
    ['a ` b\n\n@bob ` c', ['bob']],
    ['@a..b @.a @', []],
    [String.raw`\@bob`, []],
    ['@first.last. @x_1', ['first.last', 'x_1']],
    [`@${'x'.repeat(31)} @${'y'.repeat(30)}`, ['y'.repeat(30)]],
  ]
  for (const [body, names] of found) expect(mentionedIn(body), body).toEqual(names)
})

test('a hundred thousand adversarial characters are looked through in no time', () => {
  const cases = ['@', '@a', '@a.', '`', '` ', '`@', '``` ', '~~~\n', '@a\n\n', '`\n', '\\@']
  const growing = Array.from({ length: 440 }, (_, at) => '`'.repeat(at)).join(' ')
  for (const body of [...cases.map((each) => each.repeat(100_000 / each.length)), growing]) {
    const before = process.cpuUsage()
    mentionedIn(body)
    // A few milliseconds; going over it again for each character takes minutes.
    expect(process.cpuUsage(before).user / 1_000, body.slice(0, 8)).toBeLessThan(2_000)
  }
})

test('a message names members of its conversation, under the name that they have now', async () => {
  const { alice, bob, carol, stranger } = await world()
  const group = await alice.create({ kind: 'group', memberIds: [bob.user.id, carol.user.id] })
  const message = await alice.send(group.id, 'ask @BOB or @stranger or @alice or @nobody, `@carol`').sent
  expect(message.mentions).toMatchObject([{ id: bob.user.id, username: 'bob', writtenAs: 'bob' }])
  await bob.call('PATCH /api/me', { displayName: 'Robert' })
  const { items } = await carol.call('GET /api/conversations/:conversationId/messages', { conversationId: group.id })
  expect(items.at(-1)?.mentions).toMatchObject([{ displayName: 'Robert', writtenAs: 'bob' }])
  expect(stranger.state.conversations.has(group.id)).toBe(false)
})

test('a name outlives that its person is renamed, in the message and when the message is edited', async () => {
  const { app, alice, bob } = await world()
  const group = await alice.create({ kind: 'group', memberIds: [bob.user.id] })
  const message = await alice.send(group.id, 'hello @bob').sent
  const rename = { username: 'robert', username_key: 'robert' }
  await app.ctx.db.write((tx) => tx.updateTable('users').set(rename).where('id', '=', bob.user.id).execute())
  const edited = await alice.edit(message.id, 'hello @bob, who is @robert now')
  expect(edited.mentions).toMatchObject([
    { id: bob.user.id, username: 'robert', writtenAs: 'bob' },
    { id: bob.user.id, username: 'robert', writtenAs: 'robert' },
  ])
  await bob.until(({ conversations }) => conversations.get(group.id)?.mentions === 1, 'one mention')
})

test('nobody is named by whom they blocked, or who blocked them', async () => {
  const place = await world()
  const { alice, bob, carol } = place
  const group = await alice.create({ kind: 'group', memberIds: [bob.user.id, carol.user.id] })
  await relate(place, bob, alice, { is_blocked: 1 })
  await relate(place, alice, carol, { is_blocked: 1 })
  const { mentions } = await alice.send(group.id, '@bob @carol').sent
  expect(mentions).toEqual([])
})

test('more than a hundred names in one message are refused, when it is sent and when it is edited', async () => {
  const { alice, bob } = await world()
  const { id } = await alice.directWith(bob.user.id)
  const crowd = (count: number): string => Array.from({ length: count }, (_, at) => `@u${at}`).join(' ')
  await expectProblem(alice.send(id, crowd(101)).sent, 'validation-failed')
  const message = await alice.send(id, crowd(100)).sent
  await expectProblem(alice.edit(message.id, crowd(101)), 'validation-failed')
  await expectProblem(alice.edit(message.id, '@a '.repeat(2_500)), 'validation-failed')
})

test('unread mentions are counted on every device, and go when they are read, edited away or deleted', async () => {
  const { alice, bob, device } = await world()
  const phone = await device('bob')
  const group = await alice.create({ kind: 'group', memberIds: [bob.user.id] })
  const mentions = async (count: number): Promise<void> => {
    for (const one of [bob, phone]) {
      await one.until(({ conversations }) => conversations.get(group.id)?.mentions === count, `${count} mentions`)
    }
    const fresh = await bob.call('GET /api/conversations/:conversationId', { conversationId: group.id })
    expect(fresh.mentions).toBe(count)
  }
  const first = await alice.send(group.id, 'one @bob @bob').sent
  const second = await alice.send(group.id, 'two @bob').sent
  const third = await alice.send(group.id, 'three').sent
  await mentions(2)
  await alice.edit(third.id, 'three @bob')
  await mentions(3)
  await alice.edit(second.id, 'two')
  await mentions(2)
  await alice.remove(third.id)
  await mentions(1)
  bob.markRead(group.id, first.seq)
  await mentions(0)
  await alice.send(group.id, 'four @bob').sent
  await mentions(1)
  await phone.send(group.id, 'yes').sent
  await mentions(0)
})

test('mentions by people one muted or blocked since are not counted', async () => {
  const place = await world()
  const { alice, bob } = place
  const group = await alice.create({ kind: 'group', memberIds: [bob.user.id] })
  await alice.send(group.id, '@bob').sent
  const counted = async (): Promise<number> =>
    (await bob.call('GET /api/conversations/:conversationId', { conversationId: group.id })).mentions
  expect(await counted()).toBe(1)
  await relate(place, bob, alice, { is_muted: 1 })
  expect(await counted()).toBe(0)
  await relate(place, bob, alice, { is_muted: 0, is_blocked: 1 })
  expect(await counted()).toBe(0)
  await relate(place, bob, alice, { is_blocked: 0 })
  await relate(place, alice, bob, { is_blocked: 1 })
  expect(await counted()).toBe(0)
})
