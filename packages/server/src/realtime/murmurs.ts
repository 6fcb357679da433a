import type { UserCard } from '@kith/protocol/users.ts'
import type { Sight } from '../features/relations/relations.ts'
import type { LateComers } from './fan-out.ts'
import type { TurnWriter } from './turn-writer.ts'
import { roomOfConversation, roomOfLookers, roomOfUser } from './socket-state.ts'
import type { KithServer } from './socket-state.ts'

const EVERY_MS = 250
/** In a crowd more than this many at once are no news of anybody. */
const CROWD_MAX = 8

/** Where somebody writes: in a conversation itself, or in the thread that begins with a message of it. */
interface WritingPlace {
  conversationId: string
  thread?: { id: string; seq: number }
}

/** What is said in passing: who types, who looks in. Gathered and told a few times a second, each person once. */
export class Murmurs {
  readonly #io: KithServer
  readonly #writer: TurnWriter
  /** To whom somebody shows themselves; unknown of whoever has just gone. */
  readonly #sightOf: (userId: string) => Sight | undefined
  readonly #late: LateComers
  readonly #typing = new Map<string, WritingPlace & { people: Map<string, UserCard> }>()
  readonly #joined = new Map<string, { room: string; isCrowd: boolean; people: Map<string, UserCard> }>()
  #timer: NodeJS.Timeout | null = null

  constructor(
    io: KithServer,
    writer: TurnWriter,
    { sightOf, late }: { sightOf: (userId: string) => Sight | undefined; late: LateComers },
  ) {
    this.#io = io
    this.#writer = writer
    this.#sightOf = sightOf
    this.#late = late
  }

  typing(place: WritingPlace, user: UserCard): void {
    const key = place.thread?.id ?? place.conversationId
    const known = this.#typing.get(key) ?? { ...place, people: new Map<string, UserCard>() }
    this.#typing.set(key, known)
    known.people.set(user.id, user)
    this.#plan()
  }

  /** In a crowd only those who look are told who else looks. */
  joined(conversationId: string, user: UserCard, isCrowd: boolean): void {
    const room = isCrowd ? roomOfLookers(conversationId) : roomOfConversation(conversationId)
    const known = this.#joined.get(conversationId) ?? { room, isCrowd, people: new Map<string, UserCard>() }
    this.#joined.set(conversationId, known)
    known.people.set(user.id, user)
    this.#plan()
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }

  #plan(): void {
    if (this.#timer !== null) return
    this.#timer = setTimeout(() => {
      this.#timer = null
      this.#tell()
    }, EVERY_MS)
    this.#timer.unref()
  }

  #tell(): void {
    for (const { conversationId, thread, people } of this.#typing.values()) {
      const room = roomOfLookers(conversationId)
      const unaware = thread === undefined ? [] : this.#cameAfter(conversationId, thread.seq)
      const payload = thread === undefined ? { conversationId } : { conversationId, threadId: thread.id }
      for (const user of [...people.values()].slice(0, CROWD_MAX)) {
        const blind = this.#blind(room, user, ({ hidden }, id) => hidden.has(id))
        this.#writer.toRoom(room, [roomOfUser(user.id), ...blind, ...unaware], 'typing', { ...payload, user })
      }
    }
    for (const [conversationId, { room, isCrowd, people }] of this.#joined) {
      const told = isCrowd ? [...people.values()].slice(0, CROWD_MAX) : people.values()
      for (const user of told) {
        const except = this.#blind(room, user, ({ maySee }, id) => !maySee(id))
        this.#writer.toRoom(room, except, 'status', { conversationId, user, state: 'joined' })
      }
    }
    this.#typing.clear()
    this.#joined.clear()
  }

  /** The rooms of late comers to whom the message at `seq` is not shown. */
  #cameAfter(conversationId: string, seq: number): string[] {
    return [...(this.#late.get(conversationId) ?? [])]
      .filter(([, from]) => from >= seq)
      .map(([userId]) => roomOfUser(userId))
  }

  /** The rooms of those in `room` to whom this is not said. Of most people, whom everyone may see, there are none. */
  #blind(room: string, user: UserCard, isBlind: (sight: Sight, userId: string) => boolean): string[] {
    const sight = this.#sightOf(user.id)
    if (sight === undefined || sight.isOpen) return []
    const { adapter, sockets } = this.#io.of('/')
    const blind = new Set<string>()
    for (const id of adapter.rooms.get(room) ?? []) {
      const userId = sockets.get(id)?.data.caller.userId
      if (userId !== undefined && isBlind(sight, userId)) blind.add(roomOfUser(userId))
    }
    return [...blind]
  }
}
