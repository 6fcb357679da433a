import { sql } from 'kysely'
import type { Tx } from './database.ts'
import type { PostgresSession } from './postgres-session.ts'

type Work = (tx: Tx) => Promise<unknown>

interface Job {
  conversationId: string
  work: Work
  resolve: (value: unknown) => void
  reject: (reason: unknown) => void
}

/** One group runs while another is being made durable. */
const LANES = 2
/** Locks are held until the last of a group is done. */
const GROUP_MAX = 64
/** What PostgreSQL says to whatever comes after a failure in the same transaction. */
const ABORTED = '25P02'

export interface Grouping {
  /** Takes a connection of the pool. */
  connect: () => Promise<PostgresSession>
  /** Runs a job in a transaction of its own, and again where the database asks for it. */
  alone: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  /** What a caller is told of a connection that fails. */
  asExpected: (error: unknown) => unknown
}

/**
 * Commits together what arrives together, of jobs that each rest on the lock of one conversation. A group first takes
 * those of the locks that nobody holds: it never waits for one, so no two groups wait for each other, on whichever nodes.
 * Then its jobs run mixed, so that what many of them ask travels at once; those of one conversation run one after
 * another. A job may be run a second time where a neighbour failed, so it does nothing but read and write through its
 * `tx`.
 */
export class PostgresGroups {
  readonly #grouping: Grouping
  readonly #lanes: Lane[]
  /** Conversations that somebody else held: what comes for them waits apart, and in its turn. */
  readonly #held = new Map<string, Lane>()
  readonly #alone = new Set<Promise<void>>()

  constructor(grouping: Grouping) {
    this.#grouping = grouping
    this.#lanes = Array.from({ length: LANES }, () => new Lane((group) => this.#commitFree(group)))
  }

