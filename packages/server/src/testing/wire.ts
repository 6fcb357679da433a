import type { ServerEventName, ServerEvents } from '@kith/protocol/sockets.ts'
import type { ProblemBody } from '@kith/protocol/problems.ts'
import { createApi } from '@kith/sdk/api.ts'
import type { Api } from '@kith/sdk/api.ts'
import { Connection } from '@kith/sdk/connection.ts'
import type { KithSocket } from '@kith/sdk/connection.ts'
import { expect, onTestFinished } from 'vitest'
import { PATIENCE_MS } from './patience.ts'
import type { Person } from './person.ts'

/*
 * The socket itself, for what the SDK never does: saying anything at all, and hearing all that is said.
 */

/** The answer to one packet, as it came. */
export interface Answer {
  ok: boolean
  problem?: ProblemBody
  [field: string]: unknown
}

/** The socket of a device that is connected. */
export function socketOf(person: Person): KithSocket {
  const { socket } = person
  if (socket === null) throw new Error('this device has no socket')
  return socket
}

/** Says anything and gives the ack. Fails the test when none comes. */
export async function say(socket: KithSocket, name: string, ...payload: unknown[]): Promise<Answer> {
  const untyped = socket.timeout(PATIENCE_MS) as unknown as {
    emitWithAck: (name: string, ...payload: unknown[]) => Promise<Answer>
  }
  return untyped.emitWithAck(name, ...payload)
}

/** Says anything and wants no ack. */
export function blurt(socket: KithSocket, name: string, ...payload: unknown[]): void {
  ;(socket as unknown as { emit: (name: string, ...payload: unknown[]) => void }).emit(name, ...payload)
}

/** What was said to one socket since. */
export class Ear {
  readonly #socket: KithSocket
  readonly #heard: { name: string; payload: unknown }[] = []

  constructor(socket: KithSocket) {
    this.#socket = socket
    socket.onAny((name: string, payload: unknown) => this.#heard.push({ name, payload }))
  }

  all<N extends ServerEventName>(name: N): ServerEvents[N][] {
    return this.#heard.filter((one) => one.name === name).map(({ payload }) => payload as ServerEvents[N])
  }

  /** Everything as text, for what must not be in it. */
  text(): string {
    return JSON.stringify(this.#heard)
  }

  /** The first `name` that fulfils `condition`, heard already or still to come. */
  async hears<N extends ServerEventName>(
    name: N,
    condition: (payload: ServerEvents[N]) => boolean = () => true,
  ): Promise<ServerEvents[N]> {
    const found = (): ServerEvents[N] | undefined => this.all(name).find(condition)
    await soon(
      () => found() !== undefined,
      (check) => {
        this.#socket.onAny(check)
        return () => this.#socket.offAny(check)
      },
      `the event ${name}`,
    )
    const payload = found()
    if (payload === undefined) throw new Error('heard and forgotten')
    return payload
  }
}

/** Resolves once the server has closed `socket`. */
export async function closed(socket: KithSocket): Promise<void> {
  await soon(
    () => !socket.connected,
    (check) => {
      socket.on('disconnect', check)
      return () => socket.off('disconnect', check)
    },
    'the end of a socket',
  )
}

/** A socket that was not opened yet and is never opened again by itself. */
export function wire(who: Api | { baseUrl: string; token?: string }): KithSocket {
  const nothing = (): void => undefined
  const api = 'call' in who ? who : createApi(who)
  const { socket } = new Connection(api, {
    connected: nothing,
    disconnected: nothing,
    waiting: nothing,
    connecting: nothing,
    refused: nothing,
  })
  onTestFinished(() => void socket.disconnect())
  return socket
}

/** Opens `socket`: null, or the problem with which it was turned away. */
export async function opened(socket: KithSocket): Promise<ProblemBody | null> {
  const { promise, resolve } = Promise.withResolvers<ProblemBody | null>()
  socket.once('connect', () => resolve(null))
  socket.once('connect_error', (error: Error & { data?: ProblemBody }) => {
    expect(error.data, error.message).toBeDefined()
    resolve(error.data ?? null)
  })
  socket.connect()
  return promise
}

/** Resolves once `condition` holds, asked now and at each `check` that `listen` arranges. */
async function soon(condition: () => boolean, listen: (check: () => void) => () => void, what: string): Promise<void> {
  if (condition()) return
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const timer = setTimeout(() => reject(new Error(`never came: ${what}`)), PATIENCE_MS)
  const stop = listen(() => {
    if (condition()) resolve()
  })
  await promise.finally(() => {
    clearTimeout(timer)
    stop()
  })
}
