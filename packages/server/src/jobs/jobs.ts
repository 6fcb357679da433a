import { randomUUIDv7 } from 'node:crypto'
import type { AppContext } from '../context.ts'
import type { Tx } from '../database/database.ts'
import type { JobsTable } from '../database/schema-work.ts'
import type { JobHandlers, JobKind, JobPayloads } from './job.ts'
import type { LaneName, Moment } from './job-rows.ts'
import {
  claimJobs,
  countJobs,
  deleteGivenUp,
  deleteJob,
  insertJob,
  isAnyDue,
  nextDueInMs,
  postponeJob,
  renewJobs,
} from './job-rows.ts'
import { LEASE_MS, Leases } from './lease.ts'

const LOOK_EVERY_MS = 30_000
const ATTEMPTS_MAX = 8
const FIRST_RETRY_MS = 5_000
/** What failed together, as for want of a server elsewhere, is not tried again together. */
const RETRY_SPREAD = 0.25

const KEPT_MS = 7 * 24 * 60 * 60_000

/** Takes away what was given up a week ago. */
export async function sweepJobs(ctx: AppContext): Promise<void> {
  await ctx.db.write((tx) => deleteGivenUp(tx, ctx.now() - KEPT_MS))
}

/** How much work there is, by what is to become of it, and for how long the oldest that is due has waited. */
export async function countAllJobs(ctx: AppContext): Promise<{ states: Record<string, number>; dueForMs: number }> {
  const moment = momentOf(ctx)
  const states = { waiting: 0, due: 0, running: 0, failing: 0, 'given-up': 0 }
  let dueSince = moment.now
  for (const kind of await countJobs(ctx.db.read, moment)) {
    states.waiting += kind.waiting
    states.due += kind.due
    states.running += kind.running
    states.failing += kind.failing
    states['given-up'] += kind.givenUp
    dueSince = Math.min(dueSince, kind.dueSince ?? dueSince)
  }
  return { states, dueForMs: moment.now - dueSince }
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
    claim: null,
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
 * eight tries. What is taken up is held by a lease that is renewed while the work goes on, so that what a node had when it
 * died is taken up by another, or by its next process, within a minute.
 */
export class Jobs {
  readonly #context: () => AppContext
  readonly #handlers: JobHandlers
  readonly #leaseMs: number
  readonly #leases: Leases
  #timer: NodeJS.Timeout | null = null
  readonly #lanes: readonly Lane[] = [
    { name: 'moments', atOnce: 4, running: 0 },
    { name: 'outside', atOnce: 4, running: 0 },
    { name: 'minutes', atOnce: 2, running: 0 },
    // Pictures are made one after the other, and those that people wait for come from elsewhere.
    { name: 'pictures', atOnce: 1, running: 0 },
  ]
  /** By id. */
  readonly #running = new Set<string>()
  #isAwake = false
  #isAskedAgain = false
  #isClosed = false

  constructor(context: () => AppContext, handlers: JobHandlers, leaseMs = LEASE_MS) {
    this.#context = context
    this.#handlers = handlers
    this.#leaseMs = leaseMs
    this.#leases = new Leases(leaseMs, (claims) => {
      const { background, db } = context()
      const renewed = db.write((tx) => renewJobs(tx, momentOf(context()), { claims, leaseMs }))
      background.run('renewing leases of jobs', renewed)
    })
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
      const due = { ...momentOf(ctx), lane: lane.name }
      if (!(await isAnyDue(ctx.db.read, due))) return
      const claim = randomUUIDv7()
      // A machine that slept may find that what it is at could be taken, by itself too.
      const lease = { claim, leaseMs: this.#leaseMs, limit: lane.atOnce - lane.running, butIds: [...this.#running] }
      const jobs = await ctx.db.write((tx) => claimJobs(tx, due, lease))
      if (jobs.length === 0) return
      for (const job of jobs) {
        lane.running += 1
        this.#running.add(job.id)
        const ended = this.#leases
          .during(claim, () => this.#do(job))
          .finally(() => {
            lane.running -= 1
            this.#running.delete(job.id)
            this.wake()
          })
        ctx.background.run('doing a job', ended)
      }
    }
  }

  async #do(job: JobsTable): Promise<void> {
    const ctx = this.#context()
    let isMine: boolean
    try {
      // Whatever ended the process each time may well do so again.
      if (job.attempts > ATTEMPTS_MAX) throw new Error('the server ended each time while this was done')
      const handle = this.#handlers[job.kind as JobKind] as (ctx: AppContext, payload: never) => Promise<void>
      await handle(ctx, JSON.parse(job.payload) as never)
      isMine = await ctx.db.write((tx) => deleteJob(tx, job))
    } catch (error) {
      const isLast = job.attempts >= ATTEMPTS_MAX
      ctx.log[isLast ? 'error' : 'warn']({ err: error, job: job.id, kind: job.kind }, 'a job failed')
      const now = ctx.now()
      isMine = await ctx.db.write((tx) =>
        postponeJob(tx, job, {
          run_at: now + pauseMs(job.attempts),
          failed_at: isLast ? now : null,
          last_error: faultOf(error),
        }),
      )
    }
    if (!isMine) ctx.log.info({ job: job.id, kind: job.kind }, 'a job went to another while it was done here')
  }

  async #plan(): Promise<void> {
    if (this.#isClosed) return
    const ctx = this.#context()
    const dueInMs = await nextDueInMs(ctx.db.read, momentOf(ctx)).catch(() => null)
    if (this.#timer !== null) clearTimeout(this.#timer)
    // Another node may ask for work without waking this one, so it looks now and then.
    const inMs = Math.min(LOOK_EVERY_MS, Math.max(100, dueInMs ?? LOOK_EVERY_MS))
    this.#timer = setTimeout(() => this.wake(), inMs)
    this.#timer.unref()
  }
}

/** When it is, for leases. */
export function momentOf({ now, db }: AppContext): Moment {
  return { now: now(), dialect: db.dialect }
}

function pauseMs(attempts: number): number {
  const spread = 1 + RETRY_SPREAD * (2 * Math.random() - 1)
  return Math.round(FIRST_RETRY_MS * 4 ** (attempts - 1) * spread)
}

/** Why something failed, for those who run the place: servers elsewhere repeat addresses, which are nobody else's. */
export function faultOf(error: unknown): string {
  const text = error instanceof Error ? error.message : 'unknown'
  return text.replaceAll(/[^\s<>"'():,;]+@[^\s<>"'():,;]+/g, '(an address)').slice(0, 500)
}
