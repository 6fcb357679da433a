import { useSyncExternalStore } from 'react'

/** How long a removal may be taken back. Until then nobody was told of it. */
export const UNDO_MS = 5_000

interface Removal {
  timer: ReturnType<typeof setTimeout>
  run: () => void
}

const pending = new Map<string, Removal>()
let keys: ReadonlySet<string> = new Set()
const listeners = new Set<() => void>()

function changed(): void {
  keys = new Set(pending.keys())
  for (const listener of listeners) listener()
}

/** Runs `remove` after `UNDO_MS`, unless it is taken back; at once when the page is left. */
export function removeLater(key: string, remove: () => Promise<void>): void {
  takeBack(key)
  const run = (): void => {
    // Hidden until the server has answered: it would flicker back in between.
    void remove().finally(() => {
      pending.delete(key)
      changed()
    })
  }
  pending.set(key, { timer: setTimeout(run, UNDO_MS), run })
  changed()
}

export function takeBack(key: string): void {
  const removal = pending.get(key)
  if (removal === undefined) return
  clearTimeout(removal.timer)
  pending.delete(key)
  changed()
}

window.addEventListener('pagehide', () => {
  for (const { timer, run } of pending.values()) {
    clearTimeout(timer)
    run()
  }
})

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** "conversation user" of everyone about to be removed. */
export function usePendingRemovals(): ReadonlySet<string> {
  return useSyncExternalStore(subscribe, () => keys)
}
