import type { FeedPlace } from '@kith/sdk/post-feeds.ts'
import { onLeaving } from '../../live/leaving.ts'
import type { LeftPlace } from './row-window.ts'

/* Where somebody was in each feed. A reload of the page finds the place too, as long as the tab is open. */

const KEY = 'kith.feed.'
const known = new Map<FeedPlace, LeftPlace>()

export function keepLeft(place: FeedPlace, left: LeftPlace | null): void {
  if (left === null) known.delete(place)
  else known.set(place, left)
  try {
    if (left === null) sessionStorage.removeItem(KEY + place)
    else sessionStorage.setItem(KEY + place, JSON.stringify({ key: left.key, offsetPx: left.offsetPx }))
  } catch {
    // Storage may be forbidden: a reload begins at the top then.
  }
}

/** Null for the top. */
export function leftIn(place: FeedPlace): LeftPlace | null {
  return known.get(place) ?? stored(place)
}

function stored(place: FeedPlace): LeftPlace | null {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(KEY + place) ?? 'null')
    if (typeof value !== 'object' || value === null) return null
    const { key, offsetPx } = { key: '', offsetPx: 0, ...value }
    return typeof key === 'string' ? { key, offsetPx: Number(offsetPx), heights: new Map(), widthPx: 0 } : null
  } catch {
    return null
  }
}

// Where somebody was is theirs.
onLeaving(() => {
  known.clear()
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(KEY)) sessionStorage.removeItem(key)
  } catch {
    // As above.
  }
})
