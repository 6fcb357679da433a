import type { Logger } from 'pino'
import { Problem } from './problem.ts'

/** Work that nobody waits for: watched here, so that a failure is logged and closing waits until it is done. */
export class Background {
  readonly #log: Logger
  readonly #running = new Set<Promise<unknown>>()

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

  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
  }
}
