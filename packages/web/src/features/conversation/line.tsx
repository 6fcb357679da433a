import clsx from 'clsx'
import { Avatar } from '../../design/avatar.tsx'
import { clockTime, exactTime } from '../../words/dates.ts'
import { useWords } from '../../words/words.ts'
import type { MessageLookProps } from './bubble.tsx'
import { MessageText } from './message-text.tsx'
import { Quote } from './quote.tsx'
import { SendState } from './send-state.tsx'

/** A message as a row: everyone at the start, the name once a group. */
export function Line({ message, isFirst, onJump, toolbar }: MessageLookProps) {
  const { conversation: t } = useWords()
  const { author } = message
  return (
    <div className={clsx('relative flex gap-3 rounded-md px-2 py-0.5', message.state === 'waiting' && 'opacity-70')}>
      <span className="w-9 shrink-0 pt-0.5 text-end text-xs leading-6">
        {isFirst ? (
          <Avatar id={author.id} name={author.displayName} src={author.avatarUrl} size="md" />
        ) : (
          <time
            dateTime={message.at}
            title={exactTime(message.at)}
            className="text-faint opacity-0 group-hover/row:opacity-100 group-focus/row:opacity-100"
          >
            {clockTime(message.at)}
          </time>
        )}
      </span>
      <div className="min-w-0 grow">
        {isFirst && (
          <p className="flex items-baseline gap-2">
            <bdi className="truncate font-bold">{author.displayName}</bdi>
            <time dateTime={message.at} title={exactTime(message.at)} className="text-xs text-muted">
              {clockTime(message.at)}
            </time>
          </p>
        )}
        {message.replyTo !== null && <Quote quote={message.replyTo} isInOwn={false} onJump={onJump} />}
        <MessageText
          body={message.body}
          isDeleted={message.isDeleted}
          meta={
            <span className="ms-1.5 text-xs text-muted">
              {message.editedAt !== null && !message.isDeleted && (
                <span title={t.editedAt(exactTime(message.editedAt))}>({t.edited}) </span>
              )}
              {message.state !== null && <SendState state={message.state} />}
            </span>
          }
        />
      </div>
      {toolbar !== undefined && <span className="absolute end-2 -top-5 z-10">{toolbar}</span>}
    </div>
  )
}
