import { expect, onTestFinished, test } from 'vitest'
import { PATIENCE_MS } from '../testing/patience.ts'
import { passwordOf, Person } from '../testing/person.ts'
import { signIn, world } from '../testing/world.ts'

/** A device whose calls go through `on`. */
function deviceAt(url: string, on: (path: string, answer: () => Promise<Response>) => Promise<Response>): Person {
  const device = new Person({
    baseUrl: url,
    keepsCookies: true,
    backoff: { firstMs: 20, lastMs: 100 },
    fetch: (address, init) => on(new Request(address).url.slice(url.length), () => fetch(address, init)),
  })
  onTestFinished(() => device.stop())
  return device
}

test('a device that opens asks for its list once, and for none of it one by one', async () => {
  const { url, alice, bob } = await world()
  for (let index = 0; index < 12; index++) {
    const group = await alice.create({ kind: 'group', title: `Group ${index}`, memberIds: [bob.user.id] })
    const { seq } = await alice.send(group.id, 'Who brings the bread?').sent
    // Each has something of bob's own: how far he read.
    await bob.call('PUT /api/conversations/:conversationId/read', { conversationId: group.id, seq })
  }

  const asked: string[] = []
  const device = deviceAt(url, async (path, answer) => {
    asked.push(path)
    // The connection stands before the list is there, as on a slow line.
    if (path.startsWith('/api/conversations')) await device.until(({ connection }) => connection.state === 'online')
    return answer()
  })
  await signIn(device, 'bob')
  // The drafts are asked for last, once it is known what had moved.
  await expect.poll(() => asked.some((call) => call.startsWith('/api/me/drafts')), { timeout: PATIENCE_MS }).toBe(true)
  await device.settled()
  expect(device.state.conversations.size).toBe(13)
  expect(asked.filter((call) => call.startsWith('/api/conversations'))).toEqual(['/api/conversations?limit=100'])
})

test('what one read elsewhere after the list was made, and before there was a connection, comes with the connection', async () => {
  const { url, alice, bob } = await world()
  const { id, title } = await alice.create({ kind: 'group', title: 'Bread', memberIds: [bob.user.id] })
  const { seq } = await alice.send(id, `Who brings the ${title}?`).sent
  let lists = 0
  const device = deviceAt(url, async (path, answer) => {
    if (!path.startsWith('/api/conversations?')) return answer()
    lists++
    if (lists > 1) throw new TypeError('the line is dead')
    const list = await answer()
    await bob.call('PUT /api/conversations/:conversationId/read', { conversationId: id, seq })
    return list
  })
  await device.login('bob', passwordOf('bob'))
  await device.loadConversations()
  expect(device.state.conversations.get(id)?.lastReadSeq).not.toBe(seq)
  await device.start().catch(() => undefined)
  await device.until(({ conversations }) => conversations.get(id)?.lastReadSeq === seq, 'the marker')
  expect(lists).toBe(2)
})
