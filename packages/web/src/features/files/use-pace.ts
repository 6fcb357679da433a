import { useEffect, useEffectEvent, useState } from 'react'

const EVERY_MS = 500
/** How much of the pace shown is that of the last half second. */
const SHARE = 0.25

/** In bytes a second, smoothed; null while nothing can be said. Runs while `isMoving`. */
export function usePace(sentBytes: number, isMoving: boolean): number | null {
  const [pace, setPace] = useState<number | null>(null)
  const sentNow = useEffectEvent(() => sentBytes)

  useEffect(() => {
    if (!isMoving) return
    let before = { at: performance.now(), sent: sentNow() }
    const timer = setInterval(() => {
      const now = { at: performance.now(), sent: sentNow() }
      const perSecond = Math.max(0, ((now.sent - before.sent) / (now.at - before.at)) * 1_000)
      before = now
      setPace((known) => (known === null ? perSecond || null : known + (perSecond - known) * SHARE))
    }, EVERY_MS)
    return () => {
      clearInterval(timer)
      setPace(null)
    }
  }, [isMoving])

  return pace
}
