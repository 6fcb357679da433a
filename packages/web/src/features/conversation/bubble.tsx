import clsx from 'clsx'
import { Avatar } from '../../design/avatar.tsx'
import { hueStyle } from '../../design/face-hue.ts'
import { MessageText } from './message-text.tsx'
import { Meta } from './meta.tsx'
import { Quote } from './quote.tsx'
import type { ShownMessage } from './shown-message.ts'

export interface MessageLookProps {
  message: ShownMessage
  isFirst: boolean
  isLast: boolean
  /** Between two people it is clear who speaks. */
  isDirect: boolean
  onJump: (seq: number) => void
}

/** A message as a bubble: one's own at the end, those of others at the start. */
export function Bubble({ message, isFirst, isLast, isDirect, onJump }: MessageLookProps) {
  const { author, isOwn } = message
  const hasFace = !isOwn && !isDirect
  return (
    <div className={clsx('flex items-end gap-2', isOwn ? 'justify-end ps-12' : 'pe-12')}>
      {hasFace && (
        <span className="w-9 shrink-0">
          {isLast && <Avatar id={author.id} name={author.displayName} src={author.avatarUrl} size="md" />}
        </span>
      )}
      <div
        className={clsx(
          'max-w-[min(100%,36rem)] min-w-0 rounded-lg px-3.5 py-bubble',
          isOwn ? 'bg-bubble-own text-on-bubble-own' : 'bg-bubble-other text-on-bubble-other shadow-raised',
          isLast && (isOwn ? 'rounded-ee-[0.3rem]' : 'rounded-es-[0.3rem]'),
          !isFirst && (isOwn ? 'rounded-se-[0.3rem]' : 'rounded-ss-[0.3rem]'),
          message.state === 'waiting' && 'opacity-75',
        )}
      >
        {hasFace && isFirst && (
          <p style={hueStyle(author.id)} className="name-tint truncate text-sm font-bold">
            <bdi>{author.displayName}</bdi>
          </p>
        )}
        {message.replyTo !== null && <Quote quote={message.replyTo} onJump={onJump} />}
        <MessageText
          body={message.body}
          isDeleted={message.isDeleted}
          meta={
            <Meta
              message={message}
              className={clsx(
                'float-end ms-3 mt-1.5 translate-y-0.5',
                isOwn ? 'text-bubble-own-muted' : 'text-bubble-other-muted',
              )}
            />
          }
        />
      </div>
    </div>
  )
}
