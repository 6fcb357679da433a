import type { Message } from '@kith/protocol/messages.ts'
import { draftKey } from '@kith/sdk/drafts.ts'
import { hasReceipts } from '@kith/sdk/receipts.ts'
import type { OutboxEntry } from '@kith/sdk/state.ts'
import { Link, useNavigate } from '@tanstack/react-router'
import clsx from 'clsx'
import { useCallback, useMemo, useRef, useState } from 'react'
import { Button } from '../../design/button.tsx'
import { buttonClass } from '../../design/button-class.ts'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { onDemand } from '../../design/on-demand.tsx'
import { SkeletonMessages } from '../../design/skeleton.tsx'
import { draftOf, keepDraft, useDraft } from '../../live/drafts.ts'
import { nameOf, peerOf } from '../../live/naming.ts'
import { statusNow } from '../../live/status.ts'
import { useKith } from '../../live/use-kith.ts'
import { useConversationWords } from '../../words/conversation-words.ts'
import { DropVeil } from '../../design/drop-veil.tsx'
import { useTakingFiles, Viewer } from '../attachments/attachments.tsx'
import { MarkDialogs, PinBar } from '../marks/marks.tsx'
import { ClosedNote } from './closed-note.tsx'
import { Composer } from './composer.tsx'
import { Header } from './header.tsx'
import { NewestAloud } from './newest-aloud.tsx'
import { NotAccepting } from './not-accepting.tsx'
import { ThreadsHint } from './threads-hint.tsx'
import { Timeline } from './timeline.tsx'
import { TypingLine } from './typing-line.tsx'
import { useActions } from './use-actions.tsx'
import { useMarkActions } from './use-mark-actions.tsx'
import { useOpened } from './use-opened.ts'
import { usePeerProfile } from './use-peer-profile.ts'
import { useThreadPane } from './use-thread-pane.ts'

const { Part: ThreadPane } = onDemand(
  async () => (await import('./thread-pane.tsx')).ThreadPane,
  () => <LoadingThread />,
)
const { Part: Receipts } = onDemand(async () => (await import('./receipts.tsx')).Receipts)
const { Part: MembersPane } = onDemand(async () => (await import('../members/members.tsx')).MembersPane)

interface ConversationPaneProps {
  conversationId: string
  /** The place of the message to show, from the address. */
  at: number | null
  /** The thread that is shown beside it, by the message with which it begins. */
  threadId: string | null
  isDetailed: boolean
}

