import { ProblemError } from '@kith/sdk/problem-error.ts'
import { useEffect, useState } from 'react'
import { client } from '../../live/client.ts'
import { useKith } from '../../live/use-kith.ts'
import { placeIn } from './places.ts'

export interface Opened {
  error: 'gone' | 'failed' | null
  tryAgain: () => void
}

/** Opens a conversation where it is to be shown, and again when the connection is back after it failed. */
export function useOpened(conversationId: string, at: number | null): Opened {
  const [error, setError] = useState<Opened['error']>(null)
  const [attempt, setAttempt] = useState(0)
  const isOnline = useKith(({ connection }) => connection.state === 'online')

  useEffect(() => {
    let isWanted = true
    const entry = client.state.conversations.get(conversationId)
    const kept = entry !== undefined && entry.unread > 0 ? null : placeIn(conversationId)
    // Where the list is not here yet, what is unread is not known: the place of before wins.
    const seq = at ?? (client.state.timelines.has(conversationId) ? null : (kept?.seq ?? null))
    client.open(conversationId, seq).then(
      () => isWanted && setError(null),
      (caught: unknown) => {
        if (!isWanted) return
        const isGone = caught instanceof ProblemError && (caught.status === 404 || caught.status === 422)
        setError(isGone ? 'gone' : 'failed')
      },
    )
    return () => {
      isWanted = false
      client.close(conversationId)
    }
  }, [conversationId, at, attempt])

  useEffect(() => {
    if (isOnline && error === 'failed') setAttempt((count) => count + 1)
  }, [isOnline, error])

  return { error, tryAgain: () => setAttempt((count) => count + 1) }
}
