import { useState } from 'react'

const MOST = 8

/** How a picture lies: its scale, and how far its middle is from the middle of the window, in pixels. */
export interface Lie {
  scale: number
  x: number
  y: number
}

const fitting: Lie = { scale: 1, x: 0, y: 0 }

export interface Zoom {
  lie: Lie
  /** Larger or smaller around a point, given from the middle of the window. */
  by: (factor: number, around?: { x: number; y: number }) => void
  pan: (x: number, y: number) => void
  reset: () => void
}

/** Zooming and moving; each picture begins as it fits. */
export function useZoom(key: string): Zoom {
  const [shown, setShown] = useState({ key, lie: fitting })
  const lie = shown.key === key ? shown.lie : fitting

  function set(change: (before: Lie) => Lie): void {
    setShown((before) => {
      const next = change(before.key === key ? before.lie : fitting)
      // What fits again lies in the middle again.
      return { key, lie: next.scale <= 1 ? fitting : next }
    })
  }

  return {
    lie,
    by: (factor, around = { x: 0, y: 0 }) =>
      set(({ scale, x, y }) => {
        const next = Math.min(MOST, Math.max(1, scale * factor))
        const ratio = next / scale
        return { scale: next, x: around.x - (around.x - x) * ratio, y: around.y - (around.y - y) * ratio }
      }),
    pan: (x, y) =>
      set((before) => {
        // Some of it stays in view.
        const most = { x: (innerWidth * before.scale) / 2, y: (innerHeight * before.scale) / 2 }
        return { ...before, x: within(before.x + x, most.x), y: within(before.y + y, most.y) }
      }),
    reset: () => set(() => fitting),
  }
}

const within = (value: number, bound: number): number => Math.max(-bound, Math.min(bound, value))
