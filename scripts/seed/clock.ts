/** The time as the server under the demo believes it: set while the past is told, real afterwards. */
export class DemoClock {
  #at: number | null = null

  readonly now = (): number => this.#at ?? Date.now()

  /** Never backwards. */
  set(at: number): void {
    // Whole milliseconds, as a clock gives them.
    this.#at = Math.max(Math.round(at), this.#at ?? 0)
  }

  letRun(): void {
    this.#at = null
  }
}
