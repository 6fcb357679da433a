/**
 * Lets `limit` through at a time. Node's listen backlog is 511: were more to dial at once, the kernel would drop some,
 * and their next try, a second later, would be all that is measured.
 */
export class Gate {
  #free: number
  readonly #waiting: (() => void)[] = []

  constructor(limit: number) {
    this.#free = limit
  }

  async enter(): Promise<void> {
    if (this.#free > 0) this.#free--
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  leave(): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#free++
    else next()
  }
}

export const DIALLING_MAX = 400
