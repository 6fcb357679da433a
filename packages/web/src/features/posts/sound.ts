import { useSyncExternalStore } from 'react'

/* Whether videos in posts are heard: once somebody wants to hear one, those after it too. As long as the page. */

let isOn = false
const listeners = new Set<() => void>()

export function setSound(next: boolean): void {
  isOn = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useSound = (): boolean => useSyncExternalStore(subscribe, () => isOn)
