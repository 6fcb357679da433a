import { isDeepStrictEqual } from 'node:util'
import type { Message } from '@kith/protocol/messages.ts'
import { OfflineError, ProblemError } from '@kith/sdk/problem-error.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Person } from './testing/person.ts'
import { world } from './testing/world.ts'
import type { World } from './testing/world.ts'

/*
 * Three people with two devices each do anything in any order, with connections that come and go. Whatever happened, in
 * the end each device shows what a device shows that has just been taken out of its box.
 */

const names = ['alice', 'bob', 'carol'] as const
const who = fc.nat({ max: 2 })
const device = fc.nat({ max: 1 })
const pick = fc.nat({ max: 30 })

const action = fc.oneof(
  { weight: 8, arbitrary: fc.record({ does: fc.constant('send' as const), who, device, pick }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('send again' as const), who, device, pick }) },
  { weight: 5, arbitrary: fc.record({ does: fc.constant('reply' as const), who, device, pick }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('open a thread' as const), who, device, pick }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('read a thread' as const), who, device, pick }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('follow' as const), who, device, pick }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('unfollow' as const), who, device, pick }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('edit' as const), who, device, pick }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('delete' as const), who, device, pick }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('read' as const), who, device, pick }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('react' as const), who, device, pick }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('take back' as const), who, device, pick }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('pin' as const), who, device, pick }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('unpin' as const), who, device, pick }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('mark unread' as const), who, device, pick }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('rename' as const), who, device, pick }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('add' as const), who, device, pick }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('remove' as const), who, device, pick }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('cut' as const), who, device, pick }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('go offline' as const), who, device, pick }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('come back' as const), who, device, pick }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('wait' as const), who, device, pick }) },
)
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never

const replayed = process.env['KITH_TEST_SEED']

test(
  'whatever people do and however their connections fare, every device ends with the same',
  { timeout: 90_000 },
  async () => {
    const place = await world()
    const devices: Person[][] = []
    for (const name of names) devices.push([place[name], await place.device(name)])
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 15, maxLength: 60 }), fc.boolean(), async (actions, isShared) => {
        const group = await place.alice.create({
          kind: 'group',
          title: 'All',
          isHistoryShared: isShared,
          memberIds: [place.bob.user.id, place.carol.user.id],
        })
        const run = new Run(devices, group.id)
        for (const one of devices.flat()) {
          await one.until(({ conversations }) => conversations.has(group.id), 'the group')
          await one.open(group.id)
          await one.marks.loadPins(group.id)
        }
        for (const step of actions) await run.take(step)
        await run.end()
        await compare(place, devices, run)
      }),
      {
        numRuns: 15,
        interruptAfterTimeLimit: 15_000,
        // What goes wrong in a race does not go wrong again in a smaller one.
        endOnFailure: true,
        ...(replayed === undefined ? {} : { seed: Number(replayed) }),
      },
    )
  },
)

/** One interleaving: what was begun and what came of it. */
class Run {
  readonly conversationId: string
  readonly sent: {
    by: number
    body: string
    clientId: string
    threadId: string | null
    outcome: Promise<Message | null>
  }[] = []
  readonly #devices: Person[][]
  readonly #stored: Message[] = []
  #pending: Promise<unknown>[] = []

  constructor(devices: Person[][], conversationId: string) {
    this.#devices = devices
    this.conversationId = conversationId
  }

