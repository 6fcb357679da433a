import { useCallback, useEffect, useRef } from 'react'
import { client } from '../../live/client.ts'
import { letGoOfUnread, mayTellRead } from '../../live/unread.ts'

const EVERY_MS = 250

/** Moves the read marker to what has been seen: at once, then a few times a second while somebody scrolls. */
export function useReading(conversationId: string): (seq: number) => void {
  const seen = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)

  const tell = useCallback((): void => {
    // A window that nobody looks at reads nothing.
    if (document.hidden || !document.hasFocus()) return
    // What was marked unread a moment ago stays so while it is only looked at.
    if (!mayTellRead(conversationId, seen.current)) return
    client.markRead(conversationId, seen.current)
  }, [conversationId])

  useEffect(() => {
    window.addEventListener('focus', tell)
    document.addEventListener('visibilitychange', tell)
    return () => {
      window.removeEventListener('focus', tell)
      document.removeEventListener('visibilitychange', tell)
      letGoOfUnread(conversationId)
      if (timer.current !== null) clearTimeout(timer.current)
    }
  }, [tell, conversationId])

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
