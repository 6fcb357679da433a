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
import { Line } from './line.tsx'
import { Previews } from './previews.tsx'
import { ofStored } from './shown-message.ts'
import type { Reach } from './shown-message.ts'
import { Toolbar } from './toolbar.tsx'
import type { Actions } from './use-actions.tsx'

interface MessageItemProps {
  rowKey: string
  message: Message
  isOwn: boolean
  isFirst: boolean
  isLast: boolean
  reach: Reach
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
  const { rowKey, message, isOwn, isFirst, isLast, reach, isDirect, isBubble, isMarked, isStop, actions, onJump } =
    props
  const { conversation: t } = useConversationWords()
  const [isPointed, setIsPointed] = useState(false)
  const [isMenuOpen, setIsMenuOpen] = useState(false)
  const [isUnfolded, setIsUnfolded] = useState(false)
  const isHidden = useIsPending(message.id)
  const shown = ofStored(message, isOwn, reach)
  const isFolded = useIsBlocked(message.author.id) && !isUnfolded
  const Look = isBubble ? Bubble : Line
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
      {isFolded ? (
        <Folded onShow={() => setIsUnfolded(true)} />
      ) : (
        <>
          <Look
            message={isHidden ? { ...shown, isDeleted: true, attachments: [], state: null } : shown}
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
              className={isBubble ? (isOwn ? 'justify-end ps-12' : clsx('pe-12', !isDirect && 'ps-11')) : 'ps-14'}
            />
          )}
        </>
      )}
    </li>
  )
})
