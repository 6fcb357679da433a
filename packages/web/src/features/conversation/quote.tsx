import type { MessageQuote } from '@kith/protocol/messages.ts'
import clsx from 'clsx'
import { hueStyle } from '../../design/face-hue.ts'
import { personName } from '../../live/naming.ts'
import { useIsBlocked } from '../../live/relations.ts'
import { useConversationWords } from '../../words/conversation-words.ts'
import { quoteInWords } from '../../words/message-in-words.ts'
import { useWords } from '../../words/words.ts'

interface QuoteProps {
  quote: MessageQuote
  /** Whether it stands in a message of one's own. */
  isInOwn: boolean
  onJump: (seq: number) => void
}

/** The message that this one answers; pressing it goes there. */
export function Quote({ quote, isInOwn, onJump }: QuoteProps) {
  const { conversation: t } = useConversationWords()
  const { files } = useWords()
  const isBlocked = useIsBlocked(quote.author.id)
  return (
    <button
      type="button"
      onClick={() => onJump(quote.seq)}
      style={hueStyle(quote.author.id)}
      className={clsx(
        'name-tint mb-1 flex w-full min-w-32 flex-col rounded-sm border-s-3 border-current px-2 py-1 text-start text-sm',
        isInOwn ? 'bg-raised/60 hover:bg-raised' : 'bg-ink/5 hover:bg-ink/8',
      )}
    >
      <span className="sr-only">{t.inAnswerTo}</span>
      <span className="max-w-full truncate font-semibold">
        <bdi>{isBlocked ? '' : personName(quote.author)}</bdi>
      </span>
      <span dir="auto" className="words-line max-w-full text-ink">
        {isBlocked ? t.blocked : quote.isDeleted ? t.quoteGone : quoteInWords(quote, files)}
      </span>
    </button>
  )
}
