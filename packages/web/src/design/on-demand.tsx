import { useEffect, useState } from 'react'
import type { ComponentType, ReactNode } from 'react'

/**
 * A component that is fetched when it is first shown. Once it is here it is drawn at once: `lazy` would show its
 * fallback for a moment all the same, and React holds back what follows a fallback for 300 ms. Without a connection it
 * waits for one. What cannot be fetched is for the page's boundary to tell, or is done without (`isHint`).
 */
export function onDemand<P extends object>(
  fetch: () => Promise<ComponentType<P>>,
  fallback: () => ReactNode = () => null,
  isHint = false,
): { Part: ComponentType<P>; prefetch: () => void } {
  let known: ComponentType<P> | null = null
  const get = async (): Promise<ComponentType<P>> => {
    known ??= await fetch()
    return known
  }

  function Part(props: P) {
    const [Known, setKnown] = useState(() => known)
    const [error, setError] = useState<unknown>(null)
    useEffect(() => {
      if (Known !== null) return undefined
      const stop = new AbortController()
      const load = (): void =>
        void get().then(
          (part) => setKnown(() => part),
          (caught: unknown) => {
            if (stop.signal.aborted) return
            if (!navigator.onLine) window.addEventListener('online', load, { once: true, signal: stop.signal })
            else if (!isHint) setError(caught)
          },
        )
      load()
      return () => stop.abort()
    }, [Known])
    if (error !== null) throw error
    return Known === null ? fallback() : <Known {...props} />
  }

  return { Part, prefetch: () => void get().catch(() => undefined) }
}
