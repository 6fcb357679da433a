import { useSyncExternalStore } from 'react'
import { onLeaving } from '../../live/leaving.ts'

/*
 * What somebody opened of posts: a covered picture, what their words hide, a long text. Kept as long as the page, for a
 * post that is scrolled away is not drawn.
 */
export type Opening = 'warning' | 'hidden' | 'caption'

let opened: ReadonlySet<string> = new Set()
const listeners = new Set<() => void>()

function replace(next: ReadonlySet<string>): void {
  opened = next
  for (const listener of listeners) listener()
}

onLeaving(() => replace(new Set()))

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useOpened(what: Opening, postId: string): [isOpen: boolean, open: (isOpen: boolean) => void] {
  const key = `${what} ${postId}`
  const isOpen = useSyncExternalStore(subscribe, () => opened.has(key))
  return [
    isOpen,
    (next) => {
      const changed = new Set(opened)
      if (next) changed.add(key)
      else changed.delete(key)
      replace(changed)
    },
  ]
}
