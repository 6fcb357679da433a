import { useEffect, useState } from 'react'

/** Where the browser holds the bytes that lie at `url`, as PDF by our word alone: nothing in them becomes a page of ours. */
export function usePdfCopy(url: string): { src: string | null; isFailed: boolean } {
  const [src, setSrc] = useState<string | null>(null)
  const [isFailed, setIsFailed] = useState(false)
  useEffect(() => {
    const stop = new AbortController()
    let made: string | null = null
    async function copy(): Promise<void> {
      const reply = await fetch(url, { signal: stop.signal, credentials: 'same-origin' })
      if (!reply.ok) throw new Error(`the document answered ${reply.status}`)
      const bytes = await reply.arrayBuffer()
      if (stop.signal.aborted) return
      made = URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }))
      setSrc(made)
    }
    copy().catch(() => !stop.signal.aborted && setIsFailed(true))
    return () => {
      stop.abort()
      if (made !== null) URL.revokeObjectURL(made)
    }
  }, [url])
  return { src, isFailed }
}
