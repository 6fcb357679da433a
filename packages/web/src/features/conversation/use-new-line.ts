import type { Conversation } from '@kith/protocol/conversations.ts'
import { useEffect, useRef, useState } from 'react'

/**
 * After which `seq` the new line stands: where reading had stopped when the conversation was opened, or when something
 * came while nobody looked. It stays where it is until one writes oneself.
 */
export function useNewLine(entry: Conversation, waiting: number): number | null {
  const [after, setAfter] = useState(entry.unread > 0 ? entry.lastReadSeq : null)
  const wasUnread = useRef(entry.unread > 0)
  const readBefore = useRef(entry.lastReadSeq)

  useEffect(() => {
    const isUnread = entry.unread > 0
    if (isUnread && !wasUnread.current && (document.hidden || !document.hasFocus())) setAfter(entry.lastReadSeq)
    wasUnread.current = isUnread
    // Marked unread: what is new begins there.
    if (entry.lastReadSeq < readBefore.current) setAfter(entry.lastReadSeq)
    readBefore.current = entry.lastReadSeq
  }, [entry.unread, entry.lastReadSeq])

  if (waiting > 0 && after !== null) setAfter(null)

  return after
}
