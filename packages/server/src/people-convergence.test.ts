import { OfflineError, ProblemError } from '@kith/sdk/problem-error.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Person } from './testing/person.ts'
import { world } from './testing/world.ts'

/*
 * Three people do whatever people do to each other, from two devices each, of which one comes and goes. In the end each
 * device knows what a device knows that asks for the first time.
 */

const steps = [
  'ask',
  'ask by email',
  'accept',
  'end',
  'follow',
  'unfollow',
  'let in',
  'remove',
  'block',
  'unblock',
  'mute',
  'unmute',
  'be private',
  'be open',
  'cut',
  'go',
  'come',
] as const

const action = fc.record({
  does: fc.constantFrom(...steps),
  who: fc.nat({ max: 2 }),
  whom: fc.nat({ max: 1 }),
  device: fc.nat({ max: 1 }),
  turns: fc.nat({ max: 4 }),
})
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never

const replayed = process.env['KITH_TEST_SEED']

test(
  'whatever people do to each other, every device ends with how the server says they stand',
  { timeout: 90_000 },
  async () => {
    const place = await world()
    const names = ['alice', 'bob', 'carol'] as const
    const devices: Person[][] = []
    for (const name of names) devices.push([place[name], await place.device(name)])
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 10, maxLength: 60 }), async (actions) => {
        const pending: Promise<unknown>[] = []
        for (const step of actions) {
          pending.push(tolerant(take(devices, step)))
          for (let turn = 0; turn < step.turns; turn++) await new Promise((resolve) => setImmediate(resolve))
        }
        await Promise.all(pending)
        await place.app.ctx.background.idle()
        for (const device of devices.flat()) device.tryNow()
        for (const [one] of devices) {
          if (one === undefined) throw new Error('nobody')
          const { relations } = await one.call('GET /api/me/changes', { since: 0 })
          const expected = JSON.stringify(relations.toSorted(byId))
          for (const device of devices.flat().filter(({ user }) => user.id === one.user.id)) {
            const shown = (): string => JSON.stringify([...device.state.relations.values()].toSorted(byId))
            await device
              .until(() => shown() === expected, `what ${one.user.username} has`)
              .catch(() => expect(shown()).toBe(expected))
          }
        }
      }),
      {
        numRuns: 20,
        interruptAfterTimeLimit: 15_000,
        endOnFailure: true,
        ...(replayed === undefined ? {} : { seed: Number(replayed) }),
      },
    )
  },
)

const byId = (a: { user: { id: string } }, b: { user: { id: string } }): number => a.user.id.localeCompare(b.user.id)

async function take(devices: Person[][], { does, who, whom, device }: Action): Promise<unknown> {
  const me = devices[who]?.[device]
  const other = devices[(who + 1 + whom) % 3]?.[0]
  if (me === undefined || other === undefined) throw new Error('nobody')
  const { id, email } = other.user
  switch (does) {
    case 'ask':
      return me.people.ask({ userId: id, note: String(whom) })
    case 'ask by email':
      return me.people.ask({ email })
    case 'accept':
      return me.people.accept(id)
    case 'end':
      return me.people.endFriendship(id)
    case 'follow':
      return me.people.follow(id)
    case 'unfollow':
      return me.people.unfollow(id)
    case 'let in':
      return me.people.acceptFollower(id)
    case 'remove':
      return me.people.removeFollower(id)
    case 'block':
      return me.people.block(id)
    case 'unblock':
      return me.people.unblock(id)
    case 'mute':
      return me.people.mute(id)
    case 'unmute':
      return me.people.unmute(id)
    case 'be private':
      return me.people.setPrivacy({ isPrivate: true })
    case 'be open':
      return me.people.setPrivacy({ isPrivate: false })
    case 'cut':
      if (me.socket?.connected === true) me.socket.io.engine.close()
      return undefined
    case 'go':
      devices[who]?.[1]?.socket?.disconnect()
      return undefined
    case 'come':
      devices[who]?.[1]?.tryNow()
      return undefined
  }
}

/** What is refused, or has no way to the server, is so for a reason that the end of the test looks into. */
async function tolerant(step: Promise<unknown>): Promise<unknown> {
  try {
    return await step
  } catch (error) {
    if (error instanceof ProblemError || error instanceof OfflineError) return undefined
    throw error
  }
}
