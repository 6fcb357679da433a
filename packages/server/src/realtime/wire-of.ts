import type { Socket as NetSocket } from 'node:net'
import type { KithSocket } from './socket-state.ts'

/*
 * What is relied on of the libraries beneath, all of it in this file; turn-writer.test.ts fails when a new version of
 * them has it otherwise. engine.io 6.6: `transport.socket` is the WebSocket of `ws`, `writeBuffer` holds what waits for the
 * transport. ws 8: `_socket` is the connection, and without compression `send` has written to it when it returns.
 */
interface EngineSocket {
  id: string
  readyState: string
  upgrading: boolean
  writeBuffer: readonly { data?: unknown }[]
  transport: { name: string; socket?: { readyState: number; _socket?: NetSocket | null } }
}

const OPEN = 1

function engineOf(socket: KithSocket): EngineSocket {
  return socket.conn as unknown as EngineSocket
}

/**
 * The connection to which whole frames may be written right now: a WebSocket that stands, with nothing of Engine.IO's
 * waiting before it. Null for everyone else, who are served the ordinary way.
 */
export function wireOf(socket: KithSocket): NetSocket | null {
  const { readyState, upgrading, writeBuffer, transport } = engineOf(socket)
  if (readyState !== 'open' || upgrading || transport.name !== 'websocket' || writeBuffer.length > 0) return null
  const web = transport.socket
  return web?.readyState === OPEN ? (web._socket ?? null) : null
}

/** The id of the connection, which every call of it names. */
export function connectionOf(socket: KithSocket): string {
  return engineOf(socket).id
}

/** How many bytes wait for a socket that does not read, about. */
export function backlogBytes(socket: KithSocket): number {
  const { writeBuffer, transport } = engineOf(socket)
  let bytes = transport.socket?._socket?.writableLength ?? 0
  for (const { data } of writeBuffer) if (typeof data === 'string') bytes += data.length
  return bytes
}

/** Ends a connection without waiting for what it has not read. */
export function cut(socket: KithSocket): void {
  const wire = engineOf(socket).transport.socket?._socket
  if (wire !== undefined && wire !== null) wire.destroy()
  else socket.disconnect(true)
}
