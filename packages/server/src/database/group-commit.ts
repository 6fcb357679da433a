import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { Problem } from '../problem.ts'
import type { Tx } from './database.ts'
import { isUniqueViolation } from './errors.ts'

interface Job {
  work: (tx: Tx) => Promise<unknown>
  resolve: (value: unknown) => void
  reject: (reason: unknown) => void
}

const LOCK_WAIT_MS = 5_000
const LOCK_RETRY_MS = 25
/** Flushes under way at once: on a slow disk a group need not wait for the flush before its own to end. */
const FLUSHES_MAX = 2
/** A group holds the event loop no longer than this, and one job. */
const TURN_MS = 20

/**
 * Commits together what arrives together: one transaction, one flush, and only then many answers. A job may be run a
 * second time where a neighbour failed, so it does nothing but read and write through its `tx`. While one group is being flushed the next one runs, so the disk and the processor are busy at once.
 */
export class GroupCommit {
  /** Why nothing can be written any more, after a flush failed: what the disk holds is then unknown. */
  failure: Error | null = null
  readonly #writer: DatabaseSync
  readonly #say: Record<'begin' | 'mark' | 'keep' | 'undo' | 'commit' | 'rollback', StatementSync>
  readonly #tx: Tx
  readonly #flush: () => Promise<void>
  readonly #mayBegin: () => Promise<void>
  #waiting: Job[] = []
  #running: Promise<void> | null = null
  #wake: (() => void) | null = null

  /** `mayBegin` may hold a group back; `flush` resolves once what is committed is on the disk. */
  constructor(writer: DatabaseSync, tx: Tx, mayBegin: () => Promise<void>, flush: () => Promise<void>) {
    this.#writer = writer
    // Said for every message: prepared, they cost a third of what they cost as text.
    this.#say = {
      begin: writer.prepare('begin immediate'),
      mark: writer.prepare('savepoint job'),
      keep: writer.prepare('release job'),
      undo: writer.prepare('rollback to job'),
      commit: writer.prepare('commit'),
      rollback: writer.prepare('rollback'),
    }
    this.#tx = tx
    this.#mayBegin = mayBegin
    this.#flush = flush
  }

  run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ work, resolve: (value) => resolve(value as T), reject })
      this.#running ??= this.#drain()
      this.#wake?.()
    })
  }

  /** Resolves when nothing is waiting or under way. */
  async idle(): Promise<void> {
    while (this.#running !== null) await this.#running
  }

  async #drain(): Promise<void> {
    // Whatever else this turn of the event loop brings belongs to the same group.
    await new Promise((resolve) => setImmediate(resolve))
    const flushes: Promise<void>[] = []
    while (this.#waiting.length > 0) {
      const group = this.#waiting
      this.#waiting = []
      const settle = await this.#commit(group)
      if (flushes.length >= FLUSHES_MAX) await flushes.shift()
      flushes.push(this.#settleAfterFlush(settle, group, flushes.at(-1)))
      if (this.#waiting.length === 0) await this.#nextOr(Promise.all(flushes))
    }
    await Promise.all(flushes)
    this.#running = null
    if (this.#waiting.length > 0) this.#running = this.#drain()
  }

  /** Runs one group in one transaction. Returns what to call once it is on the disk. */
  async #commit(group: Job[]): Promise<(() => void)[]> {
    try {
      if (this.failure !== null) throw new Problem('not-durable', { retryAfterSeconds: 5 })
      await this.#mayBegin()
      // Nearly always every job succeeds, and needs no way back of its own.
      return (await this.#together(group)) ?? (await this.#apart(group))
    } catch (error) {
      if (this.#writer.isTransaction) this.#say.rollback.run()
      return group.map((job) => () => job.reject(asExpected(error)))
    }
  }

  /** All of `group` as one; null when a job failed, with nothing written. */
  async #together(group: Job[]): Promise<(() => void)[] | null> {
    await this.#begin()
    const settle: (() => void)[] = []
    const until = performance.now() + TURN_MS
    for (const [index, job] of group.entries()) {
      if (performance.now() > until) {
        this.#putBack(group, index)
        break
      }
      try {
        const value = await job.work(this.#tx)
        settle.push(() => job.resolve(value))
      } catch (error) {
        if (this.#writer.isTransaction) this.#say.rollback.run()
        return group.length === 1 ? [() => job.reject(asExpected(error))] : null
      }
    }
    this.#say.commit.run()
    return settle
  }

  /** Each of `group` in a savepoint of its own: one that fails takes nothing of its neighbours with it. */
  async #apart(group: Job[]): Promise<(() => void)[]> {
    await this.#begin()
    const settle: (() => void)[] = []
    const until = performance.now() + TURN_MS
    for (const [index, job] of group.entries()) {
      if (performance.now() > until) {
        this.#putBack(group, index)
        break
      }
      this.#say.mark.run()
      try {
        const value = await job.work(this.#tx)
        this.#say.keep.run()
        settle.push(() => job.resolve(value))
      } catch (error) {
        // A full disk rolls everything back at once; then nothing of the group is left to commit.
        if (!this.#writer.isTransaction) throw error
        this.#say.undo.run()
        this.#say.keep.run()
        settle.push(() => job.reject(asExpected(error)))
      }
    }
    this.#say.commit.run()
    return settle
  }

  /** The rest goes first in the next group, so that sockets are read and written in between. */
  #putBack(group: Job[], from: number): void {
    this.#waiting.unshift(...group.splice(from))
  }

  /** Answers come in the order of the commits, whichever flush is done first. */
  async #settleAfterFlush(settle: (() => void)[], group: Job[], before: Promise<void> | undefined): Promise<void> {
    try {
      await Promise.all([this.#flush(), before])
      // What a flush before it lost is not brought back by one that succeeds.
      if (this.failure !== null) throw this.failure
      for (const call of settle) call()
    } catch (error) {
      this.failure = error instanceof Error ? error : new Error(String(error))
      for (const job of group) job.reject(new Problem('not-durable', { retryAfterSeconds: 5 }))
    }
  }

  /** Until `flushed`, or until something waits and its turn of the event loop is over. */
  async #nextOr(flushed: Promise<unknown>): Promise<void> {
    const arrived = new Promise<void>((resolve) => {
      this.#wake = () => setImmediate(resolve)
    })
    await Promise.race([flushed, arrived])
    this.#wake = null
  }

  async #begin(): Promise<void> {
    const until = Date.now() + LOCK_WAIT_MS
    for (;;) {
      try {
        this.#say.begin.run()
        return
      } catch (error) {
        if (!isLocked(error) || Date.now() > until) throw error
        await pause(LOCK_RETRY_MS)
      }
    }
  }
}

function sqliteCode(error: unknown): number {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : 0
}

const BUSY = 5
const CONSTRAINT = 19

function isLocked(error: unknown): boolean {
  return sqliteCode(error) === BUSY
}

/** What the database could not do becomes a problem that may be retried; what a rule threw stays as it is. */
function asExpected(error: unknown): unknown {
  const code = sqliteCode(error)
  if (code === 0 || code === CONSTRAINT || isUniqueViolation(error)) return error
  return new Problem('not-durable', { retryAfterSeconds: 2 })
}
