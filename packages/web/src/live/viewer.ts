import type { Attachment } from '@kith/protocol/uploads.ts'
import { useSyncExternalStore } from 'react'

export interface Shown {
  conversationId: string
  /** The attachment that is looked at. */
  openId: string
  /** What lies beside it, in order; null for all that is loaded of the conversation. */
  items: readonly Attachment[] | null
}

let shown: Shown | null = null
let openedFrom: Element | null = null
const listeners = new Set<() => void>()

/** Opens pictures and videos above the page; null closes them. */
export function showViewer(next: Shown | null): void {
  if (shown === null) openedFrom = document.activeElement
  shown = next
  for (const listener of listeners) listener()
  // Back to where one was, once nothing stands above it any more.
  if (next === null) {
    requestAnimationFrame(() => openedFrom instanceof HTMLElement && openedFrom.focus({ preventScroll: true }))
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useViewer(): Shown | null {
  return useSyncExternalStore(subscribe, () => shown)
}