  async take(step: Action): Promise<void> {
    if (step.does === 'wait') {
      await Promise.all(this.#pending)
      this.#pending = []
      return
    }
    this.#pending.push(tolerant(this.#begin(step)))
    // Lets what was begun get under way, some of it further than the rest.
    for (let turn = 0; turn < step.pick % 4; turn++) await new Promise((resolve) => setImmediate(resolve))
  }

  /** Everybody back online, everything sent or refused. */
  async end(): Promise<void> {
    for (const one of this.#devices.flat()) one.tryNow()
    await Promise.all(this.#pending)
    for (const one of this.#devices.flat()) {
      await one.until(({ connection }) => connection.state === 'online', 'a connection at the end')
      await one.until(({ outbox }) => outbox.every(({ state }) => state === 'failed'), 'an empty outbox')
      await one.settled()
    }
  }

  async #begin({ does, who: by, device: on, pick: chosen }: Exclude<Action, { does: 'wait' }>): Promise<unknown> {
    const { conversationId } = this
    const me = this.#devices[by]?.[on]
    const [alice] = this.#devices[0] ?? []
    const other = this.#devices[1 + (chosen % 2)]?.[0]
    if (me === undefined || alice === undefined || other === undefined) throw new Error('nobody')
    const message = this.#stored[chosen % Math.max(1, this.#stored.length)]
    switch (does) {
      case 'send':
      case 'reply': {
        const called = ['@all', '@here', ...names.map((name) => `@${name}`)][chosen % 5]
        const named = chosen % 3 === 0 ? ` ${called}` : ''
        const body = `${names[by]} ${on} ${this.sent.length}${named}`
        const quoted = chosen % 5 === 0 ? (message?.id ?? null) : null
        const threadId = does === 'reply' ? (message?.id ?? null) : null
        const { clientId, sent } = me.send(conversationId, body, quoted, [], { threadId })
        const outcome = sent.then(
          (stored) => {
            this.#stored.push(stored)
            return stored
          },
          () => null,
        )
        this.sent.push({ by, body, clientId, threadId, outcome })
        return outcome
      }
      case 'send again': {
        const mine = this.sent.filter((one) => one.by === by)
        const { body, clientId, threadId = null } = mine[chosen % Math.max(1, mine.length)] ?? {}
        if (body === undefined || clientId === undefined) return undefined
        return me.call('POST /api/conversations/:conversationId/messages', { conversationId, body, clientId, threadId })
      }
      case 'edit':
        return message === undefined
          ? undefined
          : me.edit(message.id, `edited ${chosen}${chosen % 2 === 0 ? ` @${names[chosen % 3]}` : ''}`)
      case 'delete':
        return message === undefined ? undefined : me.remove(message.id)
      case 'read':
        me.markRead(conversationId, chosen)
        return undefined
      case 'open a thread':
        return message === undefined ? undefined : me.threads.open(message.id)
      case 'read a thread':
        if (message?.threadId !== undefined && message.threadId !== null) me.threads.markRead(message.threadId, chosen)
        return undefined
      case 'follow':
      case 'unfollow':
        return message === undefined ? undefined : me.threads.follow(message.id, does === 'follow')
      case 'react':
      case 'take back':
        return message === undefined
          ? undefined
          : me.marks.react(message, chosen % 2 === 0 ? '👍' : '🎉', does === 'react')
      case 'pin':
        return message === undefined ? undefined : me.marks.pin(message.id)
      case 'unpin':
        return message === undefined ? undefined : me.marks.unpin(message.id)
      case 'mark unread':
        return me.marks.markUnread(conversationId, chosen + 1)
      case 'rename':
        return me.change({ conversationId, title: `All ${chosen}` })
      case 'add':
        return me.addMembers(conversationId, [other.user.id])
      case 'remove':
        return alice.removeMember(conversationId, other.user.id)
      case 'cut':
        // One that is being opened would only be missed ten seconds later; a wire that breaks says so.
        if (me.socket?.connected === true) me.socket.io.engine.close()
        return undefined
      case 'go offline':
        me.socket?.disconnect()
        return undefined
      case 'come back':
        me.tryNow()
        return undefined
    }
  }
}

/** Refusals and broken connections are part of life; anything else is a fault. */
async function tolerant(promise: Promise<unknown>): Promise<void> {
  await promise.catch((error: unknown) => {
    if (!(error instanceof OfflineError || error instanceof ProblemError) || error.message === 'internal') throw error
  })
}

async function compare(place: World, devices: Person[][], run: Run): Promise<void> {
  const { conversationId } = run
  for (const [index, name] of names.entries()) {
    const fresh = await place.device(name)
    const isMember = fresh.state.conversations.has(conversationId)
    if (isMember) await showAll(fresh, conversationId)
    if (isMember) await fresh.marks.loadPins(conversationId)
    const expected = shownBy(fresh, conversationId)
    for (const one of devices[index] ?? []) {
      if (isMember) await one.open(conversationId)
      // A window that was at the end has followed it: fewer messages are sent than it holds.
      const isAtEnd = (): boolean => one.state.timelines.get(conversationId)?.hasAfter !== true
      await one
        .until(() => isAtEnd() && isDeepStrictEqual(shownBy(one, conversationId).entry, expected.entry))
        .catch(() => expect([isAtEnd(), shownBy(one, conversationId).entry], `${name}`).toEqual([true, expected.entry]))
      if (isMember) await showAll(one, conversationId)
      // Those that missed something are loaded by whoever looks.
      if (isMember && !one.state.pins.has(conversationId)) await one.marks.loadPins(conversationId)
      await compareThreads(fresh, one, conversationId)
      await one
        .until(() => isDeepStrictEqual(shownBy(one, conversationId), expected))
        .catch(() => expect(shownBy(one, conversationId), `a device of ${name}`).toEqual(expected))
    }
    const seqs = expected.items.map(({ seq }) => seq)
    const first = seqs[0] ?? 1
    expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, at) => first + at))
    if (isMember) expect(seqs.at(-1)).toBe(fresh.state.conversations.get(conversationId)?.lastSeq)
    if (index === 0) await checkLedger(run, expected.items)
    fresh.stop()
  }
}

