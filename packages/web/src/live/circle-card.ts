import { useSyncExternalStore } from 'react'

let shownId: string | null = null
const listeners = new Set<() => void>()

/** Shows who is in a circle above the page; null closes it. */
export function showCircle(id: string | null): void {
  shownId = id
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useShownCircle(): string | null {
  return useSyncExternalStore(subscribe, () => shownId)
}
