import type { FileKind } from '@kith/protocol/project-files.ts'
import type { ReactNode } from 'react'
import { onDemand } from '../../design/on-demand.tsx'
import { AudioBody, VideoBody } from './media-bodies.tsx'
import { OtherBody } from './other-body.tsx'
import { PdfBody } from './pdf-body.tsx'
import { PictureBody } from './picture-body.tsx'
import type { PictureBodyProps } from './picture-body.tsx'
import type { ShownBytes } from './shown-bytes.ts'

const { Part: TextBody } = onDemand(async () => (await import('./text-body.tsx')).TextBody)
const { Part: TableBody } = onDemand(async () => (await import('./table-body.tsx')).TableBody)

interface FileBodyProps extends Omit<PictureBodyProps, 'shown'> {
  shown: ShownBytes
}

const texts = new Set<FileKind>(['text', 'code', 'markdown'])

/** The file itself, by what it is. */
export function FileBody(props: FileBodyProps): ReactNode {
  const { shown } = props
  const { kind, previewUrl } = shown
  if (kind === 'image') return <PictureBody {...props} />
  if (kind === 'video') return <VideoBody shown={shown} />
  if (kind === 'audio') return <AudioBody shown={shown} />
  if (kind === 'pdf' && navigator.pdfViewerEnabled) return <PdfBody shown={shown} />
  if (texts.has(kind)) return <TextBody shown={shown} />
  if (kind === 'csv') return <TableBody shown={shown} />
  return previewUrl === null ? <OtherBody shown={shown} /> : <PictureBody {...props} />
}
