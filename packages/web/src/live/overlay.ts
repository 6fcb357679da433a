import { useSyncExternalStore } from 'react'

/** What can stand above every page, one at a time. */
export type Overlay = 'switcher' | 'keys' | 'new-direct' | 'new-group' | 'new-channel' | 'status'

let shown: Overlay | null = null
const listeners = new Set<() => void>()

export function showOverlay(overlay: Overlay | null): void {
  shown = overlay
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useOverlay(): Overlay | null {
  return useSyncExternalStore(subscribe, () => shown)
}
