import type { Attachment } from '@kith/protocol/uploads.ts'
import clsx from 'clsx'
import type { ReactNode } from 'react'
import { onDemand } from '../../design/on-demand.tsx'
import { boxOf, isVisual } from './box.ts'
import type { Box } from './box.ts'

export const { Part: Gallery } = onDemand<{ conversationId: string }>(
  async () => (await import('./gallery.tsx')).Gallery,
)
const { Part: Pictures } = onDemand(async () => (await import('./pictures.tsx')).Pictures)
const { Part: Card } = onDemand(async () => (await import('./card.tsx')).Card)

export { AttachButton, RecordButton } from './attach-buttons.tsx'
export { useTakingFiles } from './use-taking-files.ts'
export { Recorder, Tray } from './tray-on-demand.tsx'
export { Viewer } from './viewer-on-demand.tsx'

interface AttachmentsProps {
  conversationId: string
  attachments: readonly Attachment[]
  /** Not stored yet: nothing opens. */
  isPending: boolean
  isInOwn: boolean
  /** Whether pictures reach to the edge, and only what is read keeps its distance. */
  isFlush: boolean
  /** Stands upon the pictures, where no text follows them. */
  meta?: ReactNode
}

/** What goes with a message. Its room is kept from the beginning, also before the code that draws it has come. */
export function Attachments({ conversationId, attachments, isPending, isInOwn, isFlush, meta }: AttachmentsProps) {
  const visuals = attachments.filter(isVisual)
  const others = attachments.filter((one) => !isVisual(one))
  const box = boxOf(visuals)
  return (
    <div className="flex flex-col gap-1.5">
      {box !== null && (
        <div style={roomOf(box)} className="relative max-w-full overflow-hidden rounded-md">
          <Pictures conversationId={conversationId} visuals={visuals} mosaic={box.mosaic} isPending={isPending} />
          {meta}
        </div>
      )}
      {others.map((one) => (
        <div key={one.id} className={clsx('h-14 max-w-full', isFlush ? 'w-77 px-2.5' : 'w-72')}>
          <Card attachment={one} isInOwn={isInOwn} />
        </div>
      ))}
    </div>
  )
}

const roomOf = ({ widthPx, mosaic }: Box) => ({ width: `${widthPx}px`, aspectRatio: String(mosaic.aspect) })

/** Whether all that is shown of a message are pictures, so that its time stands upon them. */
export const isOnlyPictures = (body: string, attachments: readonly Attachment[]): boolean =>
  body === '' && attachments.length > 0 && attachments.every(isVisual)
