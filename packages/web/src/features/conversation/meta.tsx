import clsx from 'clsx'
import { clockTime, exactTime } from '../../words/dates.ts'
import { EditedMark, PinnedMark } from './edited-mark.tsx'
import { SendState } from './send-state.tsx'
import type { ShownMessage } from './shown-message.ts'

interface MetaProps {
  message: ShownMessage
  onHistory?: () => void
  className?: string
}

/** When it was written, whether it was edited, and how far it has come. */
export function Meta({ message, onHistory, className }: MetaProps) {
  return (
    <span className={clsx('inline-flex items-center gap-1 text-xs whitespace-nowrap select-none', className)}>
      {message.pinnedAt !== null && <PinnedMark />}
      {message.editedAt !== null && !message.isDeleted && <EditedMark at={message.editedAt} onHistory={onHistory} />}
      <time dateTime={message.at} title={exactTime(message.at)}>
        {clockTime(message.at)}
      </time>
      {message.state !== null && <SendState state={message.state} />}
    </span>
  )
}
