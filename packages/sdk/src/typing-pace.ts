const EVERY_MS = 3_000

/** That one is writing is said a few times a minute at most. */
export class TypingPace {
  readonly #saidAt = new Map<string, number>()

  /** Whether it is time to say it again. */
  isDue(key: string): boolean {
    const now = Date.now()
    if (now - (this.#saidAt.get(key) ?? 0) < EVERY_MS) return false
    this.#saidAt.set(key, now)
    return true
  }
}
