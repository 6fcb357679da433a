import { dayLabel } from '../../words/dates.ts'
import { useWords } from '../../words/words.ts'

/** A new day begins. */
export function DayMark({ at }: { at: string }) {
  return (
    <p className="pt-5 pb-1 text-center">
      <time dateTime={at} className="rounded-full bg-pressed px-3 py-1 text-xs font-semibold text-muted">
        {dayLabel(at)}
      </time>
    </p>
  )
}

/** What follows is new. */
export function NewMark() {
  const { conversation: t } = useWords()
  return (
    <p className="flex items-center gap-3 px-5 pt-4 text-xs font-bold text-accent-text">
      <span className="h-px grow bg-accent" />
      {t.newMessages}
      <span className="h-px grow bg-accent" />
    </p>
  )
}
