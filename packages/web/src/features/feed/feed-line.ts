import { useSyncExternalStore } from 'react'
import { onLeaving } from '../../live/leaving.ts'
import { posts } from '../../live/posts.ts'

/*
 * Where the line stands that says that one is caught up: at what one had come to when the home feed was last asked for.
 * It stays there while one reads on.
 */

export interface Line {
  /** The newest post that one had come to; null where there was none. */
  id: string | null
  /** False while the feed is asked for: nothing counts as seen before one knows what was. */
  isKnown: boolean
}

let line: Line = { id: null, isKnown: false }
const listeners = new Set<() => void>()

function set(next: Line): void {
  line = next
  for (const listener of listeners) listener()
}

onLeaving(() => set({ id: null, isKnown: false }))

/** The home feed anew, from its newest post. @throws ProblemError, OfflineError */
export async function loadHome(): Promise<void> {
  set({ ...line, isKnown: false })
  await posts.load('home')
  set({ id: posts.state.seenId, isKnown: true })
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useLine = (): Line => useSyncExternalStore(subscribe, () => line)
