import type { AppContext } from '../context.ts'
import { validCredentials } from '../features/accounts/accounts.ts'
import { personalHeads, placesOf } from '../features/membership/membership.ts'
import { cardsOf } from '../features/users/users.ts'
import type { Wiring } from './live-here.ts'
import { roomOfConversation, roomOfEveryone, roomOfUser } from './socket-state.ts'
import type { KithSocket } from './socket-state.ts'

/** How long after it something is known that was told to nobody here. */
export interface SweepPace {
  /** What ended or expired loses its sockets, whoever forgot to say so. */
  endedMs: number
  /** While nothing is heard of the other nodes. */
  awayMs: number
  /** Between two sweeps of everything, since each has every device ask. */
  allMs: number
}

export const usualSweepPace: SweepPace = { endedMs: 30_000, awayMs: 10_000, allMs: 5_000 }

/** So much later each device asks, for every socket that is connected here; within these bounds. */
const SPREAD_MS = { perSocket: 10, min: 200, max: 15_000 }
/** Of sweeps while the others are not heard, each so manieth looks after all else too. */
const WIDE_EVERY = 3

/**
 * Finds what was told while this node did not hear: compares memberships, heads and personal revs of those who are
 * connected here with what they were, and tells devices that they may be behind. The database is asked, nobody else.
 */
export class Sweeper {
  readonly #of: Wiring
  readonly #pace: SweepPace
  readonly #timers: NodeJS.Timeout[]
  /** By conversation and by person, as they were at the last sweep. */
  #heads = new Map<string, number>()
  #personal = new Map<string, number>()
  #sweeping: Promise<void> | null = null
  #isAllDue = false
  #allAt = -Infinity
  #later: NodeJS.Timeout | null = null
  #isClosed = false
  #round = 0

