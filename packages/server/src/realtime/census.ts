/** How many connections each person and each network have. */
export class Census {
  readonly #counts = new Map<string, number>()

  of(key: string): number {
    return this.#counts.get(key) ?? 0
  }

  came(key: string): void {
    this.#counts.set(key, this.of(key) + 1)
  }

  went(key: string): void {
    const left = this.of(key) - 1
    if (left > 0) this.#counts.set(key, left)
    else this.#counts.delete(key)
  }
}