  run<T>(work: (tx: Tx) => Promise<T>, conversationId: string): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const lane = this.#held.get(conversationId) ?? this.#lanes[laneNumber(conversationId)]
      lane?.add({ conversationId, work, resolve: (value) => resolve(value as T), reject })
    })
  }

  /** Resolves when nothing is waiting or under way. */
  async idle(): Promise<void> {
    const underWay = [...this.#lanes, ...this.#held.values()].flatMap(({ running }) => running ?? [])
    if (underWay.length + this.#alone.size === 0) return
    await Promise.all([...underWay, ...this.#alone])
    return this.idle()
  }

  /** Those whose conversations are free, in one transaction; the others wait apart. */
  async #commitFree(group: Job[]): Promise<void> {
    await this.#onConnection(group, async (session) => {
      const failed = await this.#together(session, group, true)
      // What a neighbour took with it will do without that neighbour.
      const again = failed.filter(({ isGuilty }) => !isGuilty).map(({ job }) => job)
      const rest = again.length === 0 ? [] : await this.#together(session, again, true)
      return [...failed.filter(({ isGuilty }) => isGuilty), ...rest]
    })
  }

  /** Those of one conversation, which wait for its lock as long as anybody may. */
  async #commitHeld(group: Job[]): Promise<void> {
    if (group.length === 1) return this.#runAlone(group)
    await this.#onConnection(group, (session) => this.#together(session, group, false))
  }

  /** Whatever `commit` could not do is done alone; without the connection nothing is. */
  async #onConnection(group: Job[], commit: (session: PostgresSession) => Promise<Failed[]>): Promise<void> {
    try {
      const session = await this.#grouping.connect()
      let failed: Failed[]
      try {
        failed = await commit(session)
      } catch (error) {
        session.release(true)
        throw error
      }
      session.release()
      void this.#runAlone(failed.map(({ job }) => job))
    } catch (error) {
      // Whoever is answered already hears nothing of it.
      for (const job of group) job.reject(this.#grouping.asExpected(error))
    }
  }

  /**
   * Runs `group` in one transaction and answers it. Returns those that were not written, which is all of them where one
   * failed.
   * @throws where the connection fails: what it was asked to commit may be there, or not
   */
  async #together(session: PostgresSession, group: readonly Job[], isFree: boolean): Promise<Failed[]> {
    const begun = sql`begin`.execute(session.tx)
    const [jobs] = await Promise.all([isFree ? this.#takeFree(session, group) : group, begun])
    const run = await runMixed(session.tx, jobs)
    if (run.failed.length > 0) {
      await sql`rollback`.execute(session.tx)
      return run.failed
    }
    const { command } = await session.query('commit', [])
    // A job that swallowed a failure has not seen that everything is lost since.
    if (command !== 'COMMIT') return jobs.map((job) => ({ job, isGuilty: true }))
    for (const answer of run.answers) answer()
    return []
  }

  async #takeFree(session: PostgresSession, group: readonly Job[]): Promise<Job[]> {
    const ids = [...new Set(group.map(({ conversationId }) => conversationId))]
    const { rows } = await sql<{ id: string }>`
      select id from conversations where id = any(${ids}) for no key update skip locked
    `.execute(session.tx)
    const taken = new Set(rows.map(({ id }) => id))
    for (const job of group) if (!taken.has(job.conversationId)) this.#wait(job)
    return group.filter(({ conversationId }) => taken.has(conversationId))
  }

  #wait(job: Job): void {
    const { conversationId: id } = job
    const lane =
      this.#held.get(id) ??
      new Lane(
        (group) => this.#commitHeld(group),
        () => this.#held.delete(id),
      )
    this.#held.set(id, lane)
    lane.add(job)
  }

  async #runAlone(jobs: readonly Job[]): Promise<void> {
    const all = Promise.all(jobs.map(({ work, resolve, reject }) => this.#grouping.alone(work).then(resolve, reject)))
    const done = all.then(() => undefined).finally(() => this.#alone.delete(done))
    this.#alone.add(done)
    await done
  }
}

interface Failed {
  job: Job
  /** Whether it failed by itself, or only since a neighbour did. */
  isGuilty: boolean
}

/** Runs those of each conversation one after another and the conversations side by side, until one fails. */
async function runMixed(tx: Tx, jobs: readonly Job[]): Promise<{ answers: (() => void)[]; failed: Failed[] }> {
  const answers: (() => void)[] = []
  const guilty = new Set<Job>()
  const runAll = async (ofOne: readonly Job[]): Promise<void> => {
    for (const job of ofOne) {
      if (guilty.size > 0) return
      try {
        const value = await job.work(tx)
        answers.push(() => job.resolve(value))
      } catch (error) {
        if (!isAborted(error)) guilty.add(job)
      }
    }
  }
  await Promise.all([...Map.groupBy(jobs, ({ conversationId }) => conversationId).values()].map(runAll))
  const isWhole = guilty.size === 0 && answers.length === jobs.length
  return { answers, failed: isWhole ? [] : jobs.map((job) => ({ job, isGuilty: guilty.has(job) })) }
}

function isAborted(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === ABORTED
}

function laneNumber(conversationId: string): number {
  let sum = 0
  for (let at = 0; at < conversationId.length; at++) sum = (sum * 31 + conversationId.charCodeAt(at)) | 0
  return Math.abs(sum) % LANES
}

/** Jobs that wait, taken a group at a time. */
class Lane {
  running: Promise<void> | null = null
  readonly #commit: (group: Job[]) => Promise<void>
  readonly #emptied: () => void
  #waiting: Job[] = []

  constructor(commit: (group: Job[]) => Promise<void>, emptied: () => void = () => undefined) {
    this.#commit = commit
    this.#emptied = emptied
  }

  add(job: Job): void {
    this.#waiting.push(job)
    this.running ??= this.#drain()
  }

  async #drain(): Promise<void> {
    // Whatever else this turn of the event loop brings belongs to the same group.
    await new Promise((resolve) => setImmediate(resolve))
    while (this.#waiting.length > 0) await this.#commit(this.#waiting.splice(0, GROUP_MAX))
    this.running = null
    this.#emptied()
  }
}
