import { Pin } from 'lucide-react'
import { exactTime } from '../../words/dates.ts'
import { useConversationWords } from '../../words/conversation-words.ts'

/** That it was edited; pressing it shows what it said before. */
export function EditedMark({ at, onHistory }: { at: string; onHistory?: () => void }) {
  const { conversation: t } = useConversationWords()
  return (
    <button
      type="button"
      title={t.editedAt(exactTime(at))}
      onClick={onHistory}
      className="relative rounded-sm underline-offset-2 hover:underline pointer-coarse:after:absolute pointer-coarse:after:-inset-x-1 pointer-coarse:after:-inset-y-3"
    >
      {t.edited}
    </button>
  )
}

/** That it is pinned. */
export function PinnedMark() {
  const { conversation: t } = useConversationWords()
  return (
    <span>
      <Pin aria-hidden="true" className="inline size-3" />
      <span className="sr-only">{t.pins.one}</span>
    </span>
  )
}
