import { useState } from 'react'
import { useAnswer } from './use-answer.ts'

interface Page<T> {
  items: T[]
  nextCursor: string | null
}

export interface Pages<T> {
  /** Undefined before the first page. */
  items: readonly T[] | undefined
  error: unknown
  isAsking: boolean
  hasMore: boolean
  isLoadingMore: boolean
  again: () => void
  /** Adds the next page. @throws what `ask` throws */
  more: () => Promise<void>
  change: (how: (items: T[]) => T[]) => void
}

/** A list that comes page by page, begun anew for each `key`. */
export function usePages<T>(
  key: string,
  ask: (cursor: string | undefined, signal?: AbortSignal) => Promise<Page<T>>,
  delayMs = 0,
): Pages<T> {
  const first = useAnswer(key, (signal) => ask(undefined, signal), delayMs)
  const [isLoadingMore, setIsLoadingMore] = useState(false)
  const cursor = first.value?.nextCursor ?? null

  async function more(): Promise<void> {
    if (cursor === null || isLoadingMore || first.isAsking) return
    setIsLoadingMore(true)
    try {
      const next = await ask(cursor)
      first.change((known) =>
        // Meanwhile something else may have been asked for.
        known.nextCursor === cursor ? { items: [...known.items, ...next.items], nextCursor: next.nextCursor } : known,
      )
    } finally {
      setIsLoadingMore(false)
    }
  }

  return {
    items: first.value?.items,
    error: first.error,
    isAsking: first.isAsking,
    hasMore: cursor !== null,
    isLoadingMore,
    again: first.again,
    more,
    change: (how) => first.change((known) => ({ ...known, items: how(known.items) })),
  }
}
