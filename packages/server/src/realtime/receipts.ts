import type { AppContext } from '../context.ts'
import { storeDelivered } from '../features/conversations/conversations.ts'
import type { Arrival } from '../features/conversations/conversations.ts'

const EVERY_MS = 250

/**
 * How far messages have reached devices. Gathered, then stored and told a few times a second, so that much talk costs a
 * write now and then, not one for each message; what a crash takes is said again by the devices.
 */
export class Receipts {
  readonly #context: () => AppContext
  readonly #arrived = new Map<string, Arrival>()
  #timer: NodeJS.Timeout | null = null

  constructor(context: () => AppContext) {
    this.#context = context
  }

  arrived(arrival: Arrival): void {
    const key = `${arrival.conversationId} ${arrival.userId}`
    if ((this.#arrived.get(key)?.seq ?? 0) >= arrival.seq) return
    this.#arrived.set(key, arrival)
    if (this.#timer !== null) return
    this.#timer = setTimeout(() => {
      this.#timer = null
      const gathered = [...this.#arrived.values()]
      this.#arrived.clear()
      this.#context().background.run('storing what arrived', storeDelivered(this.#context(), gathered))
    }, EVERY_MS)
    this.#timer.unref()
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }
}
