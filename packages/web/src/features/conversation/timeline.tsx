import type { Conversation } from '@kith/protocol/conversations.ts'
import type { OwnUser } from '@kith/protocol/users.ts'
import type { OutboxEntry, Timeline as Window } from '@kith/sdk/state.ts'
import type { Ref } from 'react'
import { useCallback, useMemo } from 'react'
import { SkeletonMessages } from '../../design/skeleton.tsx'
import { client } from '../../live/client.ts'
import { usePreferences } from '../../live/preferences.ts'
import { useConversationWords } from '../../words/conversation-words.ts'
import { Beginning } from './beginning.tsx'
import { MessageList } from './message-list.tsx'
import type { MessageSource } from './message-list.tsx'
import { rowsOf } from './rows.ts'
import type { Actions } from './use-actions.tsx'
import { useNewLine } from './use-new-line.ts'
import { useReading } from './use-reading.ts'

interface TimelineProps {
  entry: Conversation
  window: Window
  /** What waits to be sent, of what is shown here. */
  outbox: readonly OutboxEntry[]
  me: OwnUser
  /** The message to show, from the address. */
  at: number | null
  actions: Actions
  /** Gives whoever stands around it the way to a message. */
  jumpRef: Ref<(seq: number) => void>
}

/** The messages of a conversation. What was said in threads is left out for who reads them beside it. */
export function Timeline({ entry, window, outbox, me, at, actions, jumpRef }: TimelineProps) {
  const { conversation: t } = useConversationWords()
  const { messageStyle } = usePreferences()
  const { id } = entry
  const isBeside = me.threads === 'beside'
  const unread = isBeside ? entry.unread - entry.unreadInThreads : entry.unread
  const newAfterSeq = useNewLine(unread, entry.lastReadSeq, outbox.length)
  const onSeen = useReading(
    id,
    useCallback((seq: number) => client.markRead(id, seq), [id]),
  )
  const shown = useMemo(
    () => (isBeside ? { ...window, items: window.items.filter(({ threadId }) => threadId === null) } : window),
    [window, isBeside],
  )
  const rows = useMemo(() => rowsOf({ window: shown, outbox, me, newAfterSeq }), [shown, outbox, me, newAfterSeq])
  const source = useMemo(() => sourceOf(id), [id])
  return (
    <MessageList
      label={t.messages}
      placeKey={id}
      window={shown}
      rows={rows}
      look={{
        conversationId: id,
        isDirect: entry.kind === 'direct',
        isBubble: messageStyle === 'bubbles',
        isThread: false,
      }}
      source={source}
      hasNewLine={newAfterSeq !== null}
      unread={unread}
      ownLast={outbox.at(-1)?.clientId}
      at={at}
      actions={actions}
      onSeen={onSeen}
      jumpRef={jumpRef}
      top={
        shown.hasBefore ? (
          <SkeletonMessages count={3} label={t.loadingOlder} />
        ) : (
          <Beginning entry={entry} myId={me.id} />
        )
      }
    />
  )
}

const sourceOf = (id: string): MessageSource => ({
  loadBefore: () => client.loadBefore(id),
  loadAfter: () => client.loadAfter(id),
  jumpTo: (seq) => client.jumpTo(id, seq),
  jumpToNewest: () => client.jumpToNewest(id),
})
