import { useCallback, useEffect, useRef } from 'react'
import { letGoOfUnread, mayTellRead } from '../../live/unread.ts'

const EVERY_MS = 250

/**
 * Moves the read marker of `place`, a conversation or a thread, to what has been seen: at once, then a few times a
 * second while somebody scrolls. `markRead` must stay the same.
 */
export function useReading(place: string, markRead: (seq: number) => void): (seq: number) => void {
  const seen = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)

  const tell = useCallback((): void => {
    // A window that nobody looks at reads nothing.
    if (document.hidden || !document.hasFocus()) return
    // What was marked unread a moment ago stays so while it is only looked at.
    if (!mayTellRead(place, seen.current)) return
    markRead(seen.current)
  }, [place, markRead])

  useEffect(() => {
    window.addEventListener('focus', tell)
    document.addEventListener('visibilitychange', tell)
    return () => {
      window.removeEventListener('focus', tell)
      document.removeEventListener('visibilitychange', tell)
      letGoOfUnread(place)
      if (timer.current !== null) clearTimeout(timer.current)
    }
  }, [tell, place])

  return useCallback(
    (seq) => {
      if (seq <= seen.current) return
      seen.current = seq
      if (timer.current !== null) return
      tell()
      timer.current = setTimeout(() => {
        timer.current = null
        tell()
      }, EVERY_MS)
    },
    [tell],
  )
}
