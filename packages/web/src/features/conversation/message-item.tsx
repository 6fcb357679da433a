import type { Message } from '@kith/protocol/messages.ts'
import clsx from 'clsx'
import { memo, useState } from 'react'
import { useIsPending } from '../../live/later.ts'
import { clockTime } from '../../words/dates.ts'
import { useWords } from '../../words/words.ts'
import { Bubble } from './bubble.tsx'
import { Line } from './line.tsx'
import { ofStored } from './shown-message.ts'
import { Toolbar } from './toolbar.tsx'
import type { Actions } from './use-actions.tsx'

interface MessageItemProps {
  rowKey: string
  message: Message
  isOwn: boolean
  isFirst: boolean
  isLast: boolean
  isRead: boolean
  isDirect: boolean
  isBubble: boolean
  /** Just jumped to. */
  isMarked: boolean
  /** The one that Tab leads to. */
  isStop: boolean
  actions: Actions
  onJump: (seq: number) => void
}

/** A stored message with all that can be done to it. */
export const MessageItem = memo(function MessageItem(props: MessageItemProps) {
  const { rowKey, message, isOwn, isFirst, isLast, isRead, isDirect, isBubble, isMarked, isStop, actions, onJump } =
    props
  const { conversation: t } = useWords()
  const [isPointed, setIsPointed] = useState(false)
  const [isMenuOpen, setIsMenuOpen] = useState(false)
  const isHidden = useIsPending(message.id)
  const shown = ofStored(message, isOwn, isRead)
  const Look = isBubble ? Bubble : Line
  return (
    <li
      data-key={rowKey}
      data-seq={message.seq}
      data-message={message.id}
      // Rows take the focus for the keys that act on them.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={isStop ? 0 : -1}
      aria-label={t.said(isOwn ? t.you : message.author.displayName, clockTime(message.createdAt))}
      onPointerEnter={(event) => setIsPointed(event.pointerType === 'mouse')}
      onPointerLeave={() => setIsPointed(false)}
      className={clsx(
        'group/row relative rounded-md px-3 outline-offset-[-2px] transition-colors duration-700 md:px-5',
        isFirst ? 'pt-group' : 'pt-0.5',
        isMarked ? 'bg-accent-soft' : isPointed && !isBubble && 'bg-hover',
      )}
    >
      <Look
        message={isHidden ? { ...shown, isDeleted: true, state: null } : shown}
        isFirst={isFirst}
        isLast={isLast}
        isDirect={isDirect}
        onJump={onJump}
        toolbar={
          isPointed || isMenuOpen ? (
            <Toolbar message={message} actions={actions} onIsOpenChange={setIsMenuOpen} />
          ) : undefined
        }
      />
    </li>
  )
})
