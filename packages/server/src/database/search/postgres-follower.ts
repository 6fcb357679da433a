import type { Tx } from '../database.ts'

const AFTER_MS = 250
const SWEEP_MS = 60_000

export interface Followed {
  db: Tx
  /** Told of what fails where nobody waits for it. */
  failed: (error: unknown) => void
  /** Of which conversations or projects something is not in the index yet. */
  behind: () => Promise<string[]>
  /** Brings some changes of one into the index, in a transaction of its own; whether there is more to do. */
  follow: (tx: Tx, id: string) => Promise<boolean>
}

/** Fills an index that is a table beside what it is of, on whichever node hears of a change. */
export class PostgresFollower {
  readonly #followed: Followed
  readonly #waiting = new Set<string>()
  #working: Promise<void> | null = null
  #timer: NodeJS.Timeout | null = null
  readonly #sweep: NodeJS.Timeout
  #isClosed = false
  #hasTakenUp = false

  constructor(followed: Followed) {
    this.#followed = followed
    // What a node left undone when it died.
    this.#sweep = setInterval(() => void this.#takeUp().catch(followed.failed), SWEEP_MS)
    this.#sweep.unref()
    this.#soon()
  }

  changed(id: string): void {
    this.#waiting.add(id)
    this.#soon()
  }

  async settled(): Promise<void> {
    this.#start()
    await this.#working
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearInterval(this.#sweep)
    if (this.#timer !== null) clearTimeout(this.#timer)
    await this.#working
  }

  #soon(): void {
    if (this.#timer !== null || this.#isClosed) return
    this.#timer = setTimeout(() => this.#start(), AFTER_MS)
    this.#timer.unref()
  }

  #start(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#working ??= this.#work()
      .catch(this.#followed.failed)
      .finally(() => (this.#working = null))
  }

  async #work(): Promise<void> {
    if (!this.#hasTakenUp) await this.#takeUp()
    for (const id of this.#waiting) {
      this.#waiting.delete(id)
      while (!this.#isClosed && (await this.#follow(id)));
    }
  }

  async #takeUp(): Promise<void> {
    this.#hasTakenUp = true
    for (const id of await this.#followed.behind()) this.changed(id)
  }

  #follow(id: string): Promise<boolean> {
    return this.#followed.db.transaction().execute((tx) => this.#followed.follow(tx, id))
  }
}
