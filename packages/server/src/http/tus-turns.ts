import type { Lock, Locker } from '@tus/server'

interface Held {
  /** Asks whoever has it to let go of it. */
  ask: () => void
  isFree: Promise<void>
  free: () => void
}

/**
 * One call at a time for each upload. The newest wins: who comes back after a cut must not wait for a connection of
 * which only the server does not know yet that it is dead.
 */
export class TusTurns {
  readonly #held = new Map<string, Held>()

  /** For one call, which is told by `ask` that it is to end. */
  lockerFor(ask: () => void): Locker {
    return { newLock: (id) => this.#lockOf(id, ask) }
  }

  #lockOf(id: string, ask: () => void): Lock {
    let mine: Held | null = null
    return {
      lock: async (signal) => {
        for (let held = this.#held.get(id); held !== undefined; held = this.#held.get(id)) {
          held.ask()
          await held.isFree
          signal.throwIfAborted()
        }
        const { promise, resolve } = Promise.withResolvers<void>()
        mine = { ask, isFree: promise, free: resolve }
        this.#held.set(id, mine)
      },
      unlock: async () => {
        if (mine === null || this.#held.get(id) !== mine) return
        this.#held.delete(id)
        mine.free()
      },
    }
  }
}
