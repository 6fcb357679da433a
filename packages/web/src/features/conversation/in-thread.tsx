import type { Message } from '@kith/protocol/messages.ts'
import clsx from 'clsx'
import { MessagesSquare } from 'lucide-react'
import { useIsBlocked } from '../../live/relations.ts'
import { useConversationWords } from '../../words/conversation-words.ts'
import { messageInWords } from '../../words/message-in-words.ts'
import { useWords } from '../../words/words.ts'

interface InThreadProps {
  /** What the thread began with, as far as it is loaded. */
  root: Message | null
  className: string
  onOpen: () => void
}

/** Above a reply that is shown among the rest: that it is in a thread, and of what. */
export function InThread({ root, className, onOpen }: InThreadProps) {
  const { threads: t } = useConversationWords()
  const { files } = useWords()
  const isBlocked = useIsBlocked(root?.author.id ?? '')
  const of = root === null || isBlocked ? '' : root.deletedAt === null ? messageInWords(root, files) : t.ofDeleted
  return (
    <p className={clsx('flex', className)}>
      <button
        type="button"
        onClick={onOpen}
        className="relative flex min-w-0 items-center gap-1.5 rounded-sm px-1.5 py-0.5 text-xs text-muted hover:bg-hover hover:text-ink pointer-coarse:after:absolute pointer-coarse:after:inset-x-0 pointer-coarse:after:-inset-y-2.5"
      >
        <MessagesSquare aria-hidden="true" className="size-3.5 shrink-0" />
        <span className="shrink-0 font-semibold">{t.inThread}</span>
        {of !== '' && <bdi className="truncate">{of}</bdi>}
      </button>
    </p>
  )
}