/** Each thread that is open on a device shows what it shows to who opens it now. */
async function compareThreads(fresh: Person, one: Person, conversationId: string): Promise<void> {
  const open = [...one.state.threads.values()].filter((window) => window.conversationId === conversationId)
  for (const { threadId, root } of open) {
    // One that was deleted before anybody answered is no thread.
    if (root.deletedAt !== null && root.thread === null) continue
    await fresh.threads.open(threadId)
    const expected = threadBy(fresh, threadId)
    await one
      .until(() => isDeepStrictEqual(threadBy(one, threadId), expected))
      .catch(() => expect(threadBy(one, threadId), `a thread on a device of ${one.user.username}`).toEqual(expected))
    one.threads.close(threadId)
  }
}

/** What was stored is there once, at its place; what was refused is not there. `items` are all there are. */
async function checkLedger(run: Run, items: readonly Message[]): Promise<void> {
  expect(items[0]?.seq).toBe(1)
  for (const { clientId, body, outcome } of run.sent) {
    const found = items.filter((item) => item.clientId === clientId)
    const stored = await outcome
    const seqs = found.map(({ seq }) => seq)
    // Refused, yet stored: its sender was removed before the answer came, or it was sent again once they were back.
    if (stored === null) expect(seqs.length, body).toBeLessThanOrEqual(1)
    else expect(seqs, body).toEqual([stored.seq])
  }
  const known = new Set(run.sent.map(({ clientId }) => clientId))
  expect(items.filter(({ kind, clientId }) => kind === 'text' && !known.has(clientId ?? ''))).toEqual([])
}

async function showAll(one: Person, conversationId: string): Promise<void> {
  await one.open(conversationId)
  for (;;) {
    const window = one.state.timelines.get(conversationId)
    if (window === undefined || !(window.hasBefore || window.hasAfter)) return
    if (window.hasBefore) await one.loadBefore(conversationId)
    else await one.loadAfter(conversationId)
  }
}

function shownBy(one: Person, conversationId: string) {
  const entry = one.state.conversations.get(conversationId)
  return {
    entry,
    items: one.state.timelines.get(conversationId)?.items ?? [],
    pins: one.state.pins.get(conversationId)?.items ?? [],
    wanted: one.state.wantedReactions,
  }
}

function threadBy(one: Person, threadId: string) {
  const { root, items, hasBefore, hasAfter, follow } = one.state.threads.get(threadId) ?? {}
  return { root, items, hasBefore, hasAfter, follow }
}
