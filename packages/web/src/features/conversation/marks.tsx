import { dayLabel } from '../../words/dates.ts'
import { useConversationWords } from '../../words/conversation-words.ts'
import { GoToDate } from './go-to-date.tsx'

interface DayMarkProps {
  at: string
  /** Where another day is looked up; null where one day leads to no other. */
  jump: { conversationId: string; onJump: (seq: number) => void } | null
}

/** A new day begins; pressing it leads to another one. */
export function DayMark({ at, jump }: DayMarkProps) {
  const { dates: t } = useConversationWords().conversation
  if (jump === null) {
    return (
      <p className="pt-5 pb-1 text-center">
        <time dateTime={at} className="rounded-full bg-pressed px-3 py-1 text-xs font-semibold text-muted">
          {dayLabel(at)}
        </time>
      </p>
    )
  }
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
      <GoToDate {...jump} trigger={day} />
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

/** Below the message with which a thread begins. */
export function RepliesMark({ count }: { count: number }) {
  const { threads: t } = useConversationWords()
  if (count === 0) {
    return (
      <p className="px-5 pt-6 pb-2 text-center text-sm text-pretty text-muted">
        <span className="block font-semibold text-ink">{t.none}</span>
        {t.noneText}
      </p>
    )
  }
  return (
    <p className="flex items-center gap-3 px-3 pt-4 text-xs font-semibold text-muted md:px-5">
      <bdi>{t.replies(count)}</bdi>
      <span className="h-px grow bg-line" />
    </p>
  )
}
