import { randomUUIDv7 } from 'node:crypto'
import type { AppContext } from '../context.ts'
import { faultOf, momentOf } from './jobs.ts'
import { LEASE_MS, Leases } from './lease.ts'
import type { Sweep } from './sweep.ts'
import { claimSweep, dueSweeps, endSweep, renewSweeps } from './sweep-rows.ts'

const LOOK_EVERY_MS = 60_000

/** Sweeps what is due, each once in its time over all nodes: whoever takes it holds it by a lease until it is done. */
export class Sweeps {
  readonly #context: () => AppContext
  readonly #sweeps: readonly Sweep[]
  readonly #leaseMs: number
  readonly #leases: Leases
  #timer: NodeJS.Timeout | null = null
  #isClosed = false

  constructor(context: () => AppContext, sweeps: readonly Sweep[], leaseMs = LEASE_MS) {
    this.#context = context
    this.#sweeps = sweeps
    this.#leaseMs = leaseMs
    this.#leases = new Leases(leaseMs, (claims) => {
      const { background, db } = context()
      const renewed = db.write((tx) => renewSweeps(tx, momentOf(context()), { claims, leaseMs }))
      background.run('renewing leases of sweeps', renewed)
    })
  }

  /** Takes up what is due, now and from now on; never waits for it. */
  look(): void {
    if (this.#isClosed) return
    this.#timer ??= setInterval(() => this.look(), LOOK_EVERY_MS).unref()
    this.#context().background.run('looking for what is to be swept', this.#takeUp())
  }

  /** Takes up nothing more; what is under way is for `background` to wait for. */
  close(): void {
    this.#isClosed = true
    if (this.#timer !== null) clearInterval(this.#timer)
  }

  async #takeUp(): Promise<void> {
    const ctx = this.#context()
    for (const sweep of await dueSweeps(ctx.db.read, momentOf(ctx), this.#sweeps, this.#leaseMs)) {
      if (this.#isClosed) return
      const lease = { claim: randomUUIDv7(), leaseMs: this.#leaseMs }
      if (!(await ctx.db.write((tx) => claimSweep(tx, momentOf(ctx), sweep, lease)))) continue
      const swept = this.#leases.during(lease.claim, () => this.#sweep(ctx, sweep, lease.claim))
      ctx.background.run(`sweeping ${sweep.name}`, swept)
    }
  }

  async #sweep(ctx: AppContext, sweep: Sweep, claim: string): Promise<void> {
    let fault: string | null = null
    try {
      await sweep.run(ctx)
    } catch (error) {
      fault = faultOf(error)
      throw error
    } finally {
      await ctx.db.write((tx) => endSweep(tx, momentOf(ctx), sweep, { claim, fault }))
    }
  }
}