  constructor(wiring: Wiring, pace: SweepPace) {
    this.#of = wiring
    this.#pace = pace
    this.#timers = [
      setInterval(() => this.#run('closing what ended', closeEnded(this.#of)), pace.endedMs),
      setInterval(() => {
        if (wiring.nodes.areMany && !wiring.nodes.isConnected) this.#begin()
      }, pace.awayMs),
    ]
    for (const timer of this.#timers) timer.unref()
  }

  /** Something was told that did not come here, nobody knows what: everything is swept, soon and once for all of it. */
  missed(): void {
    this.#isAllDue = true
    const inMs = this.#allAt + this.#pace.allMs - performance.now()
    if (inMs <= 0) this.#begin()
    else {
      this.#later ??= setTimeout(() => {
        this.#later = null
        this.#begin()
      }, inMs)
      this.#later.unref()
    }
  }

  close(): void {
    this.#isClosed = true
    for (const timer of this.#timers) clearInterval(timer)
    if (this.#later !== null) clearTimeout(this.#later)
  }

  #begin(): void {
    if (this.#isClosed || this.#sweeping !== null) return
    const isAll = this.#isAllDue
    this.#isAllDue = false
    if (isAll) this.#allAt = performance.now()
    this.#sweeping = this.#sweep(isAll)
      .catch((error: unknown) => {
        this.#isAllDue ||= isAll
        throw error
      })
      .finally(() => {
        this.#sweeping = null
        if (this.#isAllDue) this.missed()
      })
    this.#run('sweeping', this.#sweeping)
  }

  /** What fails, as without a database, is done again with the next sweep. */
  #run(what: string, work: Promise<void>): void {
    const { background, log } = this.#of.context()
    background.run(
      what,
      work.catch((error: unknown) => log.warn({ err: error }, `${what} failed`)),
    )
  }

  async #sweep(isAll: boolean): Promise<void> {
    const { writer, io } = this.#of
    await closeEnded(this.#of)
    const userIds = [...new Set([...io.of('/').sockets.values()].map(({ data }) => data.caller.userId))]
    const moved = await this.#sweepPlaces(userIds)
    const behind = await this.#sweepPersons(userIds)
    const withinMs = Math.min(SPREAD_MS.max, Math.max(SPREAD_MS.min, io.of('/').sockets.size * SPREAD_MS.perSocket))
    if (isAll) writer.toRoom(roomOfEveryone, [], 'behind', { withinMs })
    else {
      for (const [id, head] of moved) {
        writer.toRoom(roomOfConversation(id), [], 'behind', { heads: { [id]: head }, withinMs })
      }
      for (const userId of behind) writer.toRoom(roomOfUser(userId), [], 'behind', { withinMs })
    }
    this.#round++
    if (isAll || this.#round % WIDE_EVERY === 0) await this.#sweepRest(userIds)
  }

  /** Mends who hears what; the heads that moved since the last sweep. */
  async #sweepPlaces(userIds: readonly string[]): Promise<Map<string, number>> {
    const { context, admissions } = this.#of
    const heads = new Map<string, number>()
    for await (const rows of placesOf(context().db.read, userIds)) {
      for (const [userId, places] of Map.groupBy(rows, (row) => row.user_id)) {
        const wanted = new Map(places.map((row) => [row.conversation_id, row.visible_from]))
        for (const id of this.#wronglyHeard(userId, wanted)) await admissions.look(userId, id)
      }
      for (const row of rows) heads.set(row.conversation_id, row.head)
    }
    const moved = new Map([...heads].filter(([id, head]) => this.#heads.get(id) !== head))
    this.#heads = heads
    return moved
  }

  /** What a person hears and should not, does not and should, or from another place on. */
  #wronglyHeard(userId: string, wanted: ReadonlyMap<string, number>): Set<string> {
    const { admissions } = this.#of
    const room = roomOfConversation('')
    const wrong = new Set<string>()
    for (const { rooms, data } of admissions.socketsOf(userId)) {
      // Those that are being let in read it themselves.
      if (data.user === undefined) continue
      for (const id of wanted.keys()) if (!rooms.has(roomOfConversation(id))) wrong.add(id)
      for (const name of rooms) {
        if (name.startsWith(room) && !wanted.has(name.slice(room.length))) wrong.add(name.slice(room.length))
      }
    }
    for (const [id, visibleFrom] of wanted) {
      if ((admissions.late.get(id)?.get(userId) ?? 0) !== visibleFrom) wrong.add(id)
    }
    return wrong
  }

  /** Of whom something moved that belongs to them alone. */
  async #sweepPersons(userIds: readonly string[]): Promise<string[]> {
    const heads = await personalHeads(this.#of.context().db.read, userIds)
    const moved = [...heads].filter(([id, head]) => this.#personal.get(id) !== head).map(([id]) => id)
    this.#personal = heads
    return moved
  }

  /** Who may see whom and which posts, and how people are called: what has no counter. */
  async #sweepRest(userIds: readonly string[]): Promise<void> {
    const { context, presence, sights, posts } = this.#of
    posts.again()
    const cards = await cardsOf(context().db.read, userIds)
    for (const userId of userIds) {
      const card = cards.get(userId)
      if (card !== undefined) presence.mend(card)
      if (presence.sightOf(userId) !== undefined) presence.showTo(userId, await sights.read(userId))
    }
  }
}

/** What has ended or expired loses its sockets even if nobody said so. */
async function closeEnded({ context, io }: Wiring): Promise<void> {
  const ctx: AppContext = context()
  const sockets: KithSocket[] = [...io.of('/').sockets.values()]
  const ids = (kind: 'sessionId' | 'tokenId'): string[] => [
    ...new Set(sockets.flatMap((socket) => socket.data.caller[kind] ?? [])),
  ]
  const valid = await validCredentials(ctx, ids('sessionId'), ids('tokenId'))
  for (const socket of sockets) {
    const { sessionId, tokenId } = socket.data.caller
    if (!valid.has(sessionId ?? tokenId ?? '')) socket.disconnect(true)
  }
}
