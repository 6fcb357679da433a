import { Check } from 'lucide-react'
import { useFeedWords } from '../../words/feed-words.ts'

/** Stands where one had come to: what is above was new. */
export function CaughtUp() {
  const { feed: t } = useFeedWords()
  return (
    <div className="flex items-center gap-3 px-4 py-2 md:px-0">
      <span aria-hidden="true" className="h-px grow bg-line" />
      <div className="flex items-center gap-2.5">
        <span
          aria-hidden="true"
          className="flex size-8 items-center justify-center rounded-full bg-positive-soft text-positive-text"
        >
          <Check className="size-4.5" />
        </span>
        <div className="flex flex-col">
          <span className="font-semibold">{t.caughtUp}</span>
          <span className="text-sm text-muted">{t.caughtUpText}</span>
        </div>
      </div>
      <span aria-hidden="true" className="h-px grow bg-line" />
    </div>
  )
}

/** Nothing older follows. */
export function End() {
  const { feed: t } = useFeedWords()
  return <div className="py-4 text-center text-sm text-muted">{t.end}</div>
}
