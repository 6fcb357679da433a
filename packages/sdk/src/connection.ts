import type { ProblemBody } from '@kith/protocol/problems.ts'
import type { ClientToServer, ServerToClient } from '@kith/protocol/sockets.ts'
import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import type { Api } from './api.ts'

export type KithSocket = Socket<ServerToClient, ClientToServer>

export interface ConnectionHandlers {
  /** A connection stands; called for each one. */
  connected: () => void
  disconnected: () => void
  /** The next attempt is made in `ms`. */
  waiting: (ms: number) => void
  connecting: () => void
  /** The server does not know this session any more. No further attempt is made. */
  refused: () => void
}

export interface Backoff {
  firstMs: number
  lastMs: number
}

const standardBackoff: Backoff = { firstMs: 1_000, lastMs: 15_000 }

/** Keeps one socket to the server open, coming back with full jitter so that a thousand clients do not come at once. */
export class Connection {
  readonly socket: KithSocket
  readonly #handlers: ConnectionHandlers
  readonly #backoff: Backoff
  #attempts = 0
  #timer: ReturnType<typeof setTimeout> | null = null
  #isWanted = false
  /** Between the connection to a node that leaves and the next: nobody needs to hear of it. */
  #isMoving = false

  constructor(api: Api, handlers: ConnectionHandlers, backoff: Backoff = standardBackoff) {
    this.#handlers = handlers
    this.#backoff = backoff
    const options = {
      path: '/socket.io',
      transports: ['websocket', 'polling'],
      // Some networks let no WebSocket through.
      tryAllTransports: true,
      reconnection: false,
      autoConnect: false,
      timeout: 10_000,
      withCredentials: true,
      ...(api.token === null ? {} : { auth: { token: api.token } }),
    }
    this.socket = api.baseUrl === '' ? io(options) : io(api.baseUrl, { ...options, ...headersOf(api) })
    this.socket.on('connect', () => {
      this.#attempts = 0
      this.#isMoving = false
      handlers.connected()
    })
    this.socket.on('leaving', ({ withinMs }) => this.#moveWithin(withinMs))
    this.socket.on('disconnect', (reason) => {
      if (this.#isMoving) return
      handlers.disconnected()
      if (this.#isWanted && reason !== 'io client disconnect') this.#retry()
    })
    this.socket.on('connect_error', (error: Error & { data?: ProblemBody }) => {
      this.#isMoving = false
      if (error.data?.code === 'unauthenticated') {
        this.close()
        handlers.refused()
      } else if (this.#isWanted) this.#retry()
    })
  }

  open(): void {
    this.#isWanted = true
    this.#connect()
  }

  close(): void {
    this.#isWanted = false
    this.#isMoving = false
    this.#stopTimer()
    this.socket.disconnect()
  }

  /** The network is back, or somebody pressed "try now". */
  tryNow(): void {
    if (!this.#isWanted || this.socket.connected) return
    this.#attempts = 0
    this.#connect()
  }

  #connect(): void {
    this.#stopTimer()
    this.#handlers.connecting()
    // A cookie may be newer than the socket.
    this.socket.connect()
  }

  /** What is under way is sent again over the new connection, by its `clientId`. */
  #moveWithin(ms: number): void {
    this.#stopTimer()
    this.#timer = setTimeout(() => {
      if (!this.#isWanted || !this.socket.connected) return
      this.#isMoving = true
      this.socket.disconnect()
      this.socket.connect()
    }, ms * Math.random())
  }

  #retry(): void {
    this.#stopTimer()
    const bound = Math.min(this.#backoff.lastMs, this.#backoff.firstMs * 2 ** this.#attempts)
    this.#attempts++
    // Spread over the whole bound: a thousand that were cut off together must not come back together.
    const ms = bound * (0.1 + Math.random() * 0.9)
    this.#handlers.waiting(ms)
    this.#timer = setTimeout(() => this.#connect(), ms)
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }
}

/** Outside a browser nobody sends the cookie and the origin for us. */
function headersOf(api: Api): { extraHeaders?: Record<string, string> } {
  const cookie = api.cookies()
  return cookie === '' ? {} : { extraHeaders: { cookie, origin: new URL(api.baseUrl).origin } }
}
