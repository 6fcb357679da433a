import type { UserCard } from '@kith/protocol/users.ts'
import type { TurnWriter } from './turn-writer.ts'
import { roomOfConversation, roomOfLookers, roomOfUser } from './socket-state.ts'

const EVERY_MS = 250
/** In a crowd more than this many at once are no news of anybody. */
const CROWD_MAX = 8

/** What is said in passing: who types, who looks in. Gathered and told a few times a second, each person once. */
export class Murmurs {
  readonly #writer: TurnWriter
  readonly #typing = new Map<string, Map<string, UserCard>>()
  readonly #joined = new Map<string, { room: string; isCrowd: boolean; people: Map<string, UserCard> }>()
  #timer: NodeJS.Timeout | null = null

  constructor(writer: TurnWriter) {
    this.#writer = writer
  }

  typing(conversationId: string, user: UserCard): void {
    const people = this.#typing.get(conversationId) ?? new Map<string, UserCard>()
    this.#typing.set(conversationId, people.set(user.id, user))
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
    for (const [conversationId, people] of this.#typing) {
      for (const user of [...people.values()].slice(0, CROWD_MAX)) {
        this.#writer.toRoom(roomOfLookers(conversationId), [roomOfUser(user.id)], 'typing', { conversationId, user })
      }
    }
    for (const [conversationId, { room, isCrowd, people }] of this.#joined) {
      const told = isCrowd ? [...people.values()].slice(0, CROWD_MAX) : people.values()
      for (const user of told) this.#writer.toRoom(room, [], 'status', { conversationId, user, state: 'joined' })
    }
    this.#typing.clear()
    this.#joined.clear()
  }
}
