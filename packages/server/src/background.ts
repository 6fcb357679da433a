import type { Logger } from 'pino'
import { Problem } from './problem.ts'

const SOON_MS = 1_000

/** Work that nobody waits for: watched here, so that a failure is logged and closing waits until it is done. */
export class Background {
  readonly #log: Logger
  readonly #running = new Set<Promise<unknown>>()
  readonly #soon = new Map<string, () => void>()

  constructor(log: Logger) {
    this.#log = log
  }

  /** `what` names the work in the log. A problem is an expected end of it. */
  run(what: string, work: Promise<unknown>): void {
    const watched = work
      .catch((error: unknown) => {
        if (!(error instanceof Problem)) this.#log.error({ err: error }, `${what} failed`)
      })
      .finally(() => this.#running.delete(watched))
    this.#running.add(watched)
  }

  /** Does `work` within a second, once for all who ask for `what` until then; at once when it is to be idle. */
  soon(what: string, work: () => Promise<unknown>): void {
    if (this.#soon.has(what)) return
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, SOON_MS)
    timer.unref()
    this.#soon.set(what, resolve)
    this.run(
      what,
      promise.then(() => {
        clearTimeout(timer)
        this.#soon.delete(what)
        return work()
      }),
    )
  }

  async idle(): Promise<void> {
    for (const hurry of this.#soon.values()) hurry()
    while (this.#running.size > 0) await Promise.all(this.#running)
  }
}
