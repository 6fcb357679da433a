// Rows that are chosen, gone through by keys and drawn only where they are seen are a grid: no table does that.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import { useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { MouseEvent } from 'react'
import { useFileWords } from '../../words/file-words.ts'
import type { Deck } from './deck.ts'
import { EntryRow } from './entry-row.tsx'
import { EntryTile } from './entry-tile.tsx'
import { ListHead } from './list-head.tsx'
import { NARROW_PX, rowsOf, sideOf } from './rows-of.ts'
import { useCollectionKeys } from './use-collection-keys.ts'
import { useWindow } from './use-window.ts'

/** In pixels: how near the end the next page is asked for. */
const AHEAD = 1_500
/** Where one was in each list, for whoever comes back to it. */
const places = new Map<string, number>()

interface CollectionProps {
  /** Which list it is. */
  placeKey: string
  label: string
  items: readonly ProjectEntry[]
  deck: Deck
  hasMore: boolean
  onMore: () => void
  onTrash: (entries: readonly ProjectEntry[]) => void
}

/** The files and folders themselves, as a list or as a grid: of many only those in view are drawn. */
export function Collection({ placeKey, label, items, deck, hasMore, onMore, onTrash }: CollectionProps) {
  const { projectFiles: t } = useFileWords()
  const { view, selection, activeId } = deck
  const scroller = useRef<HTMLDivElement>(null)
  const [widthPx, setWidthPx] = useState(0)
  const rows = useMemo(() => rowsOf(items, view.mode, widthPx), [items, view.mode, widthPx])
  const { from, to, height } = useWindow(scroller, rows.tops)
  const isNarrow = widthPx < NARROW_PX
  const isList = view.mode === 'list'

  useLayoutEffect(() => {
    const { current } = scroller
    if (current === null) return
    const measure = (): void => setWidthPx(current.clientWidth)
    measure()
    const watch = new ResizeObserver(measure)
    watch.observe(current)
    return () => watch.disconnect()
  }, [])

  // Once it is as high as it was, one is where one was.
  const isMeasured = widthPx > 0
  useLayoutEffect(() => {
    const { current } = scroller
    if (current === null || !isMeasured) return
    current.scrollTop = places.get(placeKey) ?? 0
    return () => void places.set(placeKey, current.scrollTop)
  }, [placeKey, isMeasured])

  const shownTo = rows.tops[to] ?? 0
  const isNearEnd = hasMore && shownTo >= height - AHEAD
  const more = useEffectEvent(onMore)
  useEffect(() => {
    if (isNearEnd) more()
  }, [isNearEnd, items.length])

  function focus(entry: ProjectEntry): void {
    const row = rows.rows.find(({ entries }) => entries.includes(entry))
    const { current } = scroller
    if (row === undefined || current === null) return
    const head = isList && !isNarrow ? 40 : 0
    if (row.topPx < current.scrollTop + head) current.scrollTop = row.topPx - head
    else if (row.topPx + row.heightPx > current.scrollTop + current.clientHeight) {
      current.scrollTop = row.topPx + row.heightPx - current.clientHeight + 8
    }
    // It may have to be drawn first.
    requestAnimationFrame(() => {
      current.querySelector<HTMLElement>(`[data-entry="${entry.id}"]`)?.focus({ preventScroll: true })
    })
  }

  const onKeyDown = useCollectionKeys({ items, rows, deck, focus, onTrash })

  function onClick(event: MouseEvent): void {
    if (event.target === event.currentTarget || event.target === event.currentTarget.firstChild) selection.clear()
  }

  // The keys need somewhere to begin, also when what had them has gone.
  const activeHere = items.some(({ id }) => id === activeId) ? activeId : (items[0]?.id ?? null)
  // The same while one scrolls: what stays in view is not drawn again.
  const here = useMemo(() => ({ ...deck, activeId: activeHere }), [deck, activeHere])
  return (
    <div ref={scroller} className="relative min-h-0 grow overflow-y-auto overscroll-contain">
      {/* Rows that can be chosen and gone through by keys are a grid, whichever way they are drawn. */}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus */}
      <div
        role="grid"
        aria-label={label}
        aria-multiselectable
        aria-rowcount={hasMore ? -1 : rows.rows.length + (isList && !isNarrow ? 1 : 0)}
        onKeyDown={onKeyDown}
        onClick={onClick}
        style={{ height }}
        className="relative min-h-full"
      >
        {isList && !isNarrow && <ListHead view={view} />}
        {isMeasured &&
          rows.rows.slice(from, to).map(({ entries, index, topPx, heightPx }, at) => {
            const [first] = entries
            if (first === undefined) return null
            if (isList) {
              return (
                <EntryRow
                  key={first.id}
                  entry={first}
                  deck={here}
                  rowIndex={index + (isNarrow ? 1 : 2)}
                  topPx={topPx}
                  heightPx={heightPx}
                  isNarrow={isNarrow}
                />
              )
            }
            return (
              <div
                key={first.id}
                role="row"
                aria-rowindex={from + at + 1}
                style={{
                  top: topPx,
                  height: heightPx,
                  insetInline: sideOf(widthPx),
                  gridTemplateColumns: `repeat(${rows.columns}, minmax(0, 1fr))`,
                }}
                className="absolute grid gap-x-3"
              >
                {entries.map((entry, column) => (
                  <EntryTile key={entry.id} entry={entry} deck={here} colIndex={column + 1} />
                ))}
              </div>
            )
          })}
      </div>
      {hasMore && <output className="sr-only">{t.more}</output>}
    </div>
  )
}
