import type { Message } from '@kith/protocol/messages.ts'
import clsx from 'clsx'
import { memo, useState } from 'react'
import { useIsPending } from '../../live/later.ts'
import { personName } from '../../live/naming.ts'
import { useIsBlocked } from '../../live/relations.ts'
import { clockTime } from '../../words/dates.ts'
import { useConversationWords } from '../../words/conversation-words.ts'
import { ReactionChips } from '../marks/marks.tsx'
import { Bubble } from './bubble.tsx'
import { Folded } from './folded.tsx'
import { InThread } from './in-thread.tsx'
import { Line } from './line.tsx'
import { Previews } from './previews.tsx'
import { ofStored } from './shown-message.ts'
import { ThreadLine } from './thread-line.tsx'
import { Toolbar } from './toolbar.tsx'
import type { Actions } from './use-actions.tsx'
import { useReach } from './use-reach.ts'

interface MessageItemProps {
  rowKey: string
  message: Message
  /** Of a reply that is shown among the rest: what its thread began with, as far as it is loaded. */
  root: Message | null
  isOwn: boolean
  isFirst: boolean
  isLast: boolean
  isDirect: boolean
  isBubble: boolean
  /** Whether it is shown in its thread, where nothing leads into it. */
  isInThread: boolean
  /** Just jumped to. */
  isMarked: boolean
  /** The one that Tab leads to. */
  isStop: boolean
  actions: Actions
  onJump: (seq: number) => void
}

/** A stored message with all that can be done to it. */
export const MessageItem = memo(function MessageItem(props: MessageItemProps) {
  const { rowKey, message, root, isOwn, isFirst, isLast, isDirect, isBubble, isInThread, isMarked, isStop } = props
  const { actions, onJump } = props
  const { conversation: t } = useConversationWords()
  const [isPointed, setIsPointed] = useState(false)
  const [isMenuOpen, setIsMenuOpen] = useState(false)
  const [isUnfolded, setIsUnfolded] = useState(false)
  const isHidden = useIsPending(message.id)
  const shown = ofStored(message, isOwn, useReach(message, isOwn))
  const isFolded = useIsBlocked(message.author.id) && !isUnfolded
  const Look = isBubble ? Bubble : Line
  const belowClass = isBubble ? (isOwn ? 'justify-end ps-12' : clsx('pe-12', !isDirect && 'ps-11')) : 'ps-14'
  return (
    <li
      data-key={rowKey}
      data-seq={message.seq}
      data-message={message.id}
      // Rows take the focus for the keys that act on them.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={isStop ? 0 : -1}
      aria-label={
        isFolded ? t.blocked : t.said(isOwn ? t.you : personName(message.author), clockTime(message.createdAt))
      }
      onPointerEnter={(event) => setIsPointed(event.pointerType === 'mouse')}
      onPointerLeave={() => setIsPointed(false)}
      className={clsx(
        'group/row relative rounded-md px-3 outline-offset-[-2px] transition-colors duration-700 md:px-5',
        isFirst ? 'pt-group' : 'pt-0.5',
        isMarked ? 'bg-accent-soft' : isPointed && !isBubble && 'bg-hover',
      )}
    >
      {message.threadId !== null && !isInThread && isFirst && (
        <InThread root={root} className={belowClass} onOpen={() => actions.openThread(message)} />
      )}
      {isFolded ? (
        <Folded onShow={() => setIsUnfolded(true)} />
      ) : (
        <>
          <Look
            message={
              isHidden
                ? { ...shown, isDeleted: true, attachments: [], sharedFiles: [], sharedPosts: [], state: null }
                : shown
            }
            isFirst={isFirst}
            isLast={isLast}
            isDirect={isDirect}
            onJump={onJump}
            below={!isHidden && <Previews message={message} isInOwn={isOwn && isBubble} actions={actions} />}
            toolbar={
              isPointed || isMenuOpen ? (
                <Toolbar message={message} actions={actions} onIsOpenChange={setIsMenuOpen} />
              ) : undefined
            }
            onHistory={() => actions.openDialog('history', message)}
          />
          {!isHidden && (
            <ReactionChips
              message={message}
              onToggle={actions.react}
              onAdd={(on) => actions.openDialog('emoji', on)}
              className={belowClass}
            />
          )}
        </>
      )}
      {message.thread !== null && message.thread.replyCount > 0 && !isInThread && (
        <ThreadLine message={message} thread={message.thread} className={belowClass} onOpen={actions.openThread} />
      )}
    </li>
  )
})
