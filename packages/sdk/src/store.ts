import { initialState } from './state.ts'
import type { KithState } from './state.ts'

/** Holds the one state and tells who listens when it is replaced. */
export class Store {
  #state: KithState = initialState
  readonly #listeners = new Set<() => void>()

  get state(): KithState {
    return this.#state
  }

  update(change: (state: KithState) => KithState): void {
    const next = change(this.#state)
    if (next === this.#state) return
    this.#state = next
    for (const listener of this.#listeners) listener()
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
