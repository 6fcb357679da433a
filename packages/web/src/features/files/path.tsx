import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import { ArrowLeft, ChevronRight } from 'lucide-react'
import { useFileWords } from '../../words/file-words.ts'
import { useWords } from '../../words/words.ts'
import { useDropTarget } from './dragging.ts'
import type { PathPart } from './known-entries.ts'

interface PathProps {
  projectId: string
  /** Outermost first; null while it is not known. */
  path: readonly PathPart[] | null
  mayDrop: boolean
  onEntries: (ids: readonly string[], folder: PathPart | null) => void
  onFiles: (data: DataTransfer, folder: PathPart | null) => void
}

/** In which folder one is, and the way back; things can be dropped upon each of them. */
export function Path({ projectId, path, mayDrop, onEntries, onFiles }: PathProps) {
  const { shell } = useWords()
  const { projectFiles: t } = useFileWords()
  const parts = path ?? []
  const above = parts.at(-2) ?? null
  return (
    <nav aria-label={t.path} className="flex min-w-0 grow items-center">
      {parts.length > 0 && (
        <Link
          {...addressOf(projectId, above)}
          aria-label={shell.back}
          className="-ms-2 flex size-control shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover sm:hidden"
        >
          <ArrowLeft aria-hidden="true" className="size-5 rtl:-scale-x-100" />
        </Link>
      )}
      <ol className="flex min-w-0 items-center">
        {[null, ...parts].map((part, index) => {
          const isLast = index === parts.length
          return (
            <li key={part?.id ?? ''} className={clsx('flex items-center', isLast ? 'min-w-0' : 'shrink max-sm:hidden')}>
              {index > 0 && (
                <ChevronRight
                  aria-hidden="true"
                  className="size-4 shrink-0 text-faint max-sm:hidden rtl:-scale-x-100"
                />
              )}
              <Step
                projectId={projectId}
                part={part}
                isHere={isLast && path !== null}
                mayDrop={mayDrop}
                onEntries={onEntries}
                onFiles={onFiles}
              />
            </li>
          )
        })}
      </ol>
    </nav>
  )
}

interface StepProps extends Omit<PathProps, 'path'> {
  part: PathPart | null
  isHere: boolean
}

function Step({ projectId, part, isHere, mayDrop, onEntries, onFiles }: StepProps) {
  const { projectFiles: t } = useFileWords()
  const { isOver, handlers } = useDropTarget({
    accepts: (ids) => mayDrop && (ids === null || (!isHere && !ids.includes(part?.id ?? ''))),
    onEntries: (ids) => onEntries(ids, part),
    onFiles: (data) => onFiles(data, part),
  })
  const name = part?.name ?? t.top
  return (
    <Link
      {...addressOf(projectId, part)}
      {...handlers}
      aria-current={isHere ? 'location' : undefined}
      draggable={false}
      className={clsx(
        'block max-w-52 truncate rounded-sm px-2 py-1 hover:bg-hover',
        isHere ? 'font-bold max-sm:text-lg' : 'font-medium text-muted',
        isOver && 'bg-accent-soft ring-2 ring-accent',
      )}
    >
      <bdi>{name}</bdi>
    </Link>
  )
}

function addressOf(projectId: string, part: PathPart | null) {
  if (part === null) return { to: '/projects/$projectId/files', params: { projectId } } as const
  return { to: '/projects/$projectId/files/$entryId', params: { projectId, entryId: part.id } } as const
}
