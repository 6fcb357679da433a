import { expect, test } from 'vitest'
import { expectProblem, world } from '../../testing/world.ts'

test('people are found by the beginning of their name or of any word of it, in any case', async () => {
  const { alice, visitor } = await world()
  const add = async (username: string, displayName: string): Promise<void> => {
    await visitor().register({ username, displayName, email: `${username}@example.org`, password: 'rain on tin roofs' })
  }
  await add('mk', 'Marie Skłodowska-Curie')
  await add('oe', 'ÅSA Öberg')
  await add('per_cent', '100% Sure_thing')
  const found = async (q: string): Promise<string[]> =>
    (await alice.call('GET /api/users', { q })).items.map(({ username }) => username)
  for (const q of ['M', 'mk', 'marie', 'SKŁOD', 'cur', 'Marie Skł']) expect(await found(q), q).toEqual(['mk'])
  for (const q of ['åsa', 'ÖB']) expect(await found(q), q).toEqual(['oe'])
  expect(await found('odowska')).toEqual([])
  expect(await found('100%')).toEqual(['per_cent'])
  // Signs that databases take for wildcards are letters like any other.
  for (const q of ['%', '_', '%a', "' or 1=1 --", '*', 'a*', '\\']) expect(await found(q), q).toEqual([])
  expect(await found('alice')).toEqual([])
  expect(await found('')).toEqual(['bob', 'carol', 'mk', 'oe', 'per_cent', 'stranger'])
  const both = await alice.call('GET /api/conversations/users', { q: 'cur' })
  expect(both).toEqual(await alice.call('GET /api/users', { q: 'cur' }))
})

test('a search shows twenty people at most', async () => {
  const { alice, visitor } = await world()
  for (let index = 0; index < 25; index++) {
    const username = `crowd${index}`
    await visitor().register({ username, email: `${username}@example.org`, password: 'rain on tin roofs' })
  }
  expect((await alice.call('GET /api/users', { q: 'crowd' })).items).toHaveLength(20)
})

test('nobody but oneself sees an email address', async () => {
  const { alice, bob } = await world()
  await alice.send(alice.lobbyId, 'hello').sent
  const { lobbyId } = bob
  const seen = [
    await bob.call('GET /api/users', { q: '' }),
    await bob.call('GET /api/users/:username', { username: 'alice' }),
    await bob.call('GET /api/conversations', {}),
    await bob.call('GET /api/conversations/:conversationId/members', { conversationId: lobbyId }),
    await bob.call('GET /api/conversations/:conversationId/messages', { conversationId: lobbyId }),
    await bob.call('GET /api/conversations/:conversationId/changes', { conversationId: lobbyId, since: 0 }),
  ]
  expect(JSON.stringify(seen)).toContain('alice')
  expect(JSON.stringify(seen)).not.toContain('@example.org')
  expect((await bob.call('GET /api/auth/check', {})).user?.email).toBe('bob@example.org')
})

test('a profile is found in any case, and an unknown one is not there', async () => {
  const { bob } = await world()
  expect(await bob.call('GET /api/users/:username', { username: 'ALICE' })).toMatchObject({
    username: 'alice',
    bio: '',
  })
  await expectProblem(bob.call('GET /api/users/:username', { username: 'nobody' }), 'not-found')
})

test('a new name and a face are told to the own devices, and the new name is found', async () => {
  const { alice, bob, device } = await world()
  const phone = await device('bob')
  await bob.call('PATCH /api/me', { displayName: 'Robert Tables', bio: 'line one\nline two' })
  await bob.call('PUT /api/me/avatar', { face: 'face-07' })
  await phone.until(({ me }) => me?.displayName === 'Robert Tables' && me.avatarUrl === '/faces/face-07.svg')
  const found = async (q: string): Promise<number> => (await alice.call('GET /api/users', { q })).items.length
  expect([await found('tab'), await found('robert'), await found('bob')]).toEqual([1, 1, 1])
  await bob.call('PATCH /api/me', { displayName: 'Bobby' })
  expect([await found('tab'), await found('bobby')]).toEqual([0, 1])
  expect((await bob.call('DELETE /api/me/avatar', {})).avatarUrl).toBeNull()
})

test('a name that is too long or turns the writing round is refused', async () => {
  const { bob } = await world()
  const bad = ['', '   ', 'x'.repeat(61), 'x'.repeat(900_000), 'a\u0000b', 'two\nlines', 'a\u202Ebc', '\ud800']
  for (const displayName of bad) await expectProblem(bob.call('PATCH /api/me', { displayName }), 'validation-failed')
  for (const bio of ['x'.repeat(501), 'a\u0000b'])
    await expectProblem(bob.call('PATCH /api/me', { bio }), 'validation-failed')
  for (const face of ['face-00', 'face-33', '../face-01', '']) {
    await expectProblem(bob.call('PUT /api/me/avatar', { face }), 'validation-failed')
  }
  expect((await bob.call('GET /api/auth/check', {})).user?.displayName).toBe('bob')
})
