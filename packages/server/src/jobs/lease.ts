/** Within a minute of the end of a node, others take up what it had. */
export const LEASE_MS = 45_000

/** Renews what this node has taken, by claim, as long as somebody here works on it. */
export class Leases {
  readonly #renew: (claims: readonly string[]) => void
  readonly #everyMs: number
  readonly #held = new Map<string, number>()
  #timer: NodeJS.Timeout | null = null

  /** `renew` must not throw; one that fails is made up for by the next. */
  constructor(leaseMs: number, renew: (claims: readonly string[]) => void) {
    this.#renew = renew
    this.#everyMs = leaseMs / 3
  }

  /** Holds `claim` until `work` is over. */
  async during<T>(claim: string, work: () => Promise<T>): Promise<T> {
    this.#held.set(claim, (this.#held.get(claim) ?? 0) + 1)
    this.#timer ??= setInterval(() => this.#renew([...this.#held.keys()]), this.#everyMs)
    try {
      return await work()
    } finally {
      this.#release(claim)
    }
  }

  #release(claim: string): void {
    const left = (this.#held.get(claim) ?? 0) - 1
    if (left > 0) this.#held.set(claim, left)
    else this.#held.delete(claim)
    if (this.#held.size > 0 || this.#timer === null) return
    clearInterval(this.#timer)
    this.#timer = null
  }
}
