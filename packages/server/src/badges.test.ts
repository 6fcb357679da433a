import { ProblemError } from '@kith/sdk/problem-error.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { everyRow } from './testing/tables.ts'
import { testDialect } from './testing/fresh-place.ts'
import type { Person } from './testing/person.ts'
import { world } from './testing/world.ts'
import type { World } from './testing/world.ts'

/*
 * Whatever people write, read, take back, name, mute and block, in the conversation and in threads: on each of their
 * devices stands what a plain count over the rows gives, by rules that are said here a second time and share nothing with those of the server.
 */

const names = ['alice', 'bob', 'carol'] as const
/** As many as a patient person wants; a run takes some hundredths of a second. */
const RUNS = Number(process.env['KITH_TEST_RUNS'] ?? (testDialect === 'sqlite' ? 40 : 20))

const pick = fc.nat({ max: 1_000 })
const step = fc.record({
  does: fc.constantFrom(
    'send',
    'name',
    'call',
    'answer',
    'reply',
    'name in a thread',
    'edit',
    'delete',
    'read',
    'read a thread',
    'mark unread',
    'read all',
    'follow',
    'unfollow',
    'beside',
    'inline',
    'mute',
    'unmute',
    'block',
    'unblock',
  ),
  who: fc.nat({ max: 2 }),
  on: fc.nat({ max: 2 }),
  pick,
})
type Step = typeof step extends fc.Arbitrary<infer A> ? A : never

test('the badges of every device are what a plain count of the rows gives', { timeout: 600_000 }, async () => {
  const place = await world()
  const devices = await Promise.all(
    names.map(async (name) => [place[name], await place.device(name), await place.device(name)]),
  )
  const { id: conversationId } = await place.alice.create({
    kind: 'group',
    title: 'All',
    memberIds: [place.bob.user.id, place.carol.user.id],
  })
  const pair = [place.alice.user.id, place.carol.user.id]
  await place.alice.call('POST /api/circles', { handle: 'pair', title: 'A pair', userIds: pair })
  for (const one of devices.flat()) {
    await one.until(({ conversations }) => conversations.has(conversationId), 'the group')
    await one.open(conversationId)
  }
  const stage = { place, devices, conversationId }
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const begun: Promise<unknown>[] = []
      for (const each of steps) {
        const work = begin(stage, each).catch((error: unknown) => {
          if (!(error instanceof ProblemError) || error.message === 'internal') throw error
        })
        if (each.pick % 2 === 0) await work
        else begun.push(work)
      }
      await Promise.all(begun)
      await compare(stage)
    }),
    { numRuns: RUNS, endOnFailure: true },
  )
})

interface Stage {
  place: World
  devices: Person[][]
  conversationId: string
}

async function begin({ devices, conversationId }: Stage, { does, who, on, pick: chosen }: Step): Promise<unknown> {
  const me = devices[who]?.[on]
  const other = devices[(who + 1 + (chosen % 2)) % 3]?.[0]
  if (me === undefined || other === undefined) throw new Error('nobody')
  const known = me.state.timelines.get(conversationId)?.items ?? []
  const message = known.at(-1 - (chosen % 8))
  switch (does) {
    case 'send':
      return me.send(conversationId, `said ${chosen}`).sent
    case 'name':
      return me.send(conversationId, `@${names[chosen % 3]} ${chosen} @${names[(chosen + 1) % 3]}`).sent
    case 'call':
      return me.send(conversationId, `${chosen} ${['@all', '@here', '@pair', '@here @pair'][chosen % 4]}`).sent
    case 'answer':
      return message?.kind === 'text' ? me.send(conversationId, `so ${chosen}`, message.id).sent : undefined
    case 'reply':
    case 'name in a thread': {
      if (message?.kind !== 'text') return undefined
      const body = does === 'reply' ? `to that ${chosen}` : `@${names[chosen % 3]} ${chosen}`
      return me.send(conversationId, body, null, [], { threadId: message.id }).sent
    }
    case 'read a thread':
      if (message?.threadId !== undefined && message.threadId !== null) {
        me.threads.markRead(message.threadId, message.seq)
      }
      return undefined
    case 'mark unread':
      return message === undefined ? undefined : me.marks.markUnread(conversationId, message.seq)
    case 'read all':
      return me.order.readAll()
    case 'follow':
    case 'unfollow':
      return message?.kind === 'text' ? me.threads.follow(message.id, does === 'follow') : undefined
    case 'beside':
    case 'inline':
      return me.updateProfile({ threads: does })
    case 'edit':
      return message === undefined ? undefined : me.edit(message.id, `now ${chosen} @${names[chosen % 3]}`)
    case 'delete':
      return message === undefined ? undefined : me.remove(message.id)
    case 'read':
      if (message !== undefined) me.markRead(conversationId, message.seq)
      return undefined
    case 'mute':
      return me.people.mute(other.user.id)
    case 'unmute':
      return me.people.unmute(other.user.id)
    case 'block':
      return me.people.block(other.user.id)
    case 'unblock':
      return me.people.unblock(other.user.id)
  }
}

