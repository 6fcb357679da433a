import type { PresenceState } from '@kith/protocol/sockets.ts'
import type { UserCard } from '@kith/protocol/users.ts'
import { roomOfWatchers } from './socket-state.ts'
import type { KithServer } from './socket-state.ts'

/** A reload or a short tunnel is not a departure. */
const GRACE_MS = 3_000
const TELL_EVERY_MS = 250
/** More than this many changes at once come to a watcher as one event. */
const ONE_BY_ONE_MAX = 8

interface Here {
  user: UserCard
  /** By socket id: whether somebody is at that device. */
  sockets: Map<string, 'online' | 'away'>
  state: PresenceState
  /** What the watchers know. */
  told: PresenceState
  leaving: NodeJS.Timeout | null
}

/** Who is here, from their sockets. Kept in memory; told only to those who watch, a few times a second at most. */
export class Presence {
  readonly #io: KithServer
  readonly #here = new Map<string, Here>()
  readonly #changed = new Map<string, Here>()
  #timer: NodeJS.Timeout | null = null

  constructor(io: KithServer) {
    this.#io = io
  }

  stateOf(userId: string): PresenceState {
    return this.#here.get(userId)?.state ?? 'offline'
  }

  isHere(userId: string): boolean {
    return (this.#here.get(userId)?.sockets.size ?? 0) > 0
  }

  came(user: UserCard, socketId: string): void {
    const here: Here = this.#here.get(user.id) ?? {
      user,
      sockets: new Map(),
      state: 'offline',
      told: 'offline',
      leaving: null,
    }
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
    if (this.#timer !== null) clearTimeout(this.#timer)
  }

  #tell(here: Here): void {
    const states = [...here.sockets.values()]
    here.state = states.includes('online') ? 'online' : states.length > 0 ? 'away' : 'offline'
    this.#changed.set(here.user.id, here)
    if (this.#timer !== null) return
    this.#timer = setTimeout(() => {
      this.#timer = null
      this.#tellAll()
    }, TELL_EVERY_MS)
    this.#timer.unref()
  }

  /** A thousand who come online are a thousand lines in one event for each who watches them, not a thousand events. */
  #tellAll(): void {
    const { adapter, sockets } = this.#io.of('/')
    const news = new Map<string, Here[]>()
    for (const here of this.#changed.values()) {
      if (here.state === here.told) continue
      here.told = here.state
      for (const id of adapter.rooms.get(roomOfWatchers(here.user.id)) ?? []) {
        const list = news.get(id)
        if (list === undefined) news.set(id, [here])
        else list.push(here)
      }
    }
    this.#changed.clear()
    for (const [id, list] of news) {
      const socket = sockets.get(id)
      if (list.length > ONE_BY_ONE_MAX) {
        socket?.emit('presence', { states: Object.fromEntries(list.map(({ user, state }) => [user.id, state])) })
      } else for (const { user, state } of list) socket?.emit('status', { user, state })
    }
  }
}
