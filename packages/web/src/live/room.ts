import { useSyncExternalStore } from 'react'

/** A hook: whether the window fulfils the query now. */
function whether(query: string): () => boolean {
  const watched = window.matchMedia(query)
  const subscribe = (listener: () => void): (() => void) => {
    watched.addEventListener('change', listener)
    return () => watched.removeEventListener('change', listener)
  }
  return () => useSyncExternalStore(subscribe, () => watched.matches)
}

/** Whether there is room for one pane only. */
export const useIsNarrow = whether('(width < 48rem)')

/** Whether there is room beside a column of posts; as `xl:` of the styles has it. */
export const useIsWide = whether('(width >= 80rem)')
