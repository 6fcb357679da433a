import type { Conversation } from '@kith/protocol/conversations.ts'
import type { Message } from '@kith/protocol/messages.ts'
import type { OwnUser } from '@kith/protocol/users.ts'
import type { OutboxEntry, Timeline as Window } from '@kith/sdk/state.ts'
import { reachOf } from '@kith/sdk/receipts.ts'
import type { Ref } from 'react'
import { useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react'
import { MenuAt } from '../../design/menu.tsx'
import { SkeletonMessages } from '../../design/skeleton.tsx'
import { useContextMenu } from '../../design/use-context-menu.ts'
import { client } from '../../live/client.ts'
import { usePreferences } from '../../live/preferences.ts'
import { useKith } from '../../live/use-kith.ts'
import { useConversationWords } from '../../words/conversation-words.ts'
import { Beginning } from './beginning.tsx'
import { DayMark, NewMark } from './marks.tsx'
import { MessageItem } from './message-item.tsx'
import { PendingItem } from './pending-item.tsx'
import { keepPlace, placeIn } from '../../live/reading-places.ts'
import { rowsOf } from './rows.ts'
import { ScrollKeeper } from './scroll-keeper.ts'
import type { Start } from './scroll-keeper.ts'
import { ScrollSnapshot } from './scroll-snapshot.ts'
import type { Row } from './rows.ts'
import { SystemLine } from './system-line.tsx'
import { ToNewest } from './to-newest.tsx'
import type { Actions } from './use-actions.tsx'
import { useNewLine } from './use-new-line.ts'
import { useReading } from './use-reading.ts'
import { useRowKeys } from './use-row-keys.ts'

/** More is loaded when less than this many heights of the view are left above or below. */
const AHEAD_VIEWS = 2
const MARK_MS = 2_000

interface TimelineProps {
  entry: Conversation
  window: Window
  outbox: readonly OutboxEntry[]
  me: OwnUser
  /** The message to show, from the address. */
  at: number | null
  actions: Actions
  /** Gives whoever stands around it the way to a message. */
  jumpRef: Ref<(seq: number) => void>
}

/** The messages of a conversation: a bounded part of it, that grows and lets go as one scrolls. */
export function Timeline({ entry, window, outbox, me, at, actions, jumpRef }: TimelineProps) {
  const { conversation: t } = useConversationWords()
  const { messageStyle } = usePreferences()
  const scroller = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLUListElement>(null)
  const keeper = useRef<ScrollKeeper>(null)
  const [menuMessage, setMenuMessage] = useState<Message | null>(null)
  const [marked, setMarked] = useState<number | null>(null)
  const [isFar, setIsFar] = useState(false)
  const wanted = useRef<number | null>(at)
  const isDirect = entry.kind === 'direct'
  const newAfterSeq = useNewLine(entry, outbox.length)
  const seen = useReading(entry.id)
  const readTo = useKith((state) => reachOf(state, entry.id).read)
  const deliveredTo = useKith((state) => reachOf(state, entry.id).delivered)
  const rows = useMemo(() => rowsOf({ window, outbox, me, newAfterSeq }), [window, outbox, me, newAfterSeq])

  function onMoved(moved: ScrollKeeper): void {
    const view = scroller.current
    if (view === null) return
    const left = AHEAD_VIEWS * view.clientHeight
    const below = view.scrollHeight - view.scrollTop - view.clientHeight
    // What fails now is asked for again at the next move, or when the connection is back.
    if (view.scrollTop < left) client.loadBefore(entry.id).catch(() => undefined)
    if (below < left) client.loadAfter(entry.id).catch(() => undefined)
    setIsFar(window.hasAfter || below > 240)
    const shown = moved.inView().filter((row) => row.dataset['seq'] !== undefined)
    const lower = view.scrollTop + view.clientHeight + 8
    const last = shown.findLast((row) => row.offsetTop + row.offsetHeight <= lower)
    if (last !== undefined) seen(Number(last.dataset['seq']))
    const first = shown[0]
    const place = { seq: Number(first?.dataset['seq']), offsetPx: (first?.offsetTop ?? 0) - view.scrollTop }
    keepPlace(entry.id, moved.isAtEnd || first === undefined ? null : place)
  }

  function startOf(): Start {
    const seq = wanted.current
    wanted.current = null
    const target = seq === null ? undefined : rowAt(rows, seq)
    if (target !== undefined) {
      setMarked(seq)
      return { at: 'key', key: target, offset: (viewPx, rowPx) => (viewPx - rowPx) / 2 }
    }
    if (newAfterSeq !== null && rows.some(({ kind }) => kind === 'new')) {
      return { at: 'key', key: 'new', offset: (viewPx) => viewPx * 0.25 }
    }
    const place = placeIn(entry.id)
    const kept = place === null ? undefined : rowAt(rows, place.seq)
    if (place === null || kept === undefined) return { at: 'end' }
    return { at: 'key', key: kept, offset: () => place.offsetPx }
  }

  function laid(topBefore: number): void {
    if (keeper.current === null) {
      if (scroller.current === null || list.current === null) return
      keeper.current = new ScrollKeeper(scroller.current, list.current)
    }
    keeper.current.laid({ generation: window.generation, isComplete: !window.hasAfter, startOf, onMoved }, topBefore)
  }

  useEffect(
    () => () => {
      keeper.current?.end()
      keeper.current = null
    },
    [],
  )

  const jump = useCallback(
    (seq: number): void => {
      const row = scroller.current?.querySelector<HTMLElement>(`[data-seq="${seq}"]`) ?? null
      setMarked(seq)
      if (row !== null) {
        row.scrollIntoView({ block: 'center', behavior: 'smooth' })
        return
      }
      wanted.current = seq
      client.jumpTo(entry.id, seq).catch(() => undefined)
    },
    [entry.id],
  )

  useImperativeHandle(jumpRef, () => jump, [jump])

  // The address may name another message of the same conversation.
  const shownAt = useRef(at)
  useEffect(() => {
    if (at !== null && at !== shownAt.current) jump(at)
    shownAt.current = at
  }, [at, jump])

  useEffect(() => {
    if (marked === null) return undefined
    const timer = setTimeout(() => setMarked(null), MARK_MS)
    return () => clearTimeout(timer)
  }, [marked])

  function toNewest(): void {
    keepPlace(entry.id, null)
    if (window.hasAfter) client.jumpToNewest(entry.id).catch(() => undefined)
    else keeper.current?.toEnd(true)
  }

  // Who writes wants to see it.
  const ownLast = outbox.at(-1)?.clientId
  useEffect(() => {
    if (ownLast === undefined) return
    if (client.state.timelines.get(entry.id)?.hasAfter === true) client.jumpToNewest(entry.id).catch(() => undefined)
    else keeper.current?.toEnd()
  }, [ownLast, entry.id])

  const { stopKey, onKeyDown } = useRowKeys({ list, rows, actions })

  const menu = useContextMenu((target) => {
    const id = target.closest<HTMLElement>('[data-message]')?.dataset['message']
    const message = window.items.find((each) => each.id === id) ?? null
    setMenuMessage(message)
    return message !== null && target.closest('a') === null
  })

  return (
    <div className="relative flex min-h-0 grow flex-col">
      <div
        ref={scroller}
        className="relative flex min-h-0 grow flex-col overflow-y-auto overscroll-contain [overflow-anchor:none]"
      >
        <div className="mt-auto">
          {window.hasBefore ? (
            <SkeletonMessages count={3} label={t.loadingOlder} />
          ) : (
            <Beginning entry={entry} myId={me.id} />
          )}
        </div>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
        <ul
          ref={list}
          aria-label={t.messages}
          {...menu.handlers}
          onKeyDown={onKeyDown}
          className="mx-auto w-full max-w-5xl shrink-0 pb-2"
        >
          {rows.map((row) => (
            <RowItem
              key={row.key}
              row={row}
              conversationId={entry.id}
              isDirect={isDirect}
              isBubble={messageStyle === 'bubbles'}
              marked={marked}
              stopKey={stopKey}
              readTo={readTo}
              deliveredTo={deliveredTo}
              actions={actions}
              onJump={jump}
            />
          ))}
        </ul>
        {window.hasAfter && <SkeletonMessages count={3} label={t.loading} />}
      </div>
      <ScrollSnapshot before={() => keeper.current?.top ?? 0} after={laid} />
      <MenuAt
        place={menu.place}
        label={t.actions.menu}
        entries={menuMessage === null ? [] : actions.menuFor(menuMessage)}
        onClose={menu.close}
      />
      {isFar && <ToNewest unread={entry.unread} onPress={toNewest} />}
    </div>
  )
}

interface RowItemProps {
  row: Row
  conversationId: string
  isDirect: boolean
  isBubble: boolean
  marked: number | null
  stopKey: string | null
  readTo: number
  deliveredTo: number
  actions: Actions
  onJump: (seq: number) => void
}

function RowItem({
  row,
  conversationId,
  isDirect,
  isBubble,
  marked,
  stopKey,
  readTo,
  deliveredTo,
  actions,
  onJump,
}: RowItemProps) {
  switch (row.kind) {
    case 'day':
      return (
        <li data-key={row.key}>
          <DayMark at={row.at} conversationId={conversationId} onJump={onJump} />
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
    case 'pending':
      return <PendingItem row={row} isDirect={isDirect} isBubble={isBubble} onJump={onJump} />
    case 'message':
      return (
        <MessageItem
          rowKey={row.key}
          message={row.message}
          isOwn={row.isOwn}
          isFirst={row.isFirst}
          isLast={row.isLast}
          reach={row.message.seq <= readTo ? 'read' : row.message.seq <= deliveredTo ? 'delivered' : 'sent'}
          isDirect={isDirect}
          isBubble={isBubble}
          isMarked={row.message.seq === marked}
          isStop={row.key === stopKey}
          actions={actions}
          onJump={onJump}
        />
      )
  }
}

/** The key of the row of a message, or of the nearest one after it. */
function rowAt(rows: readonly Row[], seq: number): string | undefined {
  return rows.find((row) => 'message' in row && row.message.seq >= seq)?.key
}
