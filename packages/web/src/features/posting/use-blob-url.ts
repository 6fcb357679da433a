import { useCallback, useSyncExternalStore } from 'react'

/** Where the browser holds bytes, and how many parts of the page show them. */
const held = new Map<Blob, { url: string; holders: number }>()

function holdingOf(blob: Blob): { url: string; holders: number } {
  const known = held.get(blob) ?? { url: URL.createObjectURL(blob), holders: 0 }
  held.set(blob, known)
  return known
}

function hold(blob: Blob): () => void {
  holdingOf(blob).holders++
  return () => {
    const holding = holdingOf(blob)
    holding.holders--
    if (holding.holders > 0) return
    held.delete(blob)
    URL.revokeObjectURL(holding.url)
  }
}

/** Where the browser holds these bytes, as long as they are shown. */
export function useBlobUrl(blob: Blob | null): string | null {
  const subscribe = useCallback(() => (blob === null ? () => undefined : hold(blob)), [blob])
  return useSyncExternalStore(subscribe, () => (blob === null ? null : holdingOf(blob).url))
}
