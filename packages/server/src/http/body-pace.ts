import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { PIECE_TYPE } from './receive-piece.ts'
import { refuseUnreadable } from './unreadable.ts'

/** How long a call may take to come in. */
export interface Pace {
  /** Its headers are here within so long. */
  headersMs: number
  /** How often that is looked at. */
  lookEveryMs: number
  /** A body without a file is whole within so long. */
  wholeMs: number
  /** One with a file may take as long as it needs, while so much comes in each `windowMs`. */
  leastBytes: number
  windowMs: number
  /** Does `work` every `ms` until it is told to stop. */
  every: (ms: number, work: () => void) => () => void
}

export const usualPace: Pace = {
  headersMs: 60_000,
  lookEveryMs: 30_000,
  wholeMs: 60_000,
  leastBytes: 60 * 1024,
  windowMs: 60_000,
  every: (ms, work) => {
    const timer = setInterval(work, ms)
    timer.unref()
    return () => clearInterval(timer)
  },
}

const withFile = new RegExp(`^(multipart/form-data|${PIECE_TYPE.replace('+', '\\+')})\\s*(;|$)`, 'i')

/**
 * Cuts off whoever holds a connection with a body that does not come. Node's own bound is on whole calls, and would end
 * every large file on a slow line. Call it last: what answers calls beside the framework is watched, too.
 */
export function keepPace(server: Server, pace: Pace): void {
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!hasBody(request)) return
    const isLong = withFile.test(request.headers['content-type'] ?? '')
    const { socket } = request
    let seenBytes = socket.bytesRead
    let wasAnswered = false
    const stop = pace.every(isLong ? pace.windowMs : pace.wholeMs, () => {
      if (request.complete || socket.destroyed) return
      const isComing = socket.bytesRead - seenBytes >= pace.leastBytes
      // Whoever was answered goes on in vain.
      if (isLong && isComing && !wasAnswered) {
        seenBytes = socket.bytesRead
        wasAnswered = response.writableEnded
        return
      }
      if (response.headersSent) socket.destroy()
      else refuseUnreadable(new Error('it does not come'), socket)
    })
    request.once('close', stop)
  })
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}
