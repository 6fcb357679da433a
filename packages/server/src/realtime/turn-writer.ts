import type { ServerEventName, ServerEvents } from '@kith/protocol/sockets.ts'
import { frameOf } from './frames.ts'
import type { KithServer, KithSocket } from './socket-state.ts'
import { backlogBytes, cut, wireOf } from './wire-of.ts'

/** What may wait for a socket that does not read; past either it is closed, and the client catches up. */
const BACKLOG_MAX_BYTES = 1024 * 1024
const BACKLOG_MAX_MS = 30_000
const LOOK_MS = 5_000

interface Waiting {
  room: string
  /** Rooms whose sockets are left out. */
  except: readonly string[]
  event: ServerEventName
  payload: unknown
  frame: Buffer
}

/**
 * Writes events to rooms: each is framed once, and all that one turn of the event loop brings goes out in one write a
 * socket. Who cannot be written to directly (polling, an upgrade under way, something waiting) gets it the ordinary way,
 * in the same order.
 */
export class TurnWriter {
  readonly #io: KithServer
  #waiting: Waiting[] = []
  readonly #behindSince = new WeakMap<KithSocket, number>()
  readonly #look: NodeJS.Timeout
  #isPlanned = false

  constructor(io: KithServer) {
    this.#io = io
    this.#look = setInterval(() => this.#closeTheSlow(), LOOK_MS)
    this.#look.unref()
  }

  close(): void {
    clearInterval(this.#look)
    this.flush()
  }

  toRoom<N extends ServerEventName>(room: string, except: readonly string[], event: N, payload: ServerEvents[N]): void {
    this.#waiting.push({ room, except, event, payload, frame: frameOf(event, payload) })
    if (this.#isPlanned) return
    this.#isPlanned = true
    setImmediate(() => {
      this.#isPlanned = false
      this.flush()
    })
  }

  /** Before anybody comes into a room or leaves it: what was said until then is for those who are in it now. */
  flush(): void {
    const waiting = this.#waiting
    const [first] = waiting
    if (first === undefined) return
    this.#waiting = []
    const { adapter, sockets } = this.#io.of('/')
    const isOneRoom = waiting.every(({ room, except }) => room === first.room && except.length === 0)
    if (isOneRoom) {
      const frames = joined(waiting)
      for (const id of adapter.rooms.get(first.room) ?? []) this.#deliver(sockets.get(id), waiting, frames)
      return
    }
    const due = new Map<string, Waiting[]>()
    for (const one of waiting) {
      for (const id of adapter.rooms.get(one.room) ?? []) {
        if (one.except.some((name) => adapter.rooms.get(name)?.has(id) === true)) continue
        const list = due.get(id)
        if (list === undefined) due.set(id, [one])
        else list.push(one)
      }
    }
    for (const [id, list] of due) this.#deliver(sockets.get(id), list, joined(list))
  }

  #deliver(socket: KithSocket | undefined, due: readonly Waiting[], frames: Buffer): void {
    if (socket === undefined) return
    const wire = wireOf(socket)
    if (wire === null) {
      const { emit } = socket as unknown as { emit: (event: string, payload: unknown) => boolean }
      for (const { event, payload } of due) emit.call(socket, event, payload)
      return
    }
    wire.write(frames)
    if (wire.writableLength > BACKLOG_MAX_BYTES) cut(socket)
  }

  #closeTheSlow(): void {
    const now = performance.now()
    for (const socket of this.#io.of('/').sockets.values()) {
      const bytes = backlogBytes(socket)
      if (bytes === 0) {
        this.#behindSince.delete(socket)
        continue
      }
      const since = this.#behindSince.get(socket) ?? now
      this.#behindSince.set(socket, since)
      if (bytes > BACKLOG_MAX_BYTES || now - since > BACKLOG_MAX_MS) cut(socket)
    }
  }
}

function joined(waiting: readonly Waiting[]): Buffer {
  const [only] = waiting
  return waiting.length === 1 && only !== undefined ? only.frame : Buffer.concat(waiting.map(({ frame }) => frame))
}
