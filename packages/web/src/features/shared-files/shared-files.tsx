/* The door of this feature: what others may use of it. In the first load there is only what keeps the room. */
import clsx from 'clsx'
import { onDemand } from '../../design/on-demand.tsx'

const { Part: Card } = onDemand(async () => (await import('./shared-file-card.tsx')).SharedFileCard)

interface SharedFilesProps {
  fileIds: readonly string[]
  isInOwn: boolean
  className: string
}

/** The project files that a message shares, as whoever looks may see them. */
export function SharedFiles({ fileIds, isInOwn, className }: SharedFilesProps) {
  if (fileIds.length === 0) return null
  return (
    <div className={clsx('flex flex-col gap-1.5', className)}>
      {fileIds.map((fileId) => (
        <div key={fileId} className="h-14 w-72 max-w-full">
          <Card fileId={fileId} isInOwn={isInOwn} />
        </div>
      ))}
    </div>
  )
}
