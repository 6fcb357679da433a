import clsx from 'clsx'
import { Download, RotateCcw } from 'lucide-react'
import { Avatar } from '../../design/avatar.tsx'
import { Button } from '../../design/button.tsx'
import { IconButton } from '../../design/icon-button.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { personName } from '../../live/naming.ts'
import { useReport } from '../../live/use-report.ts'
import { exactTime, relativeTime } from '../../words/dates.ts'
import { useFileWords } from '../../words/file-words.ts'
import { sizeInWords } from '../../words/sizes.ts'
import { NotLoaded } from '../asking/asking.ts'
import type { PreviewPaneProps } from './preview-props.ts'
import { useRestoring } from './use-restoring.ts'

/** What a file was before: each version can be looked at, had, and made the newest again. */
export function Versions({ entry, rights, versions, shown, onVersion }: PreviewPaneProps) {
  const { projectFiles, filePreview } = useFileWords()
  const { versions: t } = filePreview
  const report = useReport()
  const { items, error, again, hasMore, isLoadingMore, more } = versions
  const { restore, restoring } = useRestoring(entry, () => onVersion(entry.version))
  if (error !== null && error !== undefined) {
    return (
      <NotLoaded error={error} onAgain={again} words={{ notLoaded: t.notLoaded, tryAgain: filePreview.tryAgain }} />
    )
  }
  if (items === undefined || items.length === 0) return <SkeletonList count={4} label={t.loading} />
  return (
    <div className="h-full overflow-y-auto overscroll-contain py-2">
      <ol aria-label={t.list} className="flex flex-col px-2">
        {items.map(({ number, size, url, uploadedBy, uploadedAt, restoredFrom }) => (
          <li
            key={number}
            className={clsx(
              'flex items-start gap-3 rounded-md px-2 py-2.5',
              number === shown.number ? 'bg-accent-soft text-on-accent-soft' : 'hover:bg-hover',
            )}
          >
            <Avatar
              id={uploadedBy.id}
              name={uploadedBy.displayName}
              src={uploadedBy.avatarUrl}
              size="sm"
              className="mt-0.5"
            />
            <button
              type="button"
              aria-current={number === shown.number ? 'true' : undefined}
              onClick={() => onVersion(number)}
              className="flex min-w-0 grow flex-col rounded-sm text-start"
            >
              <span className="font-semibold">
                {projectFiles.version(number)}
                {number === entry.version && (
                  <span className="ms-2 rounded-full bg-pressed px-2 py-0.5 text-xs text-ink">{t.newest}</span>
                )}
              </span>
              <span className="text-sm text-muted" title={exactTime(uploadedAt)}>
                {filePreview.details.by(personName(uploadedBy), relativeTime(uploadedAt))}
              </span>
              <span className="text-sm text-muted">
                {sizeInWords(size)}
                {restoredFrom !== null && ` · ${t.restoredFrom(restoredFrom)}`}
              </span>
            </button>
            {rights.mayEdit && number !== entry.version && (
              <IconButton
                size="sm"
                label={t.restoreOf(number)}
                icon={<RotateCcw />}
                side="bottom"
                disabled={restoring !== null}
                onClick={() => restore(number)}
              />
            )}
            <a
              href={url}
              download={entry.name}
              aria-label={t.downloadOf(number)}
              title={t.downloadOf(number)}
              className="flex size-control-small shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
            >
              <Download aria-hidden="true" className="size-4" />
            </a>
          </li>
        ))}
      </ol>
      {hasMore && (
        <Button
          size="sm"
          className="mx-4 mt-2"
          isLoading={isLoadingMore}
          onClick={() => void more().catch((failure: unknown) => report(t.notLoaded, failure))}
        >
          {t.more}
        </Button>
      )}
    </div>
  )
}
