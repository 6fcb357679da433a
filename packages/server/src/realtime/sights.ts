import type { AppContext } from '../context.ts'
import { sightOf } from '../features/relations/relations.ts'
import type { Sight } from '../features/relations/relations.ts'
import type { Presence } from './presence.ts'

/** Reads to whom people show themselves, once for all who ask meanwhile, and again when it changed while it was read. */
export class Sights {
  readonly #context: () => AppContext
  readonly #presence: Presence
  readonly #reading = new Map<string, Promise<Sight>>()
  readonly #stale = new Set<string>()

  constructor(context: () => AppContext, presence: Presence) {
    this.#context = context
    this.#presence = presence
  }

  read(userId: string): Promise<Sight> {
    const known = this.#reading.get(userId)
    if (known !== undefined) return known
    const reading = this.#readUntilFresh(userId).finally(() => this.#reading.delete(userId))
    this.#reading.set(userId, reading)
    return reading
  }

  /** Of somebody who is connected, it is read again and shown. */
  changed(userId: string): void {
    if (this.#reading.has(userId)) this.#stale.add(userId)
    // The node to which they are connected tells the others.
    if (!this.#presence.isConnectedHere(userId)) return
    const shown = this.read(userId).then((sight) => this.#presence.showTo(userId, sight))
    this.#context().background.run('reading who may see whom', shown)
  }

  async #readUntilFresh(userId: string): Promise<Sight> {
    for (;;) {
      this.#stale.delete(userId)
      const sight = await sightOf(this.#context(), userId)
      if (!this.#stale.delete(userId)) return sight
    }
  }
}
