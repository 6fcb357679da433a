import type { PresenceState } from '@kith/protocol/sockets.ts'
import type { UserCard } from '@kith/protocol/users.ts'
import { roomOfWatchers } from './socket-state.ts'
import type { KithServer } from './socket-state.ts'

/** A reload or a short tunnel is not a departure. */
const GRACE_MS = 3_000

interface Here {
  user: UserCard
  /** By socket id: whether somebody is at that device. */
  sockets: Map<string, 'online' | 'away'>
  told: PresenceState
  leaving: NodeJS.Timeout | null
}

/** Who is here, from their sockets. Kept in memory; told only to those who watch. */
export class Presence {
  readonly #io: KithServer
  readonly #here = new Map<string, Here>()

  constructor(io: KithServer) {
    this.#io = io
  }

  stateOf(userId: string): PresenceState {
    return this.#here.get(userId)?.told ?? 'offline'
  }

  isHere(userId: string): boolean {
    return (this.#here.get(userId)?.sockets.size ?? 0) > 0
  }

  came(user: UserCard, socketId: string): void {
    const here = this.#here.get(user.id) ?? { user, sockets: new Map(), told: 'offline' as const, leaving: null }
    this.#here.set(user.id, here)
    if (here.leaving !== null) clearTimeout(here.leaving)
    here.leaving = null
    here.sockets.set(socketId, 'online')
    this.#tell(here)
  }

  changed(userId: string, socketId: string, state: 'online' | 'away'): void {
    const here = this.#here.get(userId)
    if (here === undefined || !here.sockets.has(socketId)) return
    here.sockets.set(socketId, state)
    this.#tell(here)
  }

  went(userId: string, socketId: string): void {
    const here = this.#here.get(userId)
    if (here === undefined || !here.sockets.delete(socketId)) return
    if (here.sockets.size > 0) this.#tell(here)
    else {
      here.leaving = setTimeout(() => {
        this.#here.delete(userId)
        this.#tell(here)
      }, GRACE_MS)
      here.leaving.unref()
    }
  }

  close(): void {
    for (const { leaving } of this.#here.values()) if (leaving !== null) clearTimeout(leaving)
    this.#here.clear()
  }

  #tell(here: Here): void {
    const states = [...here.sockets.values()]
    const state = states.includes('online') ? 'online' : states.length > 0 ? 'away' : 'offline'
    if (state === here.told) return
    here.told = state
    this.#io.to(roomOfWatchers(here.user.id)).emit('status', { user: here.user, state })
  }
}
