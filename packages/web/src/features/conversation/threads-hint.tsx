import type { Conversation } from '@kith/protocol/conversations.ts'
import { MessagesSquare } from 'lucide-react'
import { useConversationWords } from '../../words/conversation-words.ts'

interface ThreadsHintProps {
  entry: Conversation
  /** The thread that is open, if any: what comes there is seen. */
  openId: string | null
  onOpen: (threadId: string) => void
}

/** Over the messages: how much is new in threads, for who does not see it here. It leads to the one with the newest. */
export function ThreadsHint({ entry, openId, onOpen }: ThreadsHintProps) {
  const { threads: t } = useConversationWords()
  const waiting = entry.followedThreads.filter(({ id, unread }) => unread > 0 && id !== openId)
  const newest = waiting.toSorted((a, b) => b.lastSeq - a.lastSeq)[0]
  const count = waiting.reduce((sum, { unread }) => sum + unread, 0)
  if (newest === undefined) return null
  return (
    <div className="pointer-events-none relative z-20 h-0 shrink-0">
      <button
        type="button"
        onClick={() => onOpen(newest.id)}
        className="motion-pop pointer-events-auto absolute top-2.5 left-1/2 flex min-h-9 -translate-x-1/2 items-center gap-2 rounded-full bg-raised ps-3 pe-4 text-sm font-semibold whitespace-nowrap text-accent-text shadow-float hover:bg-hover pointer-coarse:min-h-11"
      >
        <MessagesSquare aria-hidden="true" className="size-4" />
        <bdi>{t.newInThreads(count)}</bdi>
      </button>
    </div>
  )
}
