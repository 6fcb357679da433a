import { dayLabel } from '../../words/dates.ts'
import { useConversationWords } from '../../words/conversation-words.ts'
import { GoToDate } from './go-to-date.tsx'

interface DayMarkProps {
  at: string
  conversationId: string
  onJump: (seq: number) => void
}

/** A new day begins; pressing it leads to another one. */
export function DayMark({ at, conversationId, onJump }: DayMarkProps) {
  const { dates: t } = useConversationWords().conversation
  const day = (
    <button
      type="button"
      className="relative rounded-full bg-pressed px-3 py-1 text-xs font-semibold text-muted hover:text-ink pointer-coarse:after:absolute pointer-coarse:after:inset-x-0 pointer-coarse:after:-inset-y-2.5"
    >
      <time dateTime={at}>{dayLabel(at)}</time>
      <span className="sr-only">. {t.jump}</span>
    </button>
  )
  return (
    <p className="pt-5 pb-1 text-center">
      <GoToDate conversationId={conversationId} onJump={onJump} trigger={day} />
    </p>
  )
}

/** What follows is new. */
export function NewMark() {
  const { conversation: t } = useConversationWords()
  return (
    <p className="flex items-center gap-3 px-5 pt-4 text-xs font-bold text-accent-text">
      <span className="h-px grow bg-accent" />
      {t.newMessages}
      <span className="h-px grow bg-accent" />
    </p>
  )
}