/** One conversation: its messages, the place to write, and its details beside it. */
export function ConversationPane({ conversationId, at, threadId, isDetailed }: ConversationPaneProps) {
  const { conversation: t } = useConversationWords()
  const navigate = useNavigate()
  const entry = useKith((state) => state.conversations.get(conversationId))
  const window = useKith((state) => state.timelines.get(conversationId))
  const me = useKith((state) => state.me)
  const outbox = useOutbox(conversationId)
  const inThread = useMemo(() => outbox.filter((each) => each.threadId === threadId), [outbox, threadId])
  const isBeside = me?.threads !== 'inline'
  const own = useMemo(
    () => (isBeside ? outbox.filter((each) => (each.threadId ?? null) === null) : outbox),
    [outbox, isBeside],
  )
  const opened = useOpened(conversationId, threadId === null ? at : null)
  const [editing, setEditing] = useState<Message | null>(null)
  const draft = useDraft(conversationId)
  const peer = entry === undefined || me === null ? null : peerOf(entry, me.id)
  const hasHeard = window?.items.some(({ author }) => author.id === peer?.id) === true
  const profile = usePeerProfile(peer, hasHeard)
  const [isRefused, setIsRefused] = useState<boolean | null>(null)
  const isRefusing = peer?.username === '' || (isRefused ?? profile?.mayMessage === false)
  const jump = useRef<(seq: number) => void>(null)
  const pane = useRef<HTMLElement>(null)
  const isShown = (message: Message): boolean => !isBeside || message.threadId === null
  const named = threadId === null && at !== null ? window?.items.find(({ seq }) => seq === at) : undefined
  const hidden = named === undefined || isShown(named) ? undefined : named
  const { openThread, showThread, closeThread, goTo } = useThreadPane({ conversationId, threadId, pane, jump, hidden })
  const onReply = useCallback(
    (message: Message) => {
      // What is in a thread is answered there.
      const key = draftKey(conversationId, message.threadId)
      if (message.threadId === null) setEditing(null)
      else openThread(message)
      keepDraft(key, { ...draftOf(key), replyTo: message.id })
    },
    [conversationId, openThread],
  )
  const isLeading = entry !== undefined && entry.kind !== 'direct' && entry.role !== 'member'
  const [shownReceipts, setShownReceipts] = useState<Message | null>(null)
  const isTold = entry !== undefined && hasReceipts(entry) && entry.memberCount > 1
  const onReceipts = isTold ? setShownReceipts : null
  const { actions: marks, dialog, closeDialog } = useMarkActions(entry)
  const actions = useActions({
    myId: me?.id ?? '',
    isLeading,
    onReply,
    onThread: openThread,
    onEdit: setEditing,
    onReceipts,
    marks,
  })
  const taking = useTakingFiles(conversationId, pane, true)

  const toggleDetails = (): void => {
    void navigate({
      to: '/chats/$conversationId',
      params: { conversationId },
      search: isDetailed && threadId === null ? {} : { pane: 'details' },
    })
  }

  if (opened.error === 'gone' && entry === undefined) return <Gone />
  if (me === null || entry === undefined) {
    return opened.error === 'failed' ? (
      <NotLoaded onTryAgain={opened.tryAgain} />
    ) : (
      <SkeletonMessages label={t.loading} />
    )
  }
  // While something waits, the newest of one's own cannot be changed, and an older one is not meant.
  const lastOwn = (): Message | null =>
    own.length > 0 ? null : (window?.items.findLast((each) => isShown(each) && actions.mayEdit(each)) ?? null)
  const notice = peer !== null && isRefusing ? <NotAccepting peer={peer} /> : undefined
  return (
    <div className="@container flex min-h-0 grow">
      <section
        ref={pane}
        className={clsx(
          'relative min-w-0 grow flex-col',
          threadId !== null ? 'hidden @[44rem]:flex' : isDetailed ? 'hidden md:flex' : 'flex',
        )}
        aria-label={nameOf(entry, me.id)}
        {...taking.handlers}
      >
        {taking.isOver && <DropVeil text={t.dropHere(nameOf(entry, me.id))} />}
        <Header
          entry={entry}
          myId={me.id}
          status={statusNow(profile?.status)}
          isDetailed={isDetailed && threadId === null}
          onDetails={toggleDetails}
          onJump={(seq) => jump.current?.(seq)}
        />
        <PinBar conversationId={conversationId} onGo={goTo} />
        {isBeside && <ThreadsHint entry={entry} openId={threadId} onOpen={showThread} />}
        {window === undefined && opened.error === 'failed' && <NotLoaded onTryAgain={opened.tryAgain} />}
        {window === undefined && opened.error === null && (
          <div className="min-h-0 grow overflow-hidden">
            <SkeletonMessages label={t.loading} />
          </div>
        )}
        {window !== undefined && (
          <Timeline
            entry={entry}
            window={window}
            outbox={own}
            me={me}
            at={threadId === null ? at : null}
            actions={actions}
            jumpRef={jump}
          />
        )}
        <NewestAloud newest={window?.hasAfter === false ? window.items.findLast(isShown) : undefined} myId={me.id} />
        <TypingLine place={conversationId} />
        {entry.isClosed ? (
          <ClosedNote />
        ) : (
          <Composer
            key={editing?.id ?? 'draft'}
            conversationId={conversationId}
            label={t.write(nameOf(entry, me.id))}
            editing={editing}
            onEditingChange={setEditing}
            notice={notice}
            onRefused={setIsRefused}
            replyTo={window?.items.find(({ id }) => id === draft.replyTo) ?? null}
            lastOwn={lastOwn}
          />
        )}
      </section>
      {shownReceipts !== null && <Receipts message={shownReceipts} onClose={() => setShownReceipts(null)} />}
      {dialog !== null && <MarkDialogs dialog={dialog} onPick={actions.react} onClose={closeDialog} />}
      {threadId !== null && (
        <ThreadPane
          key={threadId}
          entry={entry}
          me={me}
          threadId={threadId}
          at={at}
          outbox={inThread}
          notice={notice}
          onRefused={setIsRefused}
          onReceipts={onReceipts}
          onShow={(seq) => goTo({ seq, threadId: null })}
          onClose={closeThread}
        />
      )}
      {isDetailed && threadId === null && (
        <aside className="flex w-full shrink-0 flex-col border-line bg-paper md:w-80 md:border-s">
          <h1 className="sr-only md:hidden">{nameOf(entry, me.id)}</h1>
          <MembersPane conversationId={conversationId} onClose={toggleDetails} />
        </aside>
      )}
      <Viewer />
    </div>
  )
}

const none: readonly OutboxEntry[] = []

function useOutbox(conversationId: string): readonly OutboxEntry[] {
  const all = useKith((state) => state.outbox)
  return useMemo(() => {
    const own = all.filter((each) => each.conversationId === conversationId)
    return own.length === 0 ? none : own
  }, [all, conversationId])
}

function Gone() {
  const { conversation: t } = useConversationWords()
  return (
    <EmptyState
      heading="h1"
      illustration={<EmptyPicture name="search" />}
      title={t.gone}
      text={t.goneText}
      action={
        <Link to="/chats" className={buttonClass('primary')}>
          {t.toChats}
        </Link>
      }
    />
  )
}

function NotLoaded({ onTryAgain }: { onTryAgain: () => void }) {
  const { conversation: t } = useConversationWords()
  return (
    <EmptyState
      illustration={<EmptyPicture name="offline" />}
      title={t.notLoaded}
      text={t.notLoadedText}
      action={<Button onClick={onTryAgain}>{t.tryAgain}</Button>}
    />
  )
}

/** Keeps the pane's place while its code comes. */
function LoadingThread() {
  const { threads: t } = useConversationWords()
  return (
    <aside
      aria-label={t.title}
      className="w-full shrink-0 border-line bg-sunken @[44rem]:w-[clamp(20rem,42%,28rem)] @[44rem]:border-s"
    >
      <SkeletonMessages label={t.loading} />
    </aside>
  )
}
