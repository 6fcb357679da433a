import type { Attachment } from '@kith/protocol/uploads.ts'
import clsx from 'clsx'
import { BookOpen, Download } from 'lucide-react'
import { useState } from 'react'
import { onDemand } from '../../design/on-demand.tsx'
import { useMoreWords } from '../../words/more-words.ts'
import { sizeInWords } from '../../words/sizes.ts'
import { FileIcon } from './file-icon.tsx'
import { Sound } from './sound.tsx'

interface CardProps {
  attachment: Attachment
  isInOwn: boolean
}

/** What is no picture: something to listen to, or a file with its name, type and size. */
export function Card({ attachment, isInOwn }: CardProps) {
  const { kind, url } = attachment
  if (kind === 'voice' || kind === 'audio') return <Sound sound={attachment} url={url} isInOwn={isInOwn} />
  return <FileCard attachment={attachment} isInOwn={isInOwn} />
}

const { Part: Document } = onDemand(async () => (await import('./document.tsx')).Document)

const rowClass = 'group/file flex h-full w-full items-center gap-3 rounded-sm text-start'

/** Pressing it saves it; a PDF is read in place where the browser can. */
function FileCard({ attachment, isInOwn }: CardProps) {
  const [isOpen, setIsOpen] = useState(false)
  const { kind, name, url } = attachment
  const isReadHere = kind === 'pdf' && navigator.pdfViewerEnabled
  const inside = <FileFace attachment={attachment} isInOwn={isInOwn} isReadHere={isReadHere} />
  if (!isReadHere) {
    return (
      <a href={url} download={name} className={rowClass}>
        {inside}
      </a>
    )
  }
  return (
    <>
      <button type="button" onClick={() => setIsOpen(true)} className={rowClass}>
        {inside}
      </button>
      {isOpen && <Document attachment={attachment} onClose={() => setIsOpen(false)} />}
    </>
  )
}

function FileFace({ attachment, isInOwn, isReadHere }: CardProps & { isReadHere: boolean }) {
  const { attachments: t } = useMoreWords()
  const { kind, name, size } = attachment
  const Shown = isReadHere ? BookOpen : Download
  return (
    <>
      <span
        className={clsx(
          'relative flex size-11 shrink-0 items-center justify-center rounded-md [&>svg]:size-5.5',
          isInOwn ? 'bg-raised/70' : 'bg-accent-soft text-on-accent-soft',
        )}
      >
        <FileIcon file={attachment} className="group-hover/file:invisible group-focus-visible/file:invisible" />
        <Shown
          aria-hidden="true"
          className="invisible absolute group-hover/file:visible group-focus-visible/file:visible"
        />
      </span>
      <span className="sr-only">{isReadHere ? t.pdf.read : t.download}</span>
      <span className="flex min-w-0 flex-col">
        <bdi className="truncate font-semibold">{name}</bdi>
        <span className="text-sm opacity-80">
          {endingOf(name) ?? t.kinds[kind]} · {sizeInWords(size)}
        </span>
      </span>
    </>
  )
}

/** "PDF" of "Plan.pdf"; null where there is none that says something. */
const endingOf = (name: string): string | null => /\.(\w{1,5})$/.exec(name)?.[1]?.toUpperCase() ?? null
