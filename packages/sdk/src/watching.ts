import { limits } from '@kith/protocol/limits.ts'
import { ask } from './acks.ts'
import type { KithSocket } from './connection.ts'
import type { Store } from './store.ts'

/** Whose presence a person wants to know. */
export class Watching {
  readonly #of: { readonly store: Store; readonly socket: KithSocket | null }
  #userIds: readonly string[] = []

  constructor(client: { readonly store: Store; readonly socket: KithSocket | null }) {
    this.#of = client
  }

  watch(userIds: readonly string[]): void {
    this.#userIds = userIds.slice(0, limits.presenceWatchMax)
    this.again()
  }

  /** The connection is new, and knows of nobody. */
  again(): void {
    const { socket, store } = this.#of
    if (socket?.connected !== true) return
    ask(socket, 'watch', { userIds: [...this.#userIds] })
      .then(({ states }) => {
        store.update((state) => ({ ...state, presence: new Map(Object.entries(states)) }))
      })
      .catch(() => undefined)
  }
}
