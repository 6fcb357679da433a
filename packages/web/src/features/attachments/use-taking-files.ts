import { useEffect, useEffectEvent, useState } from 'react'
import type { DragEvent, RefObject } from 'react'
import { prefetchAdding, takeFiles } from './take-files.ts'
import { prefetchRecorder, prefetchTray } from './tray-on-demand.tsx'
import { prefetchViewer } from './viewer-on-demand.tsx'

/** Whoever loses the connection finds all of it here. */
function prefetchAll(): void {
  prefetchAdding()
  prefetchTray()
  prefetchRecorder()
  prefetchViewer()
}

interface Dropping {
  onDragOver: (event: DragEvent<HTMLElement>) => void
  onDragLeave: (event: DragEvent<HTMLElement>) => void
  onDrop: (event: DragEvent<HTMLElement>) => void
}

const PREFETCH_AFTER_MS = 1_500

const hasFiles = (data: DataTransfer | null): boolean => data?.types.includes('Files') === true

/**
 * Files that are dropped upon a conversation or a thread, or pasted while it is open, go along with the next message.
 * What is pasted nowhere in particular goes to the conversation (`isMain`), as long as it can be seen.
 */
export function useTakingFiles(
  draftKey: string,
  pane: RefObject<HTMLElement | null>,
  isMain: boolean,
): { isOver: boolean; handlers: Dropping } {
  const [isOver, setIsOver] = useState(false)

  const pasted = useEffectEvent((event: ClipboardEvent) => {
    const { target, clipboardData: data } = event
    const files = [...(data?.files ?? [])]
    // Tables and pages are copied with a likeness of them: their words are what is meant.
    const isText = data?.getData('text/plain') !== ''
    const isElsewhere = isMain
      ? pane.current?.checkVisibility() !== true ||
        (target instanceof Element && target.closest('[role=dialog], input, aside') !== null)
      : !(target instanceof Node && pane.current?.contains(target) === true)
    if (files.length === 0 || isText || isElsewhere) return
    event.preventDefault()
    takeFiles(draftKey, files)
  })
  useEffect(() => {
    const timer = setTimeout(prefetchAll, PREFETCH_AFTER_MS)
    return () => clearTimeout(timer)
  }, [])

  // A browser that is not told otherwise leaves the page and opens the file.
  useEffect(() => {
    const stop = new AbortController()
    const { signal } = stop
    const keep = (event: globalThis.DragEvent): void => {
      if (hasFiles(event.dataTransfer)) event.preventDefault()
    }
    document.addEventListener('paste', pasted, { signal })
    document.addEventListener('dragover', keep, { signal })
    document.addEventListener('drop', keep, { signal })
    return () => stop.abort()
  }, [])

  return {
    isOver,
    handlers: {
      onDragOver: (event) => {
        if (!hasFiles(event.dataTransfer)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
        setIsOver(true)
      },
      onDragLeave: ({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setIsOver(false)
      },
      onDrop: (event) => {
        if (!hasFiles(event.dataTransfer)) return
        event.preventDefault()
        setIsOver(false)
        takeFiles(draftKey, [...event.dataTransfer.files])
      },
    },
  }
}
