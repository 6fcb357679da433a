import { useSyncExternalStore } from 'react'
import { client } from '../../live/client.ts'

/** Messages that are about to be deleted and can still be taken back. */
let hidden: ReadonlySet<string> = new Set()
const listeners = new Set<() => void>()

function replace(next: ReadonlySet<string>): void {
  hidden = next
  for (const listener of listeners) listener()
}

export function hide(messageId: string): void {
  replace(new Set([...hidden, messageId]))
}

export function reveal(messageId: string): void {
  replace(new Set([...hidden].filter((id) => id !== messageId)))
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useIsHidden(messageId: string): boolean {
  return useSyncExternalStore(subscribe, () => hidden.has(messageId))
}

// Who closes the window has stopped thinking about it: what was deleted on the screen is deleted.
window.addEventListener('pagehide', () => {
  for (const id of hidden) {
    void fetch(`${client.api.baseUrl}/api/messages/${id}`, { method: 'DELETE', keepalive: true })
  }
})
