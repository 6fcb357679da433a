import clsx from 'clsx'
import { clockTime, exactTime } from '../../words/dates.ts'
import { useWords } from '../../words/words.ts'
import { SendState } from './send-state.tsx'
import type { ShownMessage } from './shown-message.ts'

/** When it was written, whether it was edited, and how far it has come. */
export function Meta({ message, className }: { message: ShownMessage; className?: string }) {
  const { conversation: t } = useWords()
  return (
    <span className={clsx('inline-flex items-center gap-1 text-xs whitespace-nowrap select-none', className)}>
      {message.editedAt !== null && !message.isDeleted && (
        <span title={t.editedAt(exactTime(message.editedAt))}>{t.edited}</span>
      )}
      <time dateTime={message.at} title={exactTime(message.at)}>
        {clockTime(message.at)}
      </time>
      {message.state !== null && <SendState state={message.state} />}
    </span>
  )
}
