import { useEffect, useLayoutEffect, useState } from 'react'
import type { RefObject } from 'react'

/** In pixels: what is drawn above and below what can be seen. */
const AHEAD = 600

export interface Shown {
  /** The first and the last row to draw, the last not included. */
  from: number
  to: number
  /** Of all rows, in pixels. */
  height: number
}

/** Which rows of a long list are drawn: those in view, and some on either side. `tops`: where each begins, and the end. */
export function useWindow(scroller: RefObject<HTMLElement | null>, tops: readonly number[]): Shown {
  const [view, setView] = useState({ top: 0, height: 1_000 })

  useLayoutEffect(() => {
    const { current } = scroller
    if (current === null) return
    const look = (): void => setView({ top: current.scrollTop, height: current.clientHeight })
    look()
    const watch = new ResizeObserver(look)
    watch.observe(current)
    return () => watch.disconnect()
  }, [scroller])

  useEffect(() => {
    const { current } = scroller
    if (current === null) return
    const stop = new AbortController()
    // A step of some rows, so that not every pixel draws anew.
    const look = (): void => {
      const top = Math.floor(current.scrollTop / (AHEAD / 3)) * (AHEAD / 3)
      setView((before) => (before.top === top ? before : { ...before, top }))
    }
    current.addEventListener('scroll', look, { passive: true, signal: stop.signal })
    return () => stop.abort()
  }, [scroller])

  const height = tops.at(-1) ?? 0
  const from = Math.max(0, firstAfter(tops, view.top - AHEAD) - 1)
  const to = Math.min(tops.length - 1, firstAfter(tops, view.top + view.height + AHEAD * 1.4))
  return { from, to: Math.max(from, to), height }
}

/** The first index whose top lies below `at`; halves what is left at each step. */
function firstAfter(tops: readonly number[], at: number): number {
  let low = 0
  let high = tops.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((tops[middle] ?? Infinity) > at) high = middle
    else low = middle + 1
  }
  return low
}
