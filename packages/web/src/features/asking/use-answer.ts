import { useEffect, useEffectEvent, useState } from 'react'

export interface Answer<T> {
  /** Undefined before the first answer. While another `key` is asked for, the former answer stays. */
  value: T | undefined
  /** Null unless the last question failed. */
  error: unknown
  isAsking: boolean
  again: () => void
  /** Corrects the answer by what has been done since. */
  change: (how: (value: T) => T) => void
}

interface Known<T> {
  key: string | null
  value: T | undefined
  error: unknown
}

/** Asks for what `key` names, anew for each key; a question that is overtaken is aborted. */
export function useAnswer<T>(key: string, ask: (signal: AbortSignal) => Promise<T>, delayMs = 0): Answer<T> {
  const [known, setKnown] = useState<Known<T>>({ key: null, value: undefined, error: null })
  const [attempt, setAttempt] = useState(0)
  const begin = useEffectEvent((signal: AbortSignal) => {
    ask(signal).then(
      (value) => {
        if (!signal.aborted) setKnown({ key, value, error: null })
      },
      (error: unknown) => {
        if (!signal.aborted)
          setKnown((before) => ({ key, value: before.key === key ? before.value : undefined, error }))
      },
    )
  })
  const wait = useEffectEvent(() => delayMs)

  useEffect(() => {
    const stop = new AbortController()
    const timer = setTimeout(() => begin(stop.signal), wait())
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [key, attempt])

  return {
    value: known.value,
    error: known.key === key ? known.error : null,
    isAsking: known.key !== key,
    again: () => {
      setKnown((before) => ({ ...before, key: null, error: null }))
      setAttempt(attempt + 1)
    },
    change: (how) => {
      setKnown((before) => (before.value === undefined ? before : { ...before, value: how(before.value) }))
    },
  }
}
