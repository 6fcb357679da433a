import { useSyncExternalStore } from 'react'

/** How long what was done may be taken back. Until then nobody was told of it. */
export const UNDO_MS = 5_000

interface Pending {
  timer: ReturnType<typeof setTimeout>
  run: () => void
}

const pending = new Map<string, Pending>()
let keys: ReadonlySet<string> = new Set()
const listeners = new Set<() => void>()

function changed(): void {
  keys = new Set(pending.keys())
  for (const listener of listeners) listener()
}

/** Does `act` after `UNDO_MS`, unless it is taken back; at once when the page is left. */
export function doLater(key: string, act: () => Promise<unknown>): void {
  takeBack(key)
  const run = (): void => {
    // Pending until the server has answered: what was hidden would flicker back in between.
    void act().finally(() => {
      pending.delete(key)
      changed()
    })
  }
  pending.set(key, { timer: setTimeout(run, UNDO_MS), run })
  changed()
}

export function takeBack(key: string): void {
  const known = pending.get(key)
  if (known === undefined) return
  clearTimeout(known.timer)
  pending.delete(key)
  changed()
}

// Who closes the window has stopped thinking about it: what is done on the screen is done.
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

/** The keys of all that may still be taken back. */
export function usePending(): ReadonlySet<string> {
  return useSyncExternalStore(subscribe, () => keys)
}

export function useIsPending(key: string): boolean {
  return useSyncExternalStore(subscribe, () => keys.has(key))
}
