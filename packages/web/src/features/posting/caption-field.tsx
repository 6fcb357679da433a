import { limits } from '@kith/protocol/limits.ts'
import clsx from 'clsx'
import { useId, useRef } from 'react'
import { controlClass } from '../../design/field.tsx'
import { growToText } from '../../design/text-area.tsx'
import { useCompletion } from '../../live/use-completion.ts'
import { usePostingWords } from '../../words/posting-words.ts'
import { PostCompletions } from '../completions/completions.tsx'

/** From here on it is said how much room is left. */
const SAID_FROM = 500

const completed = ['mention', 'tag'] as const

interface CaptionFieldProps {
  value: string
  onValueChange: (value: string) => void
}

/** What a post says: people after @ and hashtags after # are offered while one writes. */
export function CaptionField({ value, onValueChange }: CaptionFieldProps) {
  const { posting: t } = usePostingWords()
  const id = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const completion = useCompletion(field, completed)
  const left = limits.captionMax - Array.from(value).length
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="sr-only">
        {t.caption}
      </label>
      <div className="relative">
        <textarea
          ref={field}
          id={id}
          dir="auto"
          rows={3}
          value={value}
          placeholder={t.captionHint}
          aria-invalid={left < 0 || undefined}
          aria-describedby={left < SAID_FROM ? `${id}-left` : undefined}
          aria-controls={completion.activeId === null ? undefined : completion.control.id}
          aria-activedescendant={completion.activeId ?? undefined}
          onChange={(event) => {
            onValueChange(event.currentTarget.value)
            growToText(event.currentTarget)
            completion.look()
          }}
          onSelect={completion.look}
          onKeyDown={(event) => {
            // What the list takes closes the list, not what it stands in.
            if (completion.takesKey(event)) event.stopPropagation()
          }}
          className={clsx(controlClass, 'field-sizing-content max-h-[40dvh] min-h-24 resize-none px-3 py-2.5')}
        />
        <PostCompletions completion={completion} isBelow />
      </div>
      <p
        id={`${id}-left`}
        className={clsx('text-end text-xs', left < 0 ? 'font-semibold text-danger-text' : 'text-muted')}
      >
        {left < 0 ? t.over(-left) : left < SAID_FROM ? t.left(left) : ''}
      </p>
    </div>
  )
}
