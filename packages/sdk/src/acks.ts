import type { Ack, ClientAcks, ClientEventName, ClientPayload } from '@kith/protocol/sockets.ts'
import type { KithSocket } from './connection.ts'
import { OfflineError, ProblemError } from './problem-error.ts'

const ACK_MS = 10_000

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

/** Socket.IO's own types lose the tie between an event and its ack in generic code. */
async function acknowledged(socket: KithSocket, name: string, payload: object): Promise<Ack<object>> {
  const untyped = socket.timeout(ACK_MS) as unknown as {
    emitWithAck: (name: string, payload: object) => Promise<Ack<object>>
  }
  return untyped.emitWithAck(name, payload).catch(() => {
    throw new OfflineError('the server did not answer')
  })
}
