export interface Page<T> {
  items: readonly T[]
  nextCursor: string | null
}

/**
 * A list of which further pages were loaded, with its first page as it now is: what moved stands where it is now, what
 * is gone from there goes, and what was loaded beyond stays. Where nothing tells how the two hang together, the first
 * page alone.
 */
export function withFirstPage<T>(known: Page<T>, first: Page<T>, idOf: (item: T) => string): Page<T> {
  const end = first.items.at(-1)
  if (first.nextCursor === null || end === undefined) return first
  const ids = new Set(first.items.map(idOf))
  const place = known.items.findIndex((item) => idOf(item) === idOf(end))
  if (place === -1) return first
  return {
    items: [...first.items, ...known.items.slice(place + 1).filter((item) => !ids.has(idOf(item)))],
    nextCursor: place === known.items.length - 1 ? first.nextCursor : known.nextCursor,
  }
}
