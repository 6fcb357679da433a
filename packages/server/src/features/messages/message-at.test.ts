import { expect, test } from 'vitest'
import { expectProblem, world } from '../../testing/world.ts'

const at = 'GET /api/conversations/:conversationId/messages/at'
const hour = 60 * 60_000
const start = Date.UTC(2026, 0, 1)

test('the first message at or after a time is found, for each as far as they see', async () => {
  let now = start
  const { alice, bob, stranger } = await world({ now: () => now })
  const { id: conversationId } = await alice.create({ kind: 'group', title: 'Notes' })
  // Places 2 to 21, one each second hour.
  for (let index = 1; index <= 20; index++) {
    now = start + 2 * index * hour
    await alice.send(conversationId, `hour ${2 * index}`).sent
  }
  await alice.addMembers(conversationId, [bob.user.id])
  const placeAt = async (time?: number): Promise<number | null> => {
    const input = time === undefined ? {} : { time: new Date(time).toISOString() }
    return (await alice.call(at, { conversationId, ...input })).seq
  }
  for (let index = 1; index <= 20; index++) {
    expect(await placeAt(start + 2 * index * hour)).toBe(index + 1)
    expect(await placeAt(start + (2 * index - 1) * hour)).toBe(index + 1)
  }
  expect(await placeAt()).toBe(1)
  expect(await placeAt(0)).toBe(1)
  expect(await placeAt(start + 1_000 * 24 * hour)).toBe(22)
  const { seq } = await bob.call(at, { conversationId, time: new Date(start).toISOString() })
  expect(seq).toBe(22)
  await expectProblem(stranger.call(at, { conversationId }), 'not-found')
  await expectProblem(alice.call(at, { conversationId, time: 'yesterday' }), 'validation-failed')
})

test('where nothing was said there is no place', async () => {
  const { alice, bob } = await world()
  const { id: conversationId } = await alice.directWith(bob.user.id)
  expect(await alice.call(at, { conversationId, time: '2026-01-01T00:00:00Z' })).toEqual({ seq: null })
})
