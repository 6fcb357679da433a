import { useEffect, useState } from 'react'
import type { ComponentType, ReactNode } from 'react'

/**
 * A component that is fetched when it is first shown. Once it is here it is drawn at once: `lazy` would show its
 * fallback for a moment all the same, and React holds back what follows a fallback for 300 ms.
 */
export function onDemand<P extends object>(
  fetch: () => Promise<ComponentType<P>>,
  fallback: () => ReactNode = () => null,
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
      if (Known !== null) return
      get().then(
        (part) => setKnown(() => part),
        (caught: unknown) => setError(caught),
      )
    }, [Known])
    // The page's own boundary says what can be done.
    if (error !== null) throw error
    return Known === null ? fallback() : <Known {...props} />
  }

  return { Part, prefetch: () => void get().catch(() => undefined) }
}
