import { useState } from 'react'
import type { ClipboardEvent, DragEvent, ReactNode } from 'react'
import { DropVeil } from '../../design/drop-veil.tsx'
import { usePostingWords } from '../../words/posting-words.ts'
import { addFiles } from './slides.ts'

/** What is being put into another order carries this: a browser calls a picture of the page a file, too. */
export const SLIDE_TYPE = 'application/x-kith-slide'

const hasFiles = ({ types }: DataTransfer): boolean => types.includes('Files') && !types.includes(SLIDE_TYPE)

interface Dropping {
  veil: ReactNode
  handlers: {
    onPaste: (event: ClipboardEvent<HTMLElement>) => void
    onDragOver: (event: DragEvent<HTMLElement>) => void
    onDragLeave: (event: DragEvent<HTMLElement>) => void
    onDrop: (event: DragEvent<HTMLElement>) => void
  }
}

/** Pictures and videos that are dropped or pasted go into the post. */
export function useDropping(isTaking: boolean): Dropping {
  const { posting: t } = usePostingWords()
  const [isOver, setIsOver] = useState(false)
  return {
    veil: isOver && isTaking && <DropVeil text={t.drop} />,
    handlers: {
      onPaste: (event) => {
        const files = [...event.clipboardData.files]
        // Tables and pages are copied with a likeness of them: their words are what is meant.
        if (!isTaking || files.length === 0 || event.clipboardData.getData('text/plain') !== '') return
        event.preventDefault()
        void addFiles(files)
      },
      onDragOver: (event) => {
        if (!hasFiles(event.dataTransfer)) return
        event.preventDefault()
        setIsOver(true)
      },
      onDragLeave: ({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setIsOver(false)
      },
      onDrop: (event) => {
        if (!hasFiles(event.dataTransfer)) return
        event.preventDefault()
        setIsOver(false)
        if (isTaking) void addFiles([...event.dataTransfer.files])
      },
    },
  }
}
