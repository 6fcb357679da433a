import type { Ack, ClientAcks, ClientEventName, ClientPayload } from '@kith/protocol/sockets.ts'
import type { KithSocket } from './connection.ts'
import { isTransient, OfflineError, ProblemError } from './problem-error.ts'

const ACK_MS = 10_000
/** After so much it is asked again, then after twice as much each time. */
const RETRY_MS = { first: 250, most: 8_000 }

export type Answered = Exclude<ClientEventName, 'typing'>
export type Agreed<N extends Answered> = Extract<ClientAcks[N], { ok: true }>

/**
 * Says something over the socket and waits for the ack.
 * @throws ProblemError when the server refuses, OfflineError when it is not there or does not answer in time
 */
export async function ask<N extends Answered>(
  socket: KithSocket | null,
  name: N,
  payload: ClientPayload<N>,
): Promise<Agreed<N>> {
  if (socket === null || !socket.connected) throw new OfflineError('not connected')
  const answer = await acknowledged(socket, name, payload)
  if (!answer.ok) throw new ProblemError(answer.problem)
  return answer as Agreed<N>
}

/** By socket, how often it was insisted: what is asked anew needs no second asker. */
const turns = new WeakMap<KithSocket, number>()

/**
 * As `ask`, until the server has time for it, as long as there is this connection: what comes of it may not be done without.
 * Who insists again on the same socket takes over from who did before.
 * @throws ProblemError, OfflineError
 */
export async function insist<N extends Answered>(
  socket: KithSocket | null,
  name: N,
  payload: () => ClientPayload<N>,
): Promise<Agreed<N>> {
  if (socket === null) throw new OfflineError('not connected')
  const turn = (turns.get(socket) ?? 0) + 1
  turns.set(socket, turn)
  for (let ms = RETRY_MS.first; ; ms = Math.min(ms * 2, RETRY_MS.most)) {
    try {
      return await ask(socket, name, payload())
    } catch (error) {
      if (!isTransient(error)) throw error
      // Each at a moment of its own, since many were refused together.
      await new Promise((resolve) => setTimeout(resolve, ms * (0.5 + Math.random())))
      if (!socket.connected || turns.get(socket) !== turn) throw error
    }
  }
}

/** Socket.IO's own types lose the tie between an event and its ack in generic code. */
async function acknowledged(socket: KithSocket, name: string, payload: object): Promise<Ack<object>> {
  const untyped = socket.timeout(ACK_MS) as unknown as {
    emitWithAck: (name: string, payload: object) => Promise<Ack<object>>
  }
  return untyped.emitWithAck(name, payload).catch(() => {
    throw new OfflineError('the server did not answer')
  })
}
