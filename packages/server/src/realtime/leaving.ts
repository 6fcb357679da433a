import type { IncomingMessage, ServerResponse } from 'node:http'
import { connectionIdOf } from './gate.ts'
import type { GateKeeper } from './gate.ts'
import type { KithServer } from './socket-state.ts'
import { connectionOf } from './wire-of.ts'

/** Those who are connected through a node that leaves are few, and there is little time. */
const MOVE_WITHIN_MS = 1_000

/** Turns new connections away from a node that leaves, so that a proxy takes them to another. */
export function refuseNew(isLeaving: () => boolean): GateKeeper {
  const isRefused = (request: IncomingMessage): boolean => isLeaving() && connectionIdOf(request) === null
  return {
    request: (request, response: ServerResponse) => {
      if (isLeaving()) response.setHeader('connection', 'close')
      if (!isRefused(request)) return false
      response.writeHead(503, { 'retry-after': '1', 'content-length': '0', 'cache-control': 'no-store' }).end()
      return true
    },
    upgrade: (request, socket) => {
      if (!isRefused(request)) return false
      socket.end('HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\ncontent-length: 0\r\nconnection: close\r\n\r\n')
      return true
    },
  }
}

/** Asks a device to connect anew, of which another node says that it will not be there much longer to hand on for it. */
export function moveWhenAsked(io: KithServer): GateKeeper {
  return {
    request: (request, response) => {
      const id = connectionIdOf(request)
      if (request.method !== 'DELETE' || id === null) return false
      for (const socket of io.of('/').sockets.values()) {
        if (connectionOf(socket) === id) socket.emit('leaving', { withinMs: MOVE_WITHIN_MS })
      }
      response.writeHead(204).end()
      return true
    },
    upgrade: () => false,
  }
}
