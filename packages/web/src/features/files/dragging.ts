import type { DragEvent } from 'react'
import { useState } from 'react'

/** What is being dragged within the page: only the drop may read what the browser carries. */
let dragged: readonly string[] = []

const TYPE = 'application/x-kith-entries'

/** Begins to drag these, under a likeness that says how many they are. */
export function beginDrag(event: DragEvent, ids: readonly string[], label: string): void {
  dragged = ids
  event.dataTransfer.setData(TYPE, ids.join(','))
  event.dataTransfer.effectAllowed = 'move'
  const likeness = document.createElement('div')
  likeness.textContent = label
  likeness.className =
    'fixed -start-96 top-0 max-w-72 truncate rounded-md bg-ink px-3 py-2 text-sm font-semibold text-on-ink'
  document.body.append(likeness)
  event.dataTransfer.setDragImage(likeness, -12, -8)
  requestAnimationFrame(() => likeness.remove())
}

export function endDrag(): void {
  dragged = []
}

interface DropTargetOptions {
  /** Whether what is dragged may go here; files from outside are `null`. */
  accepts: (ids: readonly string[] | null) => boolean
  onEntries: (ids: readonly string[]) => void
  onFiles: (data: DataTransfer) => void
}

interface DropTarget {
  isOver: boolean
  handlers: {
    onDragOver: (event: DragEvent) => void
    onDragLeave: (event: DragEvent) => void
    onDrop: (event: DragEvent) => void
  }
}

/** A place where files of the project, or of the person's own disk, may be let go. The innermost takes them. */
export function useDropTarget({ accepts, onEntries, onFiles }: DropTargetOptions): DropTarget {
  const [isOver, setIsOver] = useState(false)

  function meant({ dataTransfer: { types } }: DragEvent): readonly string[] | null | undefined {
    if (types.includes(TYPE)) return dragged
    return types.includes('Files') ? null : undefined
  }

  return {
    isOver,
    handlers: {
      onDragOver: (event) => {
        const ids = meant(event)
        if (ids === undefined || event.defaultPrevented) {
          setIsOver(false)
          return
        }
        if (!accepts(ids)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = ids === null ? 'copy' : 'move'
        setIsOver(true)
      },
      onDragLeave: ({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setIsOver(false)
      },
      onDrop: (event) => {
        setIsOver(false)
        const ids = meant(event)
        if (ids === undefined || event.defaultPrevented || !accepts(ids)) return
        event.preventDefault()
        if (ids === null) onFiles(event.dataTransfer)
        else onEntries(ids)
      },
    },
  }
}
