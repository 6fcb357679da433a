import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import { onTestFinished } from 'vitest'
import type { Person } from './person.ts'
import { PATIENCE_MS } from './patience.ts'

/** Somebody's session or token, watched by nothing of ours: a socket of the library and bare calls. */
export interface Outsider {
  /** The status of a call with this credential. */
  status: () => Promise<number>
  /** Resolves to how long after `since` the socket was closed, in milliseconds. */
  closedAfterMs: (since: number) => Promise<number>
  isConnected: () => boolean
}

/** Opens a socket over one transport, with a cookie or a bearer token. */
export async function watchFromOutside(
  url: string,
  who: { cookie: string } | { token: string },
  transport: 'websocket' | 'polling',
): Promise<Outsider> {
  const socket: Socket = io(url, {
    transports: [transport],
    upgrade: false,
    reconnection: false,
    forceNew: true,
    ...('token' in who ? { auth: { token: who.token } } : { extraHeaders: { cookie: who.cookie, origin: url } }),
  })
  onTestFinished(() => void socket.disconnect())
  let closedAt: number | null = null
  const closed = Promise.withResolvers<void>()
  socket.on('disconnect', () => {
    closedAt = performance.now()
    closed.resolve()
  })
  const opened = Promise.withResolvers<void>()
  socket.on('connect', () => opened.resolve())
  socket.on('connect_error', (error) => opened.reject(error))
  await opened.promise
  const headers: Record<string, string> =
    'token' in who ? { authorization: `Bearer ${who.token}` } : { cookie: who.cookie }
  return {
    status: async () => (await fetch(`${url}/api/conversations`, { headers })).status,
    isConnected: () => socket.connected,
    closedAfterMs: async (since) => {
      const timer = setTimeout(() => closed.reject(new Error('the socket was never closed')), PATIENCE_MS)
      await closed.promise.finally(() => clearTimeout(timer))
      return (closedAt ?? Infinity) - since
    },
  }
}

/** The cookie that a device of somebody holds now. */
export const cookieOf = (person: Person): string => person.api.cookies()
