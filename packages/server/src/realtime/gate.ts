import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

/** Takes calls for sockets in the place of Engine.IO; says of each whether it took it. */
export interface GateKeeper {
  request(request: IncomingMessage, response: ServerResponse): boolean
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean
}

/** Has `keepers`, one after the other, look at every call for sockets before Engine.IO, which listens already. */
export function keepGate(server: Server, path: string, keepers: readonly GateKeeper[]): void {
  const isForSockets = ({ url = '' }: IncomingMessage): boolean => url.startsWith(`${path}/`)
  const [requests, upgrades] = [server.listeners('request'), server.listeners('upgrade')]
  server.removeAllListeners('request')
  server.removeAllListeners('upgrade')
  server.on('request', (request, response) => {
    if (isForSockets(request) && keepers.some((keeper) => keeper.request(request, response))) return
    for (const listener of requests) listener.call(server, request, response)
  })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: NonSharedBuffer) => {
    if (isForSockets(request) && keepers.some((keeper) => keeper.upgrade(request, socket, head))) return
    for (const listener of upgrades) listener.call(server, request, socket, head)
  })
}

/** The id of the connection that a call belongs to; null when it wants a new one. */
export function connectionIdOf({ url = '' }: IncomingMessage): string | null {
  return new URLSearchParams(url.slice(url.indexOf('?') + 1)).get('sid')
}
