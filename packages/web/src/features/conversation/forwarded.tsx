import type { MessageOrigin } from '@kith/protocol/messages.ts'
import { Forward } from 'lucide-react'
import { personName } from '../../live/naming.ts'
import { useIsBlocked } from '../../live/relations.ts'
import { exactTime } from '../../words/dates.ts'
import { useConversationWords } from '../../words/conversation-words.ts'

/** Whose words a message repeats. */
export function Forwarded({ origin: { author, createdAt } }: { origin: MessageOrigin }) {
  const { conversation: t } = useConversationWords()
  const isBlocked = useIsBlocked(author.id)
  return (
    <p title={exactTime(createdAt)} className="flex items-center gap-1.5 pb-0.5 text-sm opacity-80">
      <Forward aria-hidden="true" className="size-4 shrink-0 rtl:-scale-x-100" />
      <span className="min-w-0 truncate">
        {isBlocked ? t.forwarded : t.forwardedFrom}{' '}
        {!isBlocked && <bdi className="font-semibold">{personName(author)}</bdi>}
      </span>
    </p>
  )
}
