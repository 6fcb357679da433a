import { ArrowDown } from 'lucide-react'
import { Badge } from '../../design/badge.tsx'
import { useConversationWords } from '../../words/conversation-words.ts'

/** Leads back to the end, and says how much waits there. */
export function ToNewest({ unread, onPress }: { unread: number; onPress: () => void }) {
  const { conversation: t } = useConversationWords()
  return (
    <button
      type="button"
      aria-label={unread > 0 ? t.unreadBelow(unread) : t.toNewest}
      title={t.toNewest}
      onClick={onPress}
      className="motion-pop absolute end-4 bottom-3 flex size-11 items-center justify-center rounded-full bg-raised text-ink shadow-float hover:bg-hover"
    >
      <ArrowDown aria-hidden="true" className="size-5" />
      <span aria-hidden="true" className="absolute -top-2">
        <Badge count={unread} />
      </span>
    </button>
  )
}
