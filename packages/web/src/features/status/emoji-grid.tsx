import { useId } from 'react'
import { TextField } from '../../design/text-field.tsx'
import { useMoreWords } from '../../words/more-words.ts'
import { lastEmoji, statusEmoji } from './emoji.ts'

interface EmojiGridProps {
  /** Empty for none. */
  value: string
  onValueChange: (emoji: string) => void
}

/** One emoji of two dozen, or any that is typed. */
export function EmojiGrid({ value, onValueChange }: EmojiGridProps) {
  const group = useId()
  const { status: t } = useMoreWords()
  const isOwn = value !== '' && !statusEmoji.some((each) => each === value)
  return (
    <fieldset aria-describedby={`${group}-hint`}>
      <legend className="text-sm font-semibold">{t.emoji}</legend>
      <p id={`${group}-hint`} className="mb-2 text-sm text-muted">
        {t.emojiHint}
      </p>
      <div className="grid grid-cols-8 gap-1">
        {statusEmoji.map((emoji) => (
          <label
            key={emoji}
            className="flex aspect-square items-center justify-center rounded-md text-xl transition-colors hover:bg-hover has-checked:bg-accent-soft has-checked:ring-2 has-checked:ring-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              name={group}
              className="sr-only"
              aria-label={emoji}
              checked={emoji === value}
              onChange={() => onValueChange(emoji)}
            />
            <span aria-hidden="true">{emoji}</span>
          </label>
        ))}
      </div>
      <TextField
        label={t.own}
        isLabelHidden
        placeholder={t.own}
        className="mt-2"
        value={isOwn ? value : ''}
        autoComplete="off"
        onChange={(event) => onValueChange(lastEmoji(event.currentTarget.value))}
      />
    </fieldset>
  )
}
