import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import { Problem } from '../problem.ts'

/** Answers in our words what got past nobody, since it could not be read as a call or did not come to its end. */
export function refuseUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const problem = new Problem(error.code === 'HPE_HEADER_OVERFLOW' ? 'too-large' : 'malformed')
  const requestId = randomUUID()
  const body = JSON.stringify(problem.toBody(requestId))
  const lines = [
    `HTTP/1.1 ${problem.status} ${problem.message}`,
    'content-type: application/problem+json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${requestId}`,
    'x-content-type-options: nosniff',
    'cache-control: no-store',
    'connection: close',
  ]
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}
