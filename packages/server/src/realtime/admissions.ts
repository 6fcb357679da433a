import type { AppContext } from '../context.ts'
import { headsOf, membershipsAmong } from '../features/membership/membership.ts'
import type { LateComers } from './fan-out.ts'
import { roomOfConversation, roomOfLookers, roomOfUser } from './socket-state.ts'
import type { KithServer, KithSocket } from './socket-state.ts'
import type { TurnWriter } from './turn-writer.ts'

interface Look {
  /** Whether something changed since the database was asked. */
  isStale: boolean
  /** They were told to leave, and may be in it after all. */
  wasExpelled: boolean
  done: Promise<void>
}

/**
 * Which sockets of this node hear which conversations. What a rule here says holds at once. What another node says may
 * come in another order than it was committed: whoever is taken out leaves at once, and who is in it then is asked of the
 * database.
 */
export class Admissions {
  /** Who came late to what, of those connected here. */
  readonly late: LateComers = new Map()
  readonly #io: KithServer
  readonly #writer: TurnWriter
  readonly #context: () => AppContext
  readonly #looks = new Map<string, Look>()

  constructor(io: KithServer, writer: TurnWriter, context: () => AppContext) {
    this.#io = io
    this.#writer = writer
    this.#context = context
  }

  /** Subscribes a new socket to all that its person is a member of. */
  async subscribe(socket: KithSocket): Promise<void> {
    const { userId } = socket.data.caller
    const lost = new Set<string>()
    socket.data.lostMeanwhile = lost
    const heads = (await headsOf(this.#context().db.read, userId)).filter(({ id }) => !lost.has(id))
    for (const { id, visible_from: visibleFrom } of heads) if (visibleFrom > 0) this.#noteLate(id, userId, visibleFrom)
    const joined = socket.join(heads.map(({ id }) => roomOfConversation(id)))
    delete socket.data.lostMeanwhile
    await joined
  }

  /** The sockets of `userId` hear the conversation from now on. */
  admit(userId: string, conversationId: string, visibleFrom: number): void {
    this.#overtake(userId, conversationId)
    this.#join(userId, conversationId, visibleFrom)
  }

  expel(userId: string, conversationId: string): void {
    this.#overtake(userId, conversationId)
    this.#leave(userId, conversationId)
  }

  end(conversationId: string): void {
    this.#writer.flush()
    this.late.delete(conversationId)
    this.#io
      .in(roomOfConversation(conversationId))
      .socketsLeave([roomOfConversation(conversationId), roomOfLookers(conversationId)])
  }

  /** Another node let them in, or took them out. */
  heard(userId: string, conversationId: string, isExpelled: boolean): void {
    if (isExpelled) this.#leave(userId, conversationId)
    if (this.socketsOf(userId).length === 0) return
    this.#context().background.run('looking for a membership', this.look(userId, conversationId, isExpelled))
  }

  /** Whether the socket hears the conversation, which another node may have let it into a moment ago. */
  async hears(socket: KithSocket, conversationId: string): Promise<boolean> {
    if (!socket.rooms.has(roomOfConversation(conversationId))) {
      await this.look(socket.data.caller.userId, conversationId)
    }
    return socket.rooms.has(roomOfConversation(conversationId))
  }

  /** Has the sockets of `userId` hear the conversation or not, as the database says it. */
  look(userId: string, conversationId: string, wasExpelled = false): Promise<void> {
    const key = `${userId} ${conversationId}`
    const known = this.#looks.get(key)
    if (known !== undefined) {
      known.isStale = true
      known.wasExpelled ||= wasExpelled
      return known.done
    }
    const look: Look = { isStale: false, wasExpelled, done: Promise.resolve() }
    this.#looks.set(key, look)
    look.done = this.#lookUntilFresh(userId, conversationId, look).finally(() => this.#looks.delete(key))
    return look.done
  }

  /** The sockets of a person on this node. */
  socketsOf(userId: string): KithSocket[] {
    const { adapter, sockets } = this.#io.of('/')
    return [...(adapter.rooms.get(roomOfUser(userId)) ?? [])].flatMap((id) => sockets.get(id) ?? [])
  }

  async #lookUntilFresh(userId: string, conversationId: string, look: Look): Promise<void> {
    const { read } = this.#context().db
    const find = async () => (await membershipsAmong(read, userId, [conversationId]))[0]
    do {
      look.isStale = false
      const member = await find()
      if (look.isStale) continue
      const room = roomOfConversation(conversationId)
      const heard = this.socketsOf(userId).filter(({ rooms }) => rooms.has(room)).length
      if (member === undefined) {
        this.#leave(userId, conversationId)
        if (heard > 0) this.#writer.toRoom(roomOfUser(userId), [], 'behind', { withinMs: 0 })
        continue
      }
      this.#join(userId, conversationId, member.visible_from)
      // Read after they came in: what was told before that they did not hear.
      const head = (await find())?.head ?? member.head
      const news = look.wasExpelled ? {} : { heads: { [conversationId]: head } }
      this.#writer.toRoom(roomOfUser(userId), [], 'behind', { ...news, withinMs: 0 })
    } while (look.isStale)
  }

  #overtake(userId: string, conversationId: string): void {
    const look = this.#looks.get(`${userId} ${conversationId}`)
    if (look !== undefined) look.isStale = true
  }

  #join(userId: string, conversationId: string, visibleFrom: number): void {
    this.#writer.flush()
    this.#noteLate(conversationId, userId, visibleFrom)
    for (const socket of this.socketsOf(userId)) socket.data.lostMeanwhile?.delete(conversationId)
    this.#io.in(roomOfUser(userId)).socketsJoin(roomOfConversation(conversationId))
  }

  #leave(userId: string, conversationId: string): void {
    this.#writer.flush()
    this.#noteLate(conversationId, userId, 0)
    for (const socket of this.socketsOf(userId)) socket.data.lostMeanwhile?.add(conversationId)
    this.#io.in(roomOfUser(userId)).socketsLeave([roomOfConversation(conversationId), roomOfLookers(conversationId)])
  }

  #noteLate(conversationId: string, userId: string, visibleFrom: number): void {
    const known = this.late.get(conversationId) ?? new Map<string, number>()
    this.late.set(conversationId, known)
    if (visibleFrom > 0) known.set(userId, visibleFrom)
    else known.delete(userId)
    if (known.size === 0) this.late.delete(conversationId)
  }
}
