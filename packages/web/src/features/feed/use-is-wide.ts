import { useSyncExternalStore } from 'react'

/* As `xl:` of the styles has it. */
const wide = window.matchMedia('(width >= 80rem)')

function subscribe(listener: () => void): () => void {
  wide.addEventListener('change', listener)
  return () => wide.removeEventListener('change', listener)
}

/** Whether there is room beside a column of posts. */
export function useIsWide(): boolean {
  return useSyncExternalStore(subscribe, () => wide.matches)
}
