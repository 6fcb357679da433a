import { useRef } from 'react'
import type { KeyboardEvent, PointerEvent } from 'react'
import {
  LIST_WIDTH_MAX_PX,
  LIST_WIDTH_MIN_PX,
  clampWidth,
  preferences,
  usePreferences,
} from '../../live/preferences.ts'
import { useWords } from '../../words/words.ts'

const STEP_PX = 20

/** The edge by which the list is made wider or narrower, by hand or by the arrow keys. */
export function ListEdge() {
  const { shell: t } = useWords()
  const { listWidthPx } = usePreferences()
  const begin = useRef<{ x: number; widthPx: number } | null>(null)

  function onPointerDown(event: PointerEvent<HTMLDivElement>): void {
    event.currentTarget.setPointerCapture(event.pointerId)
    begin.current = { x: event.clientX, widthPx: listWidthPx }
  }

  function onPointerMove(event: PointerEvent<HTMLDivElement>): void {
    if (begin.current === null) return
    const moved = (event.clientX - begin.current.x) * directionOf(event.currentTarget)
    preferences.set({ listWidthPx: clampWidth(begin.current.widthPx + moved) })
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    event.preventDefault()
    const step = (event.key === 'ArrowRight' ? STEP_PX : -STEP_PX) * directionOf(event.currentTarget)
    preferences.set({ listWidthPx: clampWidth(listWidthPx + step) })
  }

  return (
    <div
      // An `hr` can be neither moved nor focused.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="separator"
      aria-label={t.resizeList}
      aria-orientation="vertical"
      aria-valuenow={listWidthPx}
      aria-valuemin={LIST_WIDTH_MIN_PX}
      aria-valuemax={LIST_WIDTH_MAX_PX}
      // A separator that can be moved is a widget, and takes the focus.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        begin.current = null
      }}
      onKeyDown={onKeyDown}
      className="absolute inset-y-0 -end-1 z-10 hidden w-2 cursor-col-resize touch-none transition-colors hover:bg-accent/40 focus-visible:bg-accent/60 focus-visible:outline-none md:block"
    />
  )
}

const directionOf = (element: HTMLElement): 1 | -1 => (getComputedStyle(element).direction === 'rtl' ? -1 : 1)
