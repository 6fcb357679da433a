import type { Message } from '@kith/protocol/messages.ts'
import type { Timeline } from '@kith/sdk/state.ts'
import type { ReactNode, Ref } from 'react'
import { useCallback, useEffect, useEffectEvent, useImperativeHandle, useRef, useState } from 'react'
import { MenuAt } from '../../design/menu.tsx'
import { SkeletonMessages } from '../../design/skeleton.tsx'
import { useContextMenu } from '../../design/use-context-menu.ts'
import { keepPlace, placeIn } from '../../live/reading-places.ts'
import { useConversationWords } from '../../words/conversation-words.ts'
import { RowItem } from './row-item.tsx'
import type { RowLook } from './row-item.tsx'
import type { Row } from './rows.ts'
import { ScrollKeeper } from './scroll-keeper.ts'
import type { Start } from './scroll-keeper.ts'
import { ScrollSnapshot } from './scroll-snapshot.ts'
import { ToNewest } from './to-newest.tsx'
import type { Actions } from './use-actions.tsx'
import { useRowKeys } from './use-row-keys.ts'

/** More is loaded when less than this many heights of the view are left above or below. */
const AHEAD_VIEWS = 2
const MARK_MS = 2_000

/** Where more messages come from. What fails is asked for again at the next move, or when the connection is back. */
export interface MessageSource {
  loadBefore: () => Promise<void>
  loadAfter: () => Promise<void>
  jumpTo: (seq: number) => Promise<void>
  jumpToNewest: () => Promise<void>
}

interface MessageListProps {
  label: string
  /** Under what the place is remembered where one reads. */
  placeKey: string
  window: Pick<Timeline, 'items' | 'hasBefore' | 'hasAfter' | 'generation'>
  rows: readonly Row[]
  look: RowLook
  source: MessageSource
  /** Whether a line says where the new begins. */
  hasNewLine: boolean
  unread: number
  /** The newest of what waits to be sent. */
  ownLast: string | undefined
  /** The message to show, from the address. */
  at: number | null
  actions: Actions
  /** Told how far one has seen. */
  onSeen: (seq: number) => void
  /** Gives whoever stands around it the way to a message. */
  jumpRef?: Ref<(seq: number) => void>
  /** What stands above the first row. */
  top: ReactNode
}

/** Messages: a bounded part of them, that grows and lets go as one scrolls. */
export function MessageList(props: MessageListProps) {
  const {
    label,
    placeKey,
    window,
    rows,
    look,
    source,
    hasNewLine,
    unread,
    ownLast,
    at,
    actions,
    onSeen,
    jumpRef,
    top,
  } = props
  const { conversation: t } = useConversationWords()
  const scroller = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLUListElement>(null)
  const keeper = useRef<ScrollKeeper>(null)
  const [menuMessage, setMenuMessage] = useState<Message | null>(null)
  const [marked, setMarked] = useState<number | null>(null)
  const [isFar, setIsFar] = useState(false)
  const wanted = useRef<number | null>(at)

  function onMoved(moved: ScrollKeeper): void {
    const view = scroller.current
    if (view === null) return
    const left = AHEAD_VIEWS * view.clientHeight
    const below = view.scrollHeight - view.scrollTop - view.clientHeight
    if (view.scrollTop < left) source.loadBefore().catch(() => undefined)
    if (below < left) source.loadAfter().catch(() => undefined)
    setIsFar(window.hasAfter || below > 240)
    const shown = moved.inView().filter((row) => row.dataset['seq'] !== undefined)
    const lower = view.scrollTop + view.clientHeight + 8
    const last = shown.findLast((row) => row.offsetTop + row.offsetHeight <= lower)
    if (last !== undefined) onSeen(Number(last.dataset['seq']))
    const first = shown[0]
    const here = { seq: Number(first?.dataset['seq']), offsetPx: (first?.offsetTop ?? 0) - view.scrollTop }
    keepPlace(placeKey, moved.isAtEnd || first === undefined ? null : here)
  }

  function startOf(): Start {
    const seq = wanted.current
    wanted.current = null
    const target = seq === null ? undefined : rowAt(rows, seq)
    if (target !== undefined) {
      setMarked(seq)
      return { at: 'key', key: target, offset: (viewPx, rowPx) => (viewPx - rowPx) / 2 }
    }
    if (hasNewLine && rows.some(({ kind }) => kind === 'new')) {
      return { at: 'key', key: 'new', offset: (viewPx) => viewPx * 0.25 }
    }
    const known = placeIn(placeKey)
    const kept = known === null ? undefined : rowAt(rows, known.seq)
    if (known === null || kept === undefined) return { at: 'end' }
    return { at: 'key', key: kept, offset: () => known.offsetPx }
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
      source.jumpTo(seq).catch(() => undefined)
    },
    [source],
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

  function toNewest(isSmooth: boolean): void {
    if (window.hasAfter) source.jumpToNewest().catch(() => undefined)
    else keeper.current?.toEnd(isSmooth)
  }

  // Who writes wants to see it.
  const showOwn = useEffectEvent(() => toNewest(false))
  useEffect(() => {
    if (ownLast !== undefined) showOwn()
  }, [ownLast])

  const { stopKey, onKeyDown } = useRowKeys({ list, rows, actions })

  const menu = useContextMenu((target) => {
    const id = target.closest<HTMLElement>('[data-message]')?.dataset['message']
    const row = rows.find((each) => each.kind === 'message' && each.message.id === id)
    const message = row?.kind === 'message' ? row.message : null
    setMenuMessage(message)
    return message !== null && target.closest('a') === null
  })

  return (
    <div className="relative flex min-h-0 grow flex-col">
      <div
        ref={scroller}
        className="relative flex min-h-0 grow flex-col overflow-y-auto overscroll-contain [overflow-anchor:none]"
      >
        <div className={look.isThread ? undefined : 'mt-auto'}>{top}</div>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
        <ul
          ref={list}
          aria-label={label}
          {...menu.handlers}
          onKeyDown={onKeyDown}
          className="mx-auto w-full max-w-5xl shrink-0 pb-2"
        >
          {rows.map((row) => (
            <RowItem
              key={row.key}
              row={row}
              look={look}
              marked={marked}
              stopKey={stopKey}
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
      {isFar && (
        <ToNewest
          unread={unread}
          onPress={() => {
            keepPlace(placeKey, null)
            toNewest(true)
          }}
        />
      )}
    </div>
  )
}

/** The key of the row of a message, or of the nearest one after it. */
function rowAt(rows: readonly Row[], seq: number): string | undefined {
  return rows.find((row) => 'message' in row && row.message.seq >= seq)?.key
}
