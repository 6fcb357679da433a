import clsx from 'clsx'
import type { ReactNode } from 'react'
import { Avatar } from '../../design/avatar.tsx'
import { hueStyle } from '../../design/face-hue.ts'
import { personName } from '../../live/naming.ts'
import { Attachments, isOnlyPictures } from '../attachments/attachments.tsx'
import { SharedFiles } from '../shared-files/shared-files.tsx'
import { SharedPosts } from '../shared-posts/shared-posts.tsx'
import { Forwarded } from './forwarded.tsx'
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
  /** What stands under the text. */
  below?: ReactNode
  /** What it said before it was edited. */
  onHistory?: () => void
}

/** A message as a bubble: one's own at the end, those of others at the start. */
export function Bubble({ message, isFirst, isLast, isDirect, onJump, toolbar, below, onHistory }: MessageLookProps) {
  const { author, isOwn } = message
  const hasFace = !isOwn && !isDirect
  const { body, attachments, sharedFiles, sharedPosts, isDeleted } = message
  const isBare = !isDeleted && sharedFiles.length + sharedPosts.length === 0 && isOnlyPictures(body, attachments)
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
        )}
      >
        {hasFace && isFirst && (
          <p style={hueStyle(author.id)} className="name-tint truncate text-sm font-bold">
            <bdi>{personName(author)}</bdi>
          </p>
        )}
        {message.forwardedFrom !== null && <Forwarded origin={message.forwardedFrom} />}
        {message.replyTo !== null && <Quote quote={message.replyTo} isInOwn={isOwn} onJump={onJump} />}
        {attachments.length > 0 && (
          <div
            className={clsx(
              '-mx-2.5',
              isBare ? '-mb-0.5' : body !== '' && 'mb-1.5',
              !hasFace && message.replyTo === null && '-mt-0.5',
            )}
          >
            <Attachments
              conversationId={message.conversationId}
              attachments={attachments}
              isPending={message.isPending}
              isInOwn={isOwn}
              isFlush
              meta={
                isBare && (
                  <Meta
                    message={message}
                    onHistory={onHistory}
                    className="absolute end-1.5 bottom-1.5 rounded-full bg-shade px-2 py-0.5 text-on-shade"
                  />
                )
              }
            />
          </div>
        )}
        <SharedFiles fileIds={sharedFiles} isInOwn={isOwn} className={body === '' ? '' : 'mb-1.5'} />
        <SharedPosts postIds={sharedPosts} isInOwn={isOwn} className={body === '' ? '' : 'mb-1.5'} />
        {!isBare && (
          <MessageText
            body={body}
            mentions={message.mentions}
            many={message.many}
            isDeleted={isDeleted}
            meta={
              <Meta
                message={message}
                onHistory={onHistory}
                className={clsx(
                  'float-end ms-3 mt-1.5 translate-y-0.5',
                  isOwn ? 'text-bubble-own-muted' : 'text-bubble-other-muted',
                )}
              />
            }
          />
        )}
        {below}
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
