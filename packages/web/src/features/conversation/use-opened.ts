import { ProblemError } from '@kith/sdk/problem-error.ts'
import { useCallback, useEffect, useState } from 'react'
import { client } from '../../live/client.ts'
import { placeIn } from '../../live/reading-places.ts'
import { onceBack } from './once-back.ts'

export interface Opened {
  error: 'gone' | 'failed' | null
  tryAgain: () => void
}

/** Opens a conversation where it is to be shown, and again when the connection is back after it failed. */
export function useOpened(conversationId: string, at: number | null): Opened {
  const [error, setError] = useState<Opened['error']>(null)
  const [attempt, setAttempt] = useState(0)
  const tryAgain = useCallback(() => setAttempt((count) => count + 1), [])

  useEffect(() => {
    let isWanted = true
    let stopWaiting = (): void => undefined
    const entry = client.state.conversations.get(conversationId)
    const kept = entry !== undefined && entry.unread > entry.unreadInThreads ? null : placeIn(conversationId)
    // Where the list is not here yet, what is unread is not known: the place of before wins.
    const seq = at ?? (client.state.timelines.has(conversationId) ? null : (kept?.seq ?? null))
    client.open(conversationId, seq).then(
      () => isWanted && setError(null),
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
      client.close(conversationId)
    }
  }, [conversationId, at, attempt, tryAgain])

  return { error, tryAgain }
}
