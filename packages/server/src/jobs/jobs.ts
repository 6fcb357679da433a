import { randomUUIDv7 } from 'node:crypto'
import type { AppContext } from '../context.ts'
import type { Tx } from '../database/database.ts'
import type { JobsTable } from '../database/schema.ts'
import type { JobHandlers, JobKind, JobPayloads } from './job.ts'
import type { LaneName } from './job-rows.ts'
import { claimJobs, deleteGivenUp, deleteJob, insertJob, isAnyDue, nextDue, postponeJob } from './job-rows.ts'

const CLAIM_MS = 10 * 60_000
const LOOK_EVERY_MS = 30_000
const ATTEMPTS_MAX = 8
const FIRST_RETRY_MS = 5_000

const KEPT_MS = 7 * 24 * 60 * 60_000

/** Takes away what was given up a week ago. */
export async function sweepJobs(ctx: AppContext): Promise<void> {
  await ctx.db.write((tx) => deleteGivenUp(tx, ctx.now() - KEPT_MS))
}

/** Asks for work, in the transaction that makes it necessary. Call `ctx.jobs.wake()` after the commit. */
export async function enqueue<K extends JobKind>(
  tx: Tx,
  kind: K,
  payload: JobPayloads[K],
  { now, runAt = now }: { now: number; runAt?: number },
): Promise<string> {
  const id = randomUUIDv7()
  await insertJob(tx, {
    id,
    kind,
    payload: JSON.stringify(payload),
    run_at: runAt,
    attempts: 0,
    claimed_until: 0,
    created_at: now,
    failed_at: null,
    last_error: null,
  })
  return id
}

/** Work of one sort, so that what takes minutes, or waits for others, does not hold up what takes moments. */
interface Lane {
  readonly name: LaneName
  readonly atOnce: number
  running: number
}

/**
 * Does the work that is due: a few at a time, each tried again with growing pauses when it fails and given up after
 * eight tries. A job that was under way when the process died is taken up again.
 */
export class Jobs {
  readonly #context: () => AppContext
  readonly #handlers: JobHandlers
  #timer: NodeJS.Timeout | null = null
  readonly #lanes: readonly Lane[] = [
    { name: 'moments', atOnce: 4, running: 0 },
    { name: 'outside', atOnce: 4, running: 0 },
    { name: 'minutes', atOnce: 2, running: 0 },
  ]
  #isAwake = false
  #isAskedAgain = false
  #isClosed = false

  constructor(context: () => AppContext, handlers: JobHandlers) {
    this.#context = context
    this.#handlers = handlers
  }

  /** There may be work; never waits for it. */
  wake(): void {
    if (this.#isClosed) return
    this.#isAskedAgain = true
    if (this.#isAwake) return
    this.#isAwake = true
    this.#context().background.run('doing jobs', this.#work())
  }

  /** Takes up nothing more; what is under way is for `background` to wait for. */
  close(): void {
    this.#isClosed = true
    if (this.#timer !== null) clearTimeout(this.#timer)
  }

  async #work(): Promise<void> {
    const ctx = this.#context()
    try {
      while (this.#isAskedAgain && !this.#isClosed) {
        this.#isAskedAgain = false
        for (const lane of this.#lanes) await this.#takeUp(ctx, lane)
      }
    } finally {
      this.#isAwake = false
      await this.#plan()
    }
  }

  /** Takes up what is due, as long as there is room for it. What ends makes room, and wakes us. */
  async #takeUp(ctx: AppContext, lane: Lane): Promise<void> {
    while (!this.#isClosed && lane.running < lane.atOnce) {
      const due = { now: ctx.now(), lane: lane.name }
      if (!(await isAnyDue(ctx.db.read, due))) return
      const claim = { ...due, until: due.now + CLAIM_MS, limit: lane.atOnce - lane.running }
      const jobs = await ctx.db.write((tx) => claimJobs(tx, ctx.db.dialect, claim))
      if (jobs.length === 0) return
      for (const job of jobs) {
        lane.running += 1
        const ended = this.#do(job).finally(() => {
          lane.running -= 1
          this.wake()
        })
        ctx.background.run('doing a job', ended)
      }
    }
  }

  async #do(job: JobsTable): Promise<void> {
    const ctx = this.#context()
    try {
      const handle = this.#handlers[job.kind as JobKind] as (ctx: AppContext, payload: never) => Promise<void>
      await handle(ctx, JSON.parse(job.payload) as never)
      await ctx.db.write((tx) => deleteJob(tx, job.id))
    } catch (error) {
      const isLast = job.attempts >= ATTEMPTS_MAX
      ctx.log[isLast ? 'error' : 'warn']({ err: error, job: job.id, kind: job.kind }, 'a job failed')
      const now = ctx.now()
      await ctx.db.write((tx) =>
        postponeJob(tx, job.id, {
          run_at: now + FIRST_RETRY_MS * 4 ** (job.attempts - 1),
          failed_at: isLast ? now : null,
          last_error: error instanceof Error ? error.message.slice(0, 500) : 'unknown',
        }),
      )
    }
  }

  async #plan(): Promise<void> {
    if (this.#isClosed) return
    const ctx = this.#context()
    const due = await nextDue(ctx.db.read, ctx.now()).catch(() => null)
    if (this.#timer !== null) clearTimeout(this.#timer)
    // Another node may ask for work without waking this one, so it looks now and then.
    const inMs = due === null ? LOOK_EVERY_MS : Math.min(LOOK_EVERY_MS, Math.max(100, due - ctx.now()))
    this.#timer = setTimeout(() => this.wake(), inMs)
    this.#timer.unref()
  }
}
