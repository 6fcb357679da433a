import clsx from 'clsx'
import type { ReactNode } from 'react'
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
  /** What can be done with it, while the pointer is on it. */
  toolbar?: ReactNode
}

/** A message as a bubble: one's own at the end, those of others at the start. */
export function Bubble({ message, isFirst, isLast, isDirect, onJump, toolbar }: MessageLookProps) {
  const { author, isOwn } = message
  const hasFace = !isOwn && !isDirect
  return (
    <div className={clsx('flex items-end gap-2', isOwn ? 'justify-end ps-12' : 'pe-12')}>
      {hasFace && (
        <span className="w-9 shrink-0">
          {isLast && <Avatar id={author.id} name={author.displayName} src={author.avatarUrl} size="md" />}
        </span>
      )}
      {isOwn && <Beside side="end">{toolbar}</Beside>}
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
        {message.replyTo !== null && <Quote quote={message.replyTo} isInOwn={isOwn} onJump={onJump} />}
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
      {!isOwn && <Beside side="start">{toolbar}</Beside>}
    </div>
  )
}

/** Right beside the bubble, taking no room. */
function Beside({ side, children }: { side: 'start' | 'end'; children: ReactNode }) {
  if (children === undefined || children === null) return null
  return (
    <span className="relative z-10 w-0 self-center">
      <span className={clsx('absolute top-1/2 -translate-y-1/2', side === 'start' ? '-start-0.5' : '-end-0.5')}>
        {children}
      </span>
    </span>
  )
}