async function compare({ place, devices, conversationId }: Stage): Promise<void> {
  for (const own of devices) {
    for (const one of own) {
      const shown = (): object => {
        const entry = one.state.conversations.get(conversationId)
        return { unread: entry?.unread, inThreads: entry?.unreadInThreads, mentions: entry?.mentions }
      }
      // Read markers are told without being waited for: the rows are counted until device and rows agree.
      let expected: object = {}
      const agrees = async (): Promise<boolean> => {
        await one.settled()
        expected = recount(await everyRow(place), conversationId, one.user.id)
        return JSON.stringify(shown()) === JSON.stringify(expected)
      }
      const limit = performance.now() + 10_000
      while (!(await agrees()) && performance.now() < limit) await new Promise((resolve) => setImmediate(resolve))
      expect(shown(), `a device of ${one.user.username}`).toEqual(expected)
    }
  }
}

function recount(
  tables: Awaited<ReturnType<typeof everyRow>>,
  conversationId: string,
  userId: string,
): { unread: number; inThreads: number; mentions: number } {
  const rowsOf = (name: string): Record<string, unknown>[] => tables.get(name) ?? []
  const here = (row: Record<string, unknown>): boolean => row['conversation_id'] === conversationId
  const member = rowsOf('members').find((row) => here(row) && row['user_id'] === userId)
  const read = Number(member?.['last_read_seq'])
  const stands = (from: unknown, to: unknown, flag: string): boolean =>
    rowsOf('relations').some((row) => row['user_id'] === from && row['other_id'] === to && row[flag] === 1)
  /** Up to where a message counts as read: in a thread by the marker of that; where it is not followed, nothing counts. */
  const readTo = (message: Record<string, unknown> | undefined): number => {
    const thread = message?.['thread_id']
    if (thread === null) return read
    const follow = rowsOf('thread_follows').find((row) => row['thread_id'] === thread && row['user_id'] === userId)
    return follow?.['is_following'] === 1 ? Number(follow['last_read_seq']) : Number.POSITIVE_INFINITY
  }
  const unread = rowsOf('messages').filter(
    (row) =>
      here(row) &&
      row['kind'] === 'text' &&
      row['deleted_at'] === null &&
      row['author_id'] !== userId &&
      Number(row['seq']) > readTo(row),
  )
  const naming = rowsOf('mentions').filter((row) => {
    const by = row['author_id']
    const isUnheard =
      stands(userId, by, 'is_muted') || stands(userId, by, 'is_blocked') || stands(by, userId, 'is_blocked')
    const message = rowsOf('messages').find(({ id }) => id === row['message_id'])
    return here(row) && row['user_id'] === userId && Number(row['seq']) > readTo(message) && !isUnheard
  })
  for (const row of rowsOf('wide_mentions')) {
    const by = row['author_id']
    const isUnheard =
      stands(userId, by, 'is_muted') || stands(userId, by, 'is_blocked') || stands(by, userId, 'is_blocked')
    const message = rowsOf('messages').find(({ id }) => id === row['message_id'])
    const isMeant = row['kind'] === 'all' || String(row['user_ids']).split(' ').includes(userId)
    if (here(row) && by !== userId && isMeant && Number(row['seq']) > readTo(message) && !isUnheard) naming.push(row)
  }
  return {
    unread: unread.length,
    inThreads: unread.filter((row) => row['thread_id'] !== null).length,
    mentions: new Set(naming.map((row) => row['seq'])).size,
  }
}
