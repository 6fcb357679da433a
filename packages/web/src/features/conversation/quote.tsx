import type { MessageQuote } from '@kith/protocol/messages.ts'
import { hueStyle } from '../../design/face-hue.ts'
import { useWords } from '../../words/words.ts'
import { plainText } from '../../words/plain-text.ts'

interface QuoteProps {
  quote: MessageQuote
  onJump: (seq: number) => void
}

/** The message that this one answers; pressing it goes there. */
export function Quote({ quote, onJump }: QuoteProps) {
  const { conversation: t } = useWords()
  return (
    <button
      type="button"
      onClick={() => onJump(quote.seq)}
      style={hueStyle(quote.author.id)}
      className="mb-1 flex w-full min-w-32 flex-col rounded-sm border-s-3 border-current bg-raised/60 px-2 py-1 text-start text-sm name-tint hover:bg-raised"
    >
      <span className="sr-only">{t.inAnswerTo}</span>
      <span className="max-w-full truncate font-semibold">
        <bdi>{quote.author.displayName}</bdi>
      </span>
      <span dir="auto" className="words-line max-w-full text-ink">
        {quote.isDeleted ? t.quoteGone : plainText(quote.excerpt)}
      </span>
    </button>
  )
}
