/** What one socket has heard of one conversation: counts every loss, every repetition and every wrong order. */
export class Ledger {
  deliveries = 0
  /** Heard again, or without a place at all. */
  repeated = 0
  /** Heard after one that comes later. */
  disordered = 0
  last: number
  readonly #missing = new Set<number>()

  /** `last`: the newest `seq` that was there before. */
  constructor(last = 0) {
    this.last = last
  }

  heard(seq: number): void {
    this.deliveries++
    if (seq === this.last + 1) this.last = seq
    else if (seq > this.last) {
      for (let skipped = this.last + 1; skipped < seq; skipped++) this.#missing.add(skipped)
      this.last = seq
    } else if (this.#missing.delete(seq)) this.disordered++
    else this.repeated++
  }

  /** How many of those up to `newest` were never heard. */
  lostUpTo(newest: number): number {
    return this.#missing.size + Math.max(0, newest - this.last)
  }
}
