import { isDeepStrictEqual } from 'node:util'
import type { PresenceState } from '@kith/protocol/sockets.ts'
import type { UserCard } from '@kith/protocol/users.ts'
import { sightFrom } from '../features/relations/relations.ts'
import type { Sight } from '../features/relations/relations.ts'
import type { PersonThere } from '../nodes/nodes.ts'
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
  /** By socket id, or by `keyOf` another node: whether somebody is at that device, or at one there. */
  sockets: Map<string, 'online' | 'away'>
  state: PresenceState
  /** What the watchers know. */
  told: PresenceState
  /** What the other nodes know of the devices that are connected here. */
  toldOthers: PresenceState
  /** Whether it was here that they were last. */
  isOurs: boolean
  leaving: NodeJS.Timeout | null
}

/** What the other nodes are told of the people here. */
export interface PresenceNews {
  here(people: PersonThere[]): void
  gone(userIds: string[]): void
}

const keyOf = (nodeId: string): string => `node ${nodeId}`

/**
 * Who is here, from their sockets and from what the other nodes say of theirs. Kept in memory; told only to those who
 * watch, a few times a second at most.
 */
export class Presence {
  readonly #io: KithServer
  readonly #gone: (userId: string) => void
  readonly #news: PresenceNews
  readonly #here = new Map<string, Here>()
  readonly #changed = new Map<string, Here>()
  #timer: NodeJS.Timeout | null = null

  /** `gone` hears of everybody whose last device went. */
  constructor(io: KithServer, gone: (userId: string) => void, news: PresenceNews) {
    this.#io = io
    this.#gone = gone
    this.#news = news
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
    this.#tellOthers(here, true)
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
    this.#tellOthers(here, true)
    for (const socket of this.#watchersOf(user.id)) {
      if (!here.sight.hidden.has(socket.data.caller.userId)) socket.emit('user_changed', { user })
    }
  }

