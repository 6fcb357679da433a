import type { FollowedThread } from '@kith/protocol/conversations.ts'
import { ProblemError } from '@kith/sdk/problem-error.ts'
import type { ThreadWindow } from '@kith/sdk/state.ts'
import { useCallback, useEffect, useEffectEvent, useState } from 'react'
import { client } from '../../live/client.ts'
import { placeIn } from '../../live/reading-places.ts'
import { useKith } from '../../live/use-kith.ts'
import { onceBack } from './once-back.ts'

export interface OpenThread {
  /** Undefined before it is here. */
  window: ThreadWindow | undefined
  error: 'gone' | 'failed' | null
  tryAgain: () => void
}

/** What is known of a thread that one follows, before it is opened. */
const followedOf = (threadId: string): FollowedThread | undefined =>
  [...client.state.conversations.values()]
    .flatMap(({ followedThreads }) => followedThreads)
    .find(({ id }) => id === threadId)

/** More than this may not all be on the page of the newest; what is shown of that would count as read. */
const MANY = 20

async function firstUnread(messageId: string): Promise<number> {
  const { follow } = await client.api.call('GET /api/messages/:messageId/thread', { messageId, limit: 1 })
  return follow.lastReadSeq + 1
}

/** How often each thread is shown on this page. */
const lookers = new Map<string, number>()

function look(threadId: string, by: 1 | -1): void {
  const count = (lookers.get(threadId) ?? 0) + by
  if (count > 0) lookers.set(threadId, count)
  else {
    lookers.delete(threadId)
    client.threads.close(threadId)
  }
}

/** Opens a thread where it is to be shown: at `at`, where one was, where the new begins, or at its end. */
export function useThread(threadId: string, at: number | null): OpenThread {
  const window = useKith((state) => state.threads.get(threadId))
  const [error, setError] = useState<OpenThread['error']>(null)
  const [attempt, setAttempt] = useState(0)
  const tryAgain = useCallback(() => setAttempt((count) => count + 1), [])
  // Only where it is first opened: from there a list of messages jumps by itself.
  const open = useEffectEvent(async () => {
    const unread = followedOf(threadId)?.unread ?? 0
    const kept = unread > 0 ? null : (placeIn(threadId)?.seq ?? null)
    await client.threads.open(threadId, at ?? kept ?? (unread > MANY ? await firstUnread(threadId) : null))
  })

  useEffect(() => {
    let isWanted = true
    let stopWaiting = (): void => undefined
    look(threadId, 1)
    open().then(
      () => {
        if (isWanted) setError(null)
        // It was left before it came.
        else if (!lookers.has(threadId)) client.threads.close(threadId)
      },
      (caught: unknown) => {
        if (!isWanted) return
        const isGone = caught instanceof ProblemError && (caught.status === 404 || caught.status === 422)
        setError(isGone ? 'gone' : 'failed')
        if (!isGone) stopWaiting = onceBack(tryAgain)
      },
    )
    return () => {
      isWanted = false
      stopWaiting()
      look(threadId, -1)
    }
  }, [threadId, attempt, tryAgain])

  return { window, error, tryAgain }
}
