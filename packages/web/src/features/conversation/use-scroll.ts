import { useCallback, useEffect, useLayoutEffect, useRef } from 'react'
import type { RefObject } from 'react'

/** Nearer than this counts as being at the end. */
const NEAR_PX = 48

/** Where a conversation is opened. */
export type Start = { at: 'end' } | { at: 'key'; key: string; offset: (viewPx: number, rowPx: number) => number }

interface Shown {
  key: string
  topPx: number
}

export interface Scroll {
  /** The end is in view, and stays in view when something comes. */
  isAtEnd: () => boolean
  toEnd: (isSmooth?: boolean) => void
  /** The rows that are in view, from top to bottom, by their place in the scrolled content. */
  inView: () => readonly HTMLElement[]
}

interface ScrollInput {
  scroller: RefObject<HTMLElement | null>
  list: RefObject<HTMLElement | null>
  /** Changes when the content is replaced rather than extended; null while there is none. */
  generation: number | null
  /** Whether what is loaded reaches the newest message. */
  isComplete: boolean
  startOf: () => Start
  onMoved: () => void
}

/**
 * Keeps what is read where it is, whatever comes above, below or in between: after each layout the first row that was
 * in view before and still exists stands where it stood. Who was at the end stays at the end.
 */
export function useScroll({ scroller, list, generation, isComplete, startOf, onMoved }: ScrollInput): Scroll {
  const places = useRef<readonly Shown[]>([])
  const isHeldAtEnd = useRef(true)
  const placed = useRef<number | null>(null)
  const complete = useRef(isComplete)
  const moved = useRef(onMoved)

  const inView = useCallback((): HTMLElement[] => {
    const view = scroller.current
    const rows = list.current?.children
    if (view === null || rows === undefined) return []
    const first = firstBelow(rows, view.scrollTop)
    const shown: HTMLElement[] = []
    for (let index = first; index < rows.length; index++) {
      const row = rows[index]
      if (!(row instanceof HTMLElement)) continue
      if (row.offsetTop >= view.scrollTop + view.clientHeight) break
      shown.push(row)
    }
    return shown
  }, [scroller, list])

  /** Remembers what is in view. */
  const record = useCallback((): void => {
    const view = scroller.current
    if (view === null) return
    places.current = inView().map((row) => ({ key: row.dataset['key'] ?? '', topPx: row.offsetTop }))
    isHeldAtEnd.current = complete.current && view.scrollHeight - view.scrollTop - view.clientHeight < NEAR_PX
    moved.current()
  }, [scroller, inView])

  /** Puts what was in view back where it was. */
  const settle = useCallback((): void => {
    const view = scroller.current
    if (view === null || placed.current === null) return
    if (isHeldAtEnd.current) view.scrollTop = view.scrollHeight
    else {
      for (const { key, topPx } of places.current) {
        const row = rowOf(list.current, key)
        if (row === null) continue
        if (row.offsetTop !== topPx) view.scrollTop += row.offsetTop - topPx
        break
      }
    }
    record()
  }, [scroller, list, record])

  const start = useCallback(
    (from: Start): void => {
      const view = scroller.current
      if (view === null) return
      const row = from.at === 'key' ? rowOf(list.current, from.key) : null
      isHeldAtEnd.current = row === null
      if (row === null || from.at === 'end') view.scrollTop = view.scrollHeight
      else view.scrollTop = row.offsetTop - from.offset(view.clientHeight, row.offsetHeight)
      record()
    },
    [scroller, list, record],
  )

  useLayoutEffect(() => {
    complete.current = isComplete
    moved.current = onMoved
    if (generation === null) return
    if (placed.current === generation) settle()
    else {
      placed.current = generation
      start(startOf())
    }
  })

  useEffect(() => {
    const view = scroller.current
    const content = list.current
    if (view === null || content === null) return undefined
    const observer = new ResizeObserver(settle)
    observer.observe(view)
    observer.observe(content)
    view.addEventListener('scroll', record, { passive: true })
    return () => {
      observer.disconnect()
      view.removeEventListener('scroll', record)
    }
  }, [scroller, list, settle, record])

  const toEnd = useCallback(
    (isSmooth = false): void => {
      const view = scroller.current
      if (view === null) return
      isHeldAtEnd.current = true
      const isNear = view.scrollHeight - view.scrollTop < 3 * view.clientHeight
      view.scrollTo({ top: view.scrollHeight, behavior: isSmooth && isNear ? 'smooth' : 'instant' })
    },
    [scroller],
  )

  const isAtEnd = useCallback(() => isHeldAtEnd.current, [])
  return { isAtEnd, toEnd, inView }
}

export function rowOf(list: HTMLElement | null, key: string): HTMLElement | null {
  return list?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`) ?? null
}

/** The index of the first row that ends below `topPx`, by bisection: rows are in order. */
function firstBelow(rows: HTMLCollection, topPx: number): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const row = rows[middle]
    if (row instanceof HTMLElement && row.offsetTop + row.offsetHeight <= topPx) low = middle + 1
    else high = middle
  }
  return low
}