  /** How somebody is called and looks, as it was read anew. */
  mend(user: UserCard): void {
    const here = this.#here.get(user.id)
    if (here !== undefined && !isDeepStrictEqual(here.user, user)) this.rename(user)
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

  /** Whether any of their devices is connected to this node. */
  isConnectedHere(userId: string): boolean {
    return ownState(this.#here.get(userId)) !== 'offline'
  }

  /** Whether any of their devices is connected to another node. */
  isElsewhere(userId: string): boolean {
    return [...(this.#here.get(userId)?.sockets.keys() ?? [])].some((key) => !isOwn(key))
  }

  /** Of those of `userIds` who are here, how they are called and look. */
  cardsAmong(userIds: readonly string[]): UserCard[] {
    return userIds.flatMap((id) => (this.isHere(id) ? (this.#here.get(id)?.user ?? []) : []))
  }

  /** All who are online and show it to `viewerId`; not they themselves. */
  onlineFor(viewerId: string): string[] {
    return [...this.#here.keys()].filter((id) => id !== viewerId && this.stateFor(viewerId, id) === 'online')
  }

  /** Everybody who is connected to this node. */
  peopleHere(): PersonThere[] {
    return [...this.#here.values()].flatMap((here) => asPerson(here) ?? [])
  }

  came(user: UserCard, sight: Sight, socketId: string): void {
    if (!this.isConnectedHere(user.id)) this.showTo(user.id, sight)
    const here = this.#enter(user, sight, socketId, 'online')
    here.isOurs = true
    this.#tellOthers(here)
  }

  /** Another node says who is connected to it, or how they are now. */
  thereIs(nodeId: string, people: readonly PersonThere[]): void {
    for (const { user, sight, state } of people) {
      const shown = sightFrom(user.id, sight)
      // Of those who are connected here as well, this node knows it itself.
      if (!this.isConnectedHere(user.id)) {
        this.showTo(user.id, shown)
        this.mend(user)
      }
      this.#enter(user, shown, keyOf(nodeId), state)
    }
  }

  /** Another node says who is not connected to it any more. */
  wentThere(nodeId: string, userIds: readonly string[]): void {
    for (const userId of userIds) this.#leave(userId, keyOf(nodeId))
  }

  /** Who is connected to another node, as far as it said. */
  peopleAt(nodeId: string): string[] {
    const key = keyOf(nodeId)
    return [...this.#here].flatMap(([userId, { sockets }]) => (sockets.has(key) ? userId : []))
  }

  /** A node is no more, and nobody says of its people when they were here last. */
  lostNode(nodeId: string): void {
    for (const userId of this.peopleAt(nodeId)) {
      const here = this.#here.get(userId)
      if (here !== undefined) here.isOurs = true
      this.#leave(userId, keyOf(nodeId))
    }
  }

  #enter(user: UserCard, sight: Sight, key: string, state: 'online' | 'away'): Here {
    const here: Here = this.#here.get(user.id) ?? {
      user,
      sight,
      sockets: new Map(),
      state: 'offline',
      told: 'offline',
      toldOthers: 'offline',
      isOurs: false,
      leaving: null,
    }
    this.#here.set(user.id, here)
    if (here.leaving !== null) clearTimeout(here.leaving)
    here.leaving = null
    here.sockets.set(key, state)
    this.#tell(here)
    return here
  }

  changed(userId: string, socketId: string, state: 'online' | 'away'): void {
    const here = this.#here.get(userId)
    if (here === undefined || !here.sockets.has(socketId)) return
    here.sockets.set(socketId, state)
    this.#tell(here)
    this.#tellOthers(here)
  }

  went(userId: string, socketId: string): void {
    const here = this.#here.get(userId)
    if (here === undefined || !this.#leave(userId, socketId)) return
    this.#tellOthers(here)
    // Who is connected elsewhere still is not gone, and that node will say when.
    if (here.sockets.size > 0 && ownState(here) === 'offline') here.isOurs = false
  }

  #leave(userId: string, key: string): boolean {
    const here = this.#here.get(userId)
    if (here === undefined || !here.sockets.delete(key)) return false
    if (here.sockets.size > 0) this.#tell(here)
    else {
      here.leaving = setTimeout(() => {
        this.#here.delete(userId)
        this.#tell(here)
        if (here.isOurs) this.#gone(userId)
      }, GRACE_MS)
      here.leaving.unref()
    }
    return true
  }

  close(): void {
    for (const [userId, { leaving, isOurs }] of this.#here) {
      if (leaving !== null) clearTimeout(leaving)
      if (isOurs) this.#gone(userId)
    }
    this.#here.clear()
    if (this.#timer !== null) clearTimeout(this.#timer)
  }

  /** Says how they are at their devices here, if that is another than what was said; `isAnew`: they are otherwise now. */
  #tellOthers(here: Here, isAnew = false): void {
    const state = ownState(here)
    if (state === here.toldOthers && !isAnew) return
    here.toldOthers = state
    const person = asPerson(here)
    if (person !== null) this.#news.here([person])
    else if (!isAnew) this.#news.gone([here.user.id])
  }

  #tell(here: Here): void {
    here.state = stateOf([...here.sockets.values()])
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

const isOwn = (key: string): boolean => !key.startsWith(keyOf(''))

function stateOf(states: readonly ('online' | 'away')[]): PresenceState {
  if (states.includes('online')) return 'online'
  return states.length > 0 ? 'away' : 'offline'
}

/** How somebody is at the devices that are connected to this node. */
function ownState(here: Here | undefined): PresenceState {
  return stateOf([...(here?.sockets ?? [])].flatMap(([key, state]) => (isOwn(key) ? state : [])))
}

function asPerson(here: Here): PersonThere | null {
  const state = ownState(here)
  return state === 'offline' ? null : { user: here.user, sight: here.sight.plain, state }
}
