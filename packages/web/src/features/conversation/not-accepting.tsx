import type { UserCard } from '@kith/protocol/users.ts'
import { MessageCircleOff } from 'lucide-react'
import { personName } from '../../live/naming.ts'
import { useConversationWords } from '../../words/conversation-words.ts'

/** Says kindly that the other one takes no messages, above what is kept. */
export function NotAccepting({ peer }: { peer: UserCard }) {
  const { conversation: t } = useConversationWords()
  return (
    <output className="flex items-start gap-3 border-b border-line px-4 py-2.5 text-sm">
      <MessageCircleOff aria-hidden="true" className="mt-0.5 size-4.5 shrink-0 text-muted" />
      <span>
        <span className="font-semibold">{t.notAccepting(personName(peer))}</span>{' '}
        <span className="text-muted">{t.notAcceptingText}</span>
      </span>
    </output>
  )
}
