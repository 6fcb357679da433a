import type { Message, SendMessage } from '@kith/protocol/messages.ts'
import type { ProblemCode } from '@kith/protocol/problems.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { memoryOutbox } from './outbox-storage.ts'
import type { OutboxStorage } from './outbox-storage.ts'
import { Outbox } from './outbox.ts'
import { OfflineError, ProblemError } from './problem-error.ts'
import { Store } from './store.ts'

const at = new Date(0).toISOString()

function refusal(code: ProblemCode, status: number, retryAfterSeconds?: number): ProblemError {
  return new ProblemError({ type: '', title: code, status, code, requestId: '', retryAfterSeconds })
}

/** A server that stores each clientId once. `fate` says what becomes of an attempt; none: it is stored and answered. */
class Server {
  readonly stored: Message[] = []
  attempts = 0
  fate: (input: SendMessage, attempt: number) => 'unheard' | 'unanswered' | Error | null = () => null

  async deliver(input: SendMessage): Promise<Message> {
    this.attempts++
    const fate = this.fate(input, this.attempts)
    await Promise.resolve()
    if (fate === 'unheard') throw new OfflineError('no way there')
    if (fate instanceof Error) throw fate
    const known = this.stored.find(({ clientId }) => clientId === input.clientId)
    const message = known ?? this.#stored(input)
    if (known === undefined) this.stored.push(message)
    if (fate === 'unanswered') throw new OfflineError('no way back')
    return message
  }

  bodies(conversationId: string): string[] {
    return this.stored.filter((one) => one.conversationId === conversationId).map(({ body }) => body)
  }

  #stored({ conversationId, body, clientId }: SendMessage): Message {
    const seq = this.stored.length + 1
    const author = { id: 'me', username: 'me', displayName: 'Me', avatarUrl: null }
    return {
      id: `m${seq}`,
      conversationId,
      seq,
      rev: seq,
      kind: 'text',
      author,
      body,
      system: null,
      clientId,
      createdAt: at,
      editedAt: null,
      deletedAt: null,
      replyTo: null,
      attachments: [],
      sharedFiles: [],
      sharedPosts: [],
      reactions: [],
      threadId: null,
      threadSeq: null,
      thread: null,
      previews: [],
      forwardedFrom: null,
      pinnedAt: null,
      isToAll: false,
      isToHere: false,
      circles: [],
      mentions: [],
    }
  }
}

class Device {
  readonly store = new Store()
  readonly outbox: Outbox
  #made = 0

  constructor(server: Server, storage: OutboxStorage) {
    this.outbox = new Outbox({
      storage,
      store: this.store,
      deliver: (input) => server.deliver(input),
      delivered: () => undefined,
      random: () => 0,
    })
    // Nobody waits for the clock here: whatever waits is told to go on.
    this.store.subscribe(() => queueMicrotask(() => queueMicrotask(() => this.outbox.nudge())))
  }

