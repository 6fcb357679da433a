import type { UserStatus } from '@kith/protocol/users.ts'
import { exactTime, untilTime } from '../../words/dates.ts'
import { useMoreWords } from '../../words/more-words.ts'

/** What somebody is up to, and until when. */
export function ProfileStatus({ status: { emoji, text, until } }: { status: UserStatus }) {
  const { people: t } = useMoreWords()
  return (
    <p className="mt-3 inline-flex max-w-full flex-wrap items-baseline justify-center gap-x-2 rounded-full bg-sunken px-3.5 py-1.5">
      {emoji !== '' && <span>{emoji}</span>}
      {text !== '' && <bdi className="min-w-0 break-words">{text}</bdi>}
      {until !== null && (
        <time dateTime={until} title={exactTime(until)} className="text-sm text-muted">
          {t.until(untilTime(until))}
        </time>
      )}
    </p>
  )
}
