import { expect, test } from 'vitest'
import { expectProblem, world } from './world.ts'

test('a world has people who are signed in and share the lobby, and visitors who are nobody', async () => {
  const { alice, bob, carol, visitor } = await world()
  expect(alice.user.role).toBe('owner')
  expect(bob.user.role).toBe('member')
  expect(carol.lobbyId).toBe(alice.lobbyId)
  await expectProblem(visitor().call('GET /api/conversations', {}), 'unauthenticated')
})
