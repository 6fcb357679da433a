import { Lock } from 'lucide-react'
import { useConversationWords } from '../../words/conversation-words.ts'

/** Stands where one would write, in a conversation whose project is read-only. */
export function ClosedNote() {
  const { conversation: t } = useConversationWords()
  return (
    <output className="flex items-center justify-center gap-2 border-t border-line px-4 py-4 text-sm text-muted">
      <Lock aria-hidden="true" className="size-4 shrink-0" />
      {t.closed}
    </output>
  )
}
