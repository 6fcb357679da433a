import { Avatar } from '../../design/avatar.tsx'
import { personName } from '../../live/naming.ts'
import { clockTime, exactTime } from '../../words/dates.ts'
import { Attachments } from '../attachments/attachments.tsx'
import { SharedFiles } from '../shared-files/shared-files.tsx'
import { SharedPosts } from '../shared-posts/shared-posts.tsx'
import type { MessageLookProps } from './bubble.tsx'
import { EditedMark, PinnedMark } from './edited-mark.tsx'
import { Forwarded } from './forwarded.tsx'
import { MessageText } from './message-text.tsx'
import { Quote } from './quote.tsx'
import { SendState } from './send-state.tsx'

/** A message as a row: everyone at the start, the name once a group. */
export function Line({ message, isFirst, onJump, toolbar, below, onHistory }: MessageLookProps) {
  const { author } = message
  return (
    <div className="relative flex gap-3 rounded-md px-2 py-0.5">
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
            <bdi className="truncate font-bold">{personName(author)}</bdi>
            <time dateTime={message.at} title={exactTime(message.at)} className="text-xs text-muted">
              {clockTime(message.at)}
            </time>
          </p>
        )}
        {message.forwardedFrom !== null && <Forwarded origin={message.forwardedFrom} />}
        {message.replyTo !== null && <Quote quote={message.replyTo} isInOwn={false} onJump={onJump} />}
        {message.attachments.length > 0 && (
          <div className="py-1">
            <Attachments
              conversationId={message.conversationId}
              attachments={message.attachments}
              isPending={message.isPending}
              isInOwn={false}
              isFlush={false}
            />
          </div>
        )}
        <SharedFiles fileIds={message.sharedFiles} isInOwn={false} className="py-1" />
        <SharedPosts postIds={message.sharedPosts} isInOwn={false} className="py-1" />
        <MessageText
          body={message.body}
          mentions={message.mentions}
          many={message.many}
          isDeleted={message.isDeleted}
          meta={
            <span className="ms-1.5 text-xs text-muted">
              {message.pinnedAt !== null && <PinnedMark />}
              {message.editedAt !== null && !message.isDeleted && (
                <EditedMark at={message.editedAt} onHistory={onHistory} />
              )}{' '}
              {message.state !== null && <SendState state={message.state} />}
            </span>
          }
        />
        {below}
      </div>
      {toolbar !== undefined && <span className="absolute end-2 -top-5 z-10">{toolbar}</span>}
    </div>
  )
}
