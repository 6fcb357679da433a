import type { PresenceState } from '@kith/protocol/sockets.ts'
import type { UserCard } from '@kith/protocol/users.ts'
import type { Sight } from '../features/relations/relations.ts'
import { roomOfUser, roomOfWatchers } from './socket-state.ts'
import type { KithServer, KithSocket } from './socket-state.ts'

/** A reload or a short tunnel is not a departure. */
const GRACE_MS = 3_000
const TELL_EVERY_MS = 250
/** More than this many changes at once come to a watcher as one event. */
const ONE_BY_ONE_MAX = 8

interface Here {
  user: UserCard
  /** To whom they show themselves. */
  sight: Sight
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
  readonly #gone: (userId: string) => void
  readonly #here = new Map<string, Here>()
  readonly #changed = new Map<string, Here>()
  #timer: NodeJS.Timeout | null = null

  /** `gone` hears of everybody whose last device went. */
  constructor(io: KithServer, gone: (userId: string) => void) {
    this.#io = io
    this.#gone = gone
  }

  /** What `viewerId` may know: whoever shows themselves to others only is offline. */
  stateFor(viewerId: string, userId: string): PresenceState {
    const here = this.#here.get(userId)
    return here?.sight.maySee(viewerId) === true ? here.state : 'offline'
  }

  /** To whom somebody who is connected shows themselves. */
  sightOf(userId: string): Sight | undefined {
    return this.#here.get(userId)?.sight
  }

  /** Their sight is another now: whoever lost them sees them go, whoever won them sees them come. */
  showTo(userId: string, sight: Sight): void {
    const here = this.#here.get(userId)
    if (here === undefined) return
    const before = here.sight
    here.sight = sight
    for (const socket of this.#watchersOf(userId)) {
      const viewerId = socket.data.caller.userId
      const isSeen = sight.maySee(viewerId)
      if (isSeen !== before.maySee(viewerId)) {
        socket.emit('status', { user: here.user, state: isSeen ? here.told : 'offline' })
      }
    }
  }

  /** They are called or look otherwise now. */
  rename(user: UserCard): void {
    const here = this.#here.get(user.id)
    if (here === undefined) return
    // Each socket, and all that is under way, has the same card.
    for (const id of this.#io.of('/').adapter.rooms.get(roomOfUser(user.id)) ?? []) {
      const socket = this.#io.of('/').sockets.get(id)
      if (socket?.data.user !== undefined) Object.assign(socket.data.user, user)
    }
    Object.assign(here.user, user)
    for (const socket of this.#watchersOf(user.id)) {
      if (!here.sight.hidden.has(socket.data.caller.userId)) socket.emit('user_changed', { user })
    }
  }

  *#watchersOf(userId: string): Iterable<KithSocket> {
    const { adapter, sockets } = this.#io.of('/')
    for (const id of adapter.rooms.get(roomOfWatchers(userId)) ?? []) {
      const socket = sockets.get(id)
      if (socket !== undefined) yield socket
    }
  }

  isHere(userId: string): boolean {
    return (this.#here.get(userId)?.sockets.size ?? 0) > 0
  }

  came(user: UserCard, sight: Sight, socketId: string): void {
    const here: Here = this.#here.get(user.id) ?? {
      user,
      sight,
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
        this.#gone(userId)
      }, GRACE_MS)
      here.leaving.unref()
    }
  }

  close(): void {
    for (const [userId, { leaving }] of this.#here) {
      if (leaving !== null) clearTimeout(leaving)
      this.#gone(userId)
    }
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
        if (!here.sight.isOpen && !here.sight.maySee(sockets.get(id)?.data.caller.userId ?? '')) continue
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
