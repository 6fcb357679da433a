/** Where somebody was in a conversation when they left it. */
export interface Place {
  /** The message at the top of what was shown, and how far it stood from the upper edge. */
  seq: number
  offsetPx: number
}

const KEY = 'kith.place.'
const known = new Map<string, Place>()

/** Kept as long as the tab: a reload returns to the same place. Null stands for the end. */
export function keepPlace(conversationId: string, place: Place | null): void {
  if (place === null) known.delete(conversationId)
  else known.set(conversationId, place)
}

export function placeIn(conversationId: string): Place | null {
  return known.get(conversationId) ?? null
}

try {
  for (const [key, text] of Object.entries<string>(sessionStorage)) {
    if (!key.startsWith(KEY)) continue
    const place: unknown = JSON.parse(text)
    if (typeof place !== 'object' || place === null) continue
    const { seq, offsetPx } = { seq: 0, offsetPx: 0, ...place }
    if (Number.isSafeInteger(seq) && seq > 0) known.set(key.slice(KEY.length), { seq, offsetPx: Number(offsetPx) })
  }
} catch {
  // Storage may be forbidden, or hold something else: every conversation opens at its end then.
}

window.addEventListener('pagehide', () => {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(KEY)) sessionStorage.removeItem(key)
    for (const [id, place] of known) sessionStorage.setItem(KEY + id, JSON.stringify(place))
  } catch {
    // As above.
  }
})

/** Where somebody was is theirs: it goes when the account signs out here. */
export function forgetPlaces(): void {
  known.clear()
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(KEY)) sessionStorage.removeItem(key)
  } catch {
    // As above.
  }
}
