import { SkeletonMessages } from '../../design/skeleton.tsx'
import { useConversationWords } from '../../words/conversation-words.ts'
import { DayMark, NewMark, RepliesMark } from './marks.tsx'
import { MessageItem } from './message-item.tsx'
import { PendingItem } from './pending-item.tsx'
import type { Row } from './rows.ts'
import { SystemLine } from './system-line.tsx'
import type { Actions } from './use-actions.tsx'

/** What is the same for all rows of a list. */
export interface RowLook {
  conversationId: string
  /** Between two people it is clear who speaks. */
  isDirect: boolean
  isBubble: boolean
  /** Whether this is a thread, seen by itself. */
  isThread: boolean
}

interface RowItemProps {
  row: Row
  look: RowLook
  /** The message that was just jumped to, by its place. */
  marked: number | null
  stopKey: string | null
  actions: Actions
  onJump: (seq: number) => void
}

export function RowItem({ row, look, marked, stopKey, actions, onJump }: RowItemProps) {
  const { conversation: t } = useConversationWords()
  const { conversationId, isDirect, isBubble, isThread } = look
  switch (row.kind) {
    case 'day':
      return (
        <li data-key={row.key}>
          <DayMark at={row.at} jump={isThread ? null : { conversationId, onJump }} />
        </li>
      )
    case 'new':
      return (
        <li data-key={row.key}>
          <NewMark />
        </li>
      )
    case 'system':
      return (
        <li data-key={row.key} data-seq={row.message.seq} className="pt-group">
          <SystemLine message={row.message} />
        </li>
      )
    case 'replies':
      return (
        <li data-key={row.key}>
          <RepliesMark count={row.count} />
        </li>
      )
    case 'gap':
      return (
        <li data-key={row.key}>
          <SkeletonMessages count={3} label={t.loadingOlder} />
        </li>
      )
    case 'pending':
      return <PendingItem row={row} isDirect={isDirect} isBubble={isBubble} onJump={onJump} />
    case 'message':
      return (
        <MessageItem
          rowKey={row.key}
          message={row.message}
          root={row.root}
          isOwn={row.isOwn}
          isFirst={row.isFirst}
          isLast={row.isLast}
          isDirect={isDirect}
          isBubble={isBubble}
          isInThread={isThread}
          isMarked={row.message.seq === marked}
          isStop={row.key === stopKey}
          actions={actions}
          onJump={onJump}
        />
      )
  }
}
