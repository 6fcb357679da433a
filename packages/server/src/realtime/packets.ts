import { clientEvents } from '@kith/protocol/sockets.ts'
import type { ClientEventName } from '@kith/protocol/sockets.ts'
import { Problem } from '../problem.ts'
import { parseInput } from '../validation.ts'
import { handlers } from './handlers.ts'
import type { Session } from './handlers.ts'

/** A flood past this many refusals in a row ends the socket. */
const REFUSALS_MAX = 300

type Ack = (answer: object) => void

/**
 * Answers one packet of a client, whatever is in it: the ack, or, where there is none, an `error` event. Nothing that
 * a client sends throws past here.
 */
export async function answerPacket(session: Session, packet: readonly unknown[]): Promise<void> {
  const { ctx, socket } = session
  const [name, ...rest] = packet
  const ack = typeof rest.at(-1) === 'function' ? (rest.pop() as Ack) : null
  const refusalsBefore = refusalsInARow.get(socket) ?? 0
  try {
    ctx.limiter.take('socket', socket.id)
    if (rest.length > 1) throw new Problem('validation-failed', { detail: 'An event takes one payload.' })
    if (typeof name !== 'string' || !isEventName(name)) {
      throw new Problem('validation-failed', { detail: 'There is no such event.' })
    }
    const answer = await dispatch(session, name, rest[0])
    // Slow answers do not forgive what was refused after their question had come.
    const refusalsSince = (refusalsInARow.get(socket) ?? 0) - refusalsBefore
    refusalsInARow.set(socket, Math.max(0, refusalsSince))
    ack?.({ ok: true, ...answer })
  } catch (error) {
    refuse(session, error, ack)
  }
}

const refusalsInARow = new WeakMap<object, number>()

function refuse(session: Session, error: unknown, ack: Ack | null): void {
  const { ctx, socket } = session
  const problem = error instanceof Problem ? error : new Problem('internal')
  if (problem.code === 'internal') ctx.log.error({ err: error, requestId: socket.data.requestId }, 'an event failed')
  const body = problem.toBody(socket.data.requestId)
  if (ack !== null) ack({ ok: false, problem: body })
  else socket.emit('error', body)
  const refusals = (refusalsInARow.get(socket) ?? 0) + 1
  refusalsInARow.set(socket, refusals)
  if (refusals > REFUSALS_MAX) socket.disconnect(true)
}

function isEventName(name: string): name is ClientEventName {
  return Object.hasOwn(clientEvents, name)
}

async function dispatch<N extends ClientEventName>(session: Session, name: N, payload: unknown): Promise<object> {
  const input = parseInput(clientEvents[name], payload)
  const handler: (session: Session, input: never) => Promise<object> = handlers[name]
  return handler(session, input as never)
}
