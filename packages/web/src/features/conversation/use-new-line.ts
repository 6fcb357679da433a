import { useEffect, useRef, useState } from 'react'

/**
 * After which `seq` the new line stands: where reading had stopped when this was opened, or when something
 * came while nobody looked. It stays where it is until one writes oneself.
 */
export function useNewLine(unread: number, lastReadSeq: number, waiting: number): number | null {
  const [after, setAfter] = useState(unread > 0 ? lastReadSeq : null)
  const wasUnread = useRef(unread > 0)
  const readBefore = useRef(lastReadSeq)

  useEffect(() => {
    const isUnread = unread > 0
    if (isUnread && !wasUnread.current && (document.hidden || !document.hasFocus())) setAfter(lastReadSeq)
    wasUnread.current = isUnread
    // Marked unread: what is new begins there.
    if (lastReadSeq < readBefore.current) setAfter(lastReadSeq)
    readBefore.current = lastReadSeq
  }, [unread, lastReadSeq])

  if (waiting > 0 && after !== null) setAfter(null)

  return after
}