  write(conversationId: string, body: string): Promise<Message> {
    this.#made++
    const clientId = `${conversationId} ${body}`
    return this.outbox.add({ clientId, conversationId, body, replyTo: null, createdAt: this.#made }).sent
  }

  get states(): string[] {
    return this.store.state.outbox.map(({ body, state }) => `${body} ${state}`)
  }
}

async function deviceOf(server: Server, storage = memoryOutbox()): Promise<Device> {
  const device = new Device(server, storage)
  await device.outbox.start('me')
  return device
}

test('whatever breaks on the way, each message is stored once and in the order in which it was written', async () => {
  const fates = fc.infiniteStream(fc.constantFrom('unheard', 'unanswered', 'busy', 'limited', null, null, null))
  const writing = fc.array(fc.constantFrom('one', 'two'), { minLength: 1, maxLength: 15 })
  await fc.assert(
    fc.asyncProperty(writing, fates, async (conversations, stream) => {
      const server = new Server()
      server.fate = () => {
        const { value } = stream.next()
        if (value === 'busy') return refusal('busy', 503)
        if (value === 'limited') return refusal('rate-limited', 429, 30)
        return value ?? null
      }
      const device = await deviceOf(server)
      const sent = await Promise.all(conversations.map((id, index) => device.write(id, `${index}`)))
      expect(sent.map(({ body }) => body)).toEqual(conversations.map((_, index) => `${index}`))
      for (const id of ['one', 'two']) {
        expect(server.bodies(id)).toEqual(conversations.flatMap((other, index) => (other === id ? `${index}` : [])))
      }
      expect(device.states).toEqual([])
    }),
  )
})

test('what is refused for good stays to be seen and holds nothing else up', async () => {
  const server = new Server()
  server.fate = ({ body }) => (body === 'bad' ? refusal('validation-failed', 422) : null)
  const device = await deviceOf(server)
  const outcomes = await Promise.allSettled(['first', 'bad', 'last'].map((body) => device.write('c', body)))
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(server.bodies('c')).toEqual(['first', 'last'])
  expect(device.states).toEqual(['bad failed'])
  expect(device.store.state.outbox[0]?.problem?.code).toBe('validation-failed')
  server.fate = () => null
  device.outbox.retry('c bad')
  await until(() => device.states.length === 0, device.store)
  expect(server.bodies('c')).toEqual(['first', 'last', 'bad'])
})

test('a conversation that cannot be reached holds no other up', async () => {
  const server = new Server()
  server.fate = ({ conversationId }) => (conversationId === 'dead' ? 'unheard' : null)
  const device = await deviceOf(server)
  void device.write('dead', 'lost')
  await device.write('alive', 'found')
  expect(server.bodies('alive')).toEqual(['found'])
  expect(device.states).toHaveLength(1)
  await device.outbox.discard('dead lost')
  device.outbox.stop()
  expect(device.states).toEqual([])
})

test('a restart takes up what was not stored, in order, and sends nothing twice', async () => {
  const server = new Server()
  const storage = memoryOutbox()
  server.fate = (_, attempt) => (attempt === 1 ? 'unanswered' : 'unheard')
  const before = await deviceOf(server, storage)
  for (const body of ['one', 'two', 'three']) void before.write('c', body)
  await until(() => server.attempts > 2, before.store)
  before.outbox.stop()
  server.fate = () => null
  expect((await storage.load('me')).map(({ body }) => body)).toEqual(['one', 'two', 'three'])
  const after = await deviceOf(server, storage)
  await until(() => after.states.length === 0, after.store)
  expect(server.bodies('c')).toEqual(['one', 'two', 'three'])
  expect(await storage.load('me')).toEqual([])
})

test('what was refused before a restart is still there after it, and another account sees none of it', async () => {
  const server = new Server()
  const storage = memoryOutbox()
  server.fate = () => refusal('forbidden', 403)
  const before = await deviceOf(server, storage)
  await before.write('c', 'no').catch(() => undefined)
  before.outbox.stop()
  const after = await deviceOf(server, storage)
  expect(after.states).toEqual(['no failed'])
  const other = new Device(server, storage)
  await other.outbox.start('somebody else')
  expect(other.states).toEqual([])
  await after.outbox.clear('me')
  expect(await storage.load('me')).toEqual([])
})

test('a message that came as an event is no longer waiting, whatever its answer does', async () => {
  const server = new Server()
  server.fate = () => 'unanswered'
  const device = await deviceOf(server)
  const sent = device.write('c', 'heard of')
  await until(() => server.stored.length === 1, device.store)
  for (const message of server.stored) device.outbox.settle(message)
  expect((await sent).body).toBe('heard of')
  expect(device.states).toEqual([])
})

/** Resolves once `condition` holds, asked whenever the state changes. */
async function until(condition: () => boolean, store: Store): Promise<void> {
  if (condition()) return
  const { promise, resolve } = Promise.withResolvers<void>()
  const unsubscribe = store.subscribe(() => {
    if (condition()) resolve()
  })
  await promise
  unsubscribe()
}
