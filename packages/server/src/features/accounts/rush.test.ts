import { expect, test } from 'vitest'
import { passwordOf } from '../../testing/person.ts'
import { world } from '../../testing/world.ts'
import { Passwords, standardCost } from './passwords.ts'

const json = { 'content-type': 'application/json' }
const LOGINS = 200

/** What one password costs the processor, in microseconds, measured as all that this process does. */
async function costOfOne(): Promise<number> {
  const passwords = new Passwords(standardCost)
  await passwords.hash('to warm up')
  const before = process.cpuUsage()
  for (let index = 0; index < 4; index++) await passwords.hash('rain on tin roofs')
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 4
}

/**
 * How many turns of this thread, which serves all calls, cost it more than `limit` microseconds of processor. Other
 * work on the machine makes a turn late, not dear.
 */
function countDearTurns(limit: number): () => number {
  let dear = 0
  let last = process.threadCpuUsage()
  const ticking = setInterval(() => {
    const { user, system } = process.threadCpuUsage(last)
    if (user + system > limit) dear++
    last = process.threadCpuUsage()
  }, 1)
  return () => {
    clearInterval(ticking)
    return dear
  }
}

test('two hundred who sign in at once are let in or sent away to try again, and nobody else waits for it', async () => {
  const cost = await costOfOne()
  const { alice, bob, raw } = await world({ passwordCost: standardCost })
  const { lobbyId } = alice
  const body = JSON.stringify({ identifier: 'carol', password: passwordOf('carol') })
  let isOver = false
  const dearTurns = countDearTurns(cost * 0.75)
  const logins = Promise.all(
    Array.from({ length: LOGINS }, async () => {
      const response = await raw('/api/auth/login', { method: 'POST', headers: json, body })
      await response.text()
      return response
    }),
  ).finally(() => (isOver = true))
  // Meanwhile bob talks: each message after the answer to the one before.
  const said: string[] = []
  while (!isOver) {
    const text = `word ${said.length}`
    await bob.send(lobbyId, text).sent
    said.push(text)
  }
  const answers = await logins
  const dear = dearTurns()
  const count = (status: number): number => answers.filter((answer) => answer.status === status).length
  expect(count(200) + count(429) + count(503)).toBe(LOGINS)
  expect(count(200)).toBeGreaterThan(0)
  expect(count(503)).toBeGreaterThan(0)
  for (const { status, headers } of answers) if (status === 503) expect(headers.get('retry-after')).toMatch(/^\d+$/)
  // A hash on this thread would be a dear turn each.
  expect(dear).toBeLessThan(count(200) / 2)
  expect(said.length).toBeGreaterThan(10)
  const { items } = await alice.call('GET /api/conversations/:conversationId/messages', {
    conversationId: lobbyId,
    limit: 100,
  })
  const stored = items.filter(({ kind }) => kind === 'text').map((message) => message.body)
  expect(stored).toEqual(said.slice(-stored.length))
})
