import { useRef, useState } from 'react'
import { withFirstPage } from './first-page.ts'
import type { Page } from './first-page.ts'
import { useAnswer } from './use-answer.ts'

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
  /** Brings what changed to where it now stands, and keeps the pages that were loaded. @throws what `ask` throws */
  renew: (idOf: (item: T) => string) => Promise<void>
  change: (how: (items: readonly T[]) => readonly T[]) => void
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

  const renewals = useRef(0)
  async function renew(idOf: (item: T) => string): Promise<void> {
    renewals.current++
    const turn = renewals.current
    const page = await ask(undefined)
    // Another one was asked for meanwhile, and knows better.
    if (turn === renewals.current) first.change((known) => withFirstPage(known, page, idOf))
  }

  return {
    items: first.value?.items,
    error: first.error,
    isAsking: first.isAsking,
    hasMore: cursor !== null,
    isLoadingMore,
    again: first.again,
    more,
    renew,
    change: (how) => first.change((known) => ({ ...known, items: how(known.items) })),
  }
}
