import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import { FileQuestion, FileText, FileX, Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { Skeleton } from '../../design/skeleton.tsx'
import { client } from '../../live/client.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { sizeInWords } from '../../words/sizes.ts'
import { noteAsked, useSharedFile } from './known-files.ts'

interface CardProps {
  fileId: string
  isInOwn: boolean
}

const rowClass = 'flex h-full w-full items-center gap-3 rounded-sm text-start'

/** A project file as one may see it now: the file itself, that it is hidden and may be asked for, or that it is gone. */
export function SharedFileCard({ fileId, isInOwn }: CardProps) {
  const { sharedFiles: t } = useMoreWords()
  const file = useSharedFile(fileId)
  if (file === undefined) {
    return (
      <div className={rowClass}>
        <output className="sr-only">{t.loading}</output>
        <Skeleton className="size-11 rounded-md" />
        <Skeleton className="h-3.5 w-3/5" />
      </div>
    )
  }
  if (file?.state === 'visible' && file.entry !== null) {
    return <VisibleFile entry={file.entry} projectName={file.projectName ?? ''} isInOwn={isInOwn} />
  }
  if (file?.state === 'hidden') return <HiddenFile fileId={fileId} hasAsked={file.hasAsked} isInOwn={isInOwn} />
  return (
    <div className={rowClass}>
      <Sign isInOwn={isInOwn}>{file === null ? <FileQuestion /> : <FileX />}</Sign>
      <span className="min-w-0 opacity-80">{t.gone}</span>
    </div>
  )
}

function VisibleFile({ entry, projectName, isInOwn }: { entry: ProjectEntry; projectName: string; isInOwn: boolean }) {
  const { id, projectId, name, size, thumbnailUrl } = entry
  return (
    <Link
      to="/projects/$projectId/files/$entryId"
      params={{ projectId, entryId: id }}
      preload={false}
      className={clsx(rowClass, 'group/file')}
    >
      {thumbnailUrl === null ? (
        <Sign isInOwn={isInOwn}>
          <FileText />
        </Sign>
      ) : (
        <img
          src={thumbnailUrl}
          alt=""
          loading="lazy"
          decoding="async"
          className="size-11 shrink-0 rounded-md bg-skeleton object-cover"
        />
      )}
      <span className="flex min-w-0 flex-col">
        <bdi className="truncate font-semibold group-hover/file:underline">{name}</bdi>
        <span className="truncate text-sm opacity-80">
          {sizeInWords(size)} · <bdi>{projectName}</bdi>
        </span>
      </span>
    </Link>
  )
}

function HiddenFile({ fileId, hasAsked, isInOwn }: CardProps & { hasAsked: boolean }) {
  const { sharedFiles: t } = useMoreWords()
  const report = useReport()
  const [isAsking, setIsAsking] = useState(false)

  async function ask(): Promise<void> {
    setIsAsking(true)
    try {
      await client.api.call('POST /api/shared-files/:fileId/requests', { fileId })
      noteAsked(fileId)
    } catch (error) {
      report(t.notAsked, error)
    } finally {
      setIsAsking(false)
    }
  }

  return (
    <div className={rowClass}>
      <Sign isInOwn={isInOwn}>
        <Lock />
      </Sign>
      <span className="flex min-w-0 grow flex-col">
        <span className="truncate font-semibold">{t.hidden}</span>
        <span className="truncate text-sm opacity-80">{hasAsked ? t.asked : t.hiddenText}</span>
      </span>
      {!hasAsked && (
        <Button size="sm" isLoading={isAsking} onClick={() => void ask()}>
          {t.ask}
        </Button>
      )}
    </div>
  )
}

function Sign({ isInOwn, children }: { isInOwn: boolean; children: ReactNode }) {
  return (
    <span
      aria-hidden="true"
      className={clsx(
        'flex size-11 shrink-0 items-center justify-center rounded-md [&>svg]:size-5.5',
        isInOwn ? 'bg-raised/70' : 'bg-accent-soft text-on-accent-soft',
      )}
    >
      {children}
    </span>
  )
}
