import { useEffect, useRef } from 'react'
import type { MouseEvent } from 'react'

/** So soon and so near, a second tap belongs to the first. */
const DOUBLE_MS = 280
const NEAR_PX = 32

/** Tells one tap from two. One counts once no second has followed; keys never wait. */
export function useTaps({ onOne, onTwo }: { onOne: () => void; onTwo: () => void }): (event: MouseEvent) => void {
  const first = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number } | null>(null)

  useEffect(
    () => () => {
      if (first.current !== null) clearTimeout(first.current.timer)
    },
    [],
  )

  return ({ clientX: x, clientY: y, detail }) => {
    const before = first.current
    first.current = null
    if (before !== null) clearTimeout(before.timer)
    // A button that is pressed by its key.
    if (detail === 0) onOne()
    else if (before !== null && Math.hypot(x - before.x, y - before.y) < NEAR_PX) onTwo()
    else {
      const timer = setTimeout(() => {
        first.current = null
        onOne()
      }, DOUBLE_MS)
      first.current = { timer, x, y }
    }
  }
}
