import type { Conversation } from '@kith/protocol/conversations.ts'
import type { Message } from '@kith/protocol/messages.ts'
import type { OwnUser } from '@kith/protocol/users.ts'
import type { OutboxEntry, ThreadWindow } from '@kith/sdk/state.ts'
import { unreadIn } from '@kith/sdk/conversations.ts'
import { draftKey } from '@kith/sdk/drafts.ts'
import { useCallback, useMemo, useRef, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { Button } from '../../design/button.tsx'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { SkeletonMessages } from '../../design/skeleton.tsx'
import { client } from '../../live/client.ts'
import { draftOf, keepDraft, useDraft } from '../../live/drafts.ts'
import { nameOf } from '../../live/naming.ts'
import { usePreferences } from '../../live/preferences.ts'
import { useConversationWords } from '../../words/conversation-words.ts'
import { DropVeil } from '../../design/drop-veil.tsx'
import { useTakingFiles } from '../attachments/attachments.tsx'
import { MarkDialogs } from '../marks/marks.tsx'
import { ClosedNote } from './closed-note.tsx'
import { Composer } from './composer.tsx'
import { MessageList } from './message-list.tsx'
import { NewestAloud } from './newest-aloud.tsx'
import { ThreadHeader } from './thread-header.tsx'
import { threadRowsOf } from './thread-rows.ts'
import { TypingLine } from './typing-line.tsx'
import { useActions } from './use-actions.tsx'
import type { Actions } from './use-actions.tsx'
import { useMarkActions } from './use-mark-actions.tsx'
import { useNewLine } from './use-new-line.ts'
import { useReading } from './use-reading.ts'
import { useThread } from './use-thread.ts'

interface ThreadPaneProps {
  entry: Conversation
  me: OwnUser
  /** The message with which it begins. */
  threadId: string
  /** The place of the message to show, from the address. */
  at: number | null
  /** What waits to be sent in this thread. */
  outbox: readonly OutboxEntry[]
  /** Above the field: why what is written here may not arrive. */
  notice: ReactNode
  onRefused: (isRefused: boolean) => void
  /** Shows who has read a message; null where nobody is told. */
  onReceipts: ((message: Message) => void) | null
  /** Leads to the message in the conversation. */
  onShow: (seq: number) => void
  onClose: () => void
}

/** A thread: the message with which it begins, what was answered, and the place to answer. */
export function ThreadPane({
  entry,
  me,
  threadId,
  at,
  outbox,
  notice,
  onRefused,
  onReceipts,
  onShow,
  onClose,
}: ThreadPaneProps) {
  const { threads: t } = useConversationWords()
  const { window: known, error, tryAgain } = useThread(threadId, at)
  const pane = useRef<HTMLElement>(null)
  const key = draftKey(entry.id, threadId)
  const [editing, setEditing] = useState<Message | null>(null)
  const draft = useDraft(key)
  const onReply = useCallback(
    ({ id }: Message) => {
      setEditing(null)
      keepDraft(key, { ...draftOf(key), replyTo: id })
    },
    [key],
  )
  const isLeading = entry.kind !== 'direct' && entry.role !== 'member'
  const { actions: marks, dialog, closeDialog } = useMarkActions(entry)
  const actions = useActions({
    myId: me.id,
    isLeading,
    onReply,
    onThread: null,
    onEdit: setEditing,
    onReceipts,
    marks,
  })
  const taking = useTakingFiles(key, pane, false)
  const window = known?.conversationId === entry.id ? known : undefined
  const all = window === undefined ? [] : [window.root, ...window.items]
  const lastOwn = (): Message | null =>
    outbox.length > 0 ? null : (all.findLast((message) => actions.mayEdit(message)) ?? null)

  function onKeyDown(event: KeyboardEvent): void {
    // What stands above the pane is in it for React, and closes by itself.
    const isInside = event.target instanceof Node && event.currentTarget.contains(event.target)
    if (event.key !== 'Escape' || event.defaultPrevented || !isInside) return
    event.preventDefault()
    onClose()
  }

  return (
    // Escape leaves the pane, whatever in it has the focus.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside
      ref={pane}
      aria-label={t.title}
      onKeyDown={onKeyDown}
      {...taking.handlers}
      className="relative flex w-full min-w-0 shrink-0 flex-col border-line bg-sunken @[44rem]:w-[clamp(20rem,42%,28rem)] @[44rem]:border-s"
    >
      {taking.isOver && <DropVeil text={t.drop} />}
      {/* Where the conversation is not in view, its name heads the page. */}
      <h1 className="sr-only @[44rem]:hidden">{nameOf(entry, me.id)}</h1>
      <ThreadHeader
        threadId={threadId}
        name={nameOf(entry, me.id)}
        follow={window?.follow}
        onShow={() => window !== undefined && onShow(window.root.seq)}
        onClose={onClose}
      />
      {window === undefined ? (
        <Absent error={known === undefined ? error : 'gone'} onTryAgain={tryAgain} />
      ) : (
        <>
          <Replies entry={entry} me={me} window={window} outbox={outbox} at={at} actions={actions} />
          <NewestAloud newest={window.hasAfter ? undefined : window.items.at(-1)} myId={me.id} />
          <TypingLine place={key} />
          {entry.isClosed ? (
            <ClosedNote />
          ) : (
            <Composer
              key={editing?.id ?? 'draft'}
              conversationId={entry.id}
              threadId={threadId}
              label={t.write}
              editing={editing}
              onEditingChange={setEditing}
              notice={notice}
              onRefused={onRefused}
              replyTo={all.find(({ id }) => id === draft.replyTo) ?? null}
              lastOwn={lastOwn}
            />
          )}
        </>
      )}
      {dialog !== null && <MarkDialogs dialog={dialog} onPick={actions.react} onClose={closeDialog} />}
    </aside>
  )
}

interface RepliesProps {
  entry: Conversation
  me: OwnUser
  window: ThreadWindow
  outbox: readonly OutboxEntry[]
  at: number | null
  actions: Actions
}

function Replies({ entry, me, window, outbox, at, actions }: RepliesProps) {
  const { threads: t } = useConversationWords()
  const { messageStyle } = usePreferences()
  const { threadId, follow } = window
  const unread = unreadIn(entry, threadId)
  const newAfterSeq = useNewLine(unread, follow.lastReadSeq, outbox.length)
  const onSeen = useReading(
    threadId,
    useCallback((seq: number) => client.threads.markRead(threadId, seq), [threadId]),
  )
  const rows = useMemo(() => threadRowsOf({ window, outbox, me, newAfterSeq }), [window, outbox, me, newAfterSeq])
  const source = useMemo(
    () => ({
      loadBefore: () => client.threads.loadBefore(threadId),
      loadAfter: () => client.threads.loadAfter(threadId),
      jumpTo: async (seq: number) => void (await client.threads.open(threadId, seq)),
      jumpToNewest: async () => void (await client.threads.open(threadId)),
    }),
    [threadId],
  )
  return (
    <MessageList
      label={t.list}
      placeKey={threadId}
      window={window}
      rows={rows}
      look={{
        conversationId: entry.id,
        isDirect: entry.kind === 'direct',
        isBubble: messageStyle === 'bubbles',
        isThread: true,
      }}
      source={source}
      hasNewLine={newAfterSeq !== null}
      unread={unread}
      ownLast={outbox.at(-1)?.clientId}
      at={at}
      actions={actions}
      onSeen={onSeen}
      top={null}
    />
  )
}

function Absent({ error, onTryAgain }: { error: 'gone' | 'failed' | null; onTryAgain: () => void }) {
  const { threads: t } = useConversationWords()
  if (error === null) {
    return (
      <div className="min-h-0 grow overflow-hidden">
        <SkeletonMessages label={t.loading} />
      </div>
    )
  }
  const isGone = error === 'gone'
  return (
    <EmptyState
      illustration={<EmptyPicture name={isGone ? 'search' : 'offline'} />}
      title={isGone ? t.gone : t.notLoaded}
      text={isGone ? t.goneText : t.notLoadedText}
      action={isGone ? undefined : <Button onClick={onTryAgain}>{t.tryAgain}</Button>}
    />
  )
}
