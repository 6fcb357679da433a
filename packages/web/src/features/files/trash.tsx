import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import type { Project } from '@kith/protocol/projects.ts'
import { Link } from '@tanstack/react-router'
import { ArrowLeft, RotateCcw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { buttonClass } from '../../design/button-class.ts'
import { Dialog } from '../../design/dialog.tsx'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { IconButton } from '../../design/icon-button.tsx'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { personName } from '../../live/naming.ts'
import { useReport } from '../../live/use-report.ts'
import { exactTime, relativeTime, shortTime } from '../../words/dates.ts'
import { useFileWords } from '../../words/file-words.ts'
import { sizeInWords } from '../../words/sizes.ts'
import { useWords } from '../../words/words.ts'
import { NotLoaded } from '../asking/asking.ts'
import { FilesSkeleton } from './files-skeleton.tsx'
import type { FileRights } from './rights.ts'
import { Thumbnail } from './thumbnail.tsx'
import { useEntryChanges } from './use-entry-actions.ts'
import { useListing } from './use-listing.ts'

const KEPT_MS = 30 * 24 * 60 * 60 * 1000

interface TrashProps {
  project: Project
  rights: FileRights
}

/** What was put away, newest first: to be taken back, or by owners to be deleted for good. */
export function Trash({ project: { id: projectId }, rights }: TrashProps) {
  const words = useWords()
  const { projectFiles } = useFileWords()
  const { trashPage: t } = projectFiles
  const report = useReport()
  const place = { projectId, of: 'trash', parentId: null, q: '' } as const
  const listing = useListing(place, { sort: 'name', order: 'up' })
  const { items, error, again, hasMore, isLoadingMore, more } = listing
  const changes = useEntryChanges(projectId, listing.take)
  /** What is asked about: one of them, or all (null). */
  const [asked, setAsked] = useState<{ entry: ProjectEntry | null } | null>(null)
  const [isPurging, setIsPurging] = useState(false)

  async function purge(entry: ProjectEntry | null): Promise<void> {
    setIsPurging(true)
    try {
      const ids = entry === null ? {} : { ids: [entry.id] }
      const { count } = await client.api.call('POST /api/projects/:projectId/files/purge', { projectId, ...ids })
      showToast({ id: 'files', title: t.purged(count) })
      if (entry === null) again()
      else listing.take([{ ...entry, isGone: true, rev: entry.rev + 1 }])
      setAsked(null)
    } catch (failure) {
      report(t.notPurged, failure)
    }
    setIsPurging(false)
  }

  return (
    <>
      <header className="flex shrink-0 flex-wrap items-center gap-x-2 gap-y-1 px-3 py-2 md:px-6 md:py-3">
        <Link
          to="/projects/$projectId/files"
          params={{ projectId }}
          aria-label={projectFiles.toFiles}
          className={buttonClass('ghost', 'md', '-ms-2 w-control px-0!')}
        >
          <ArrowLeft aria-hidden="true" className="rtl:-scale-x-100" />
        </Link>
        <h2 className="grow text-lg font-bold">{t.title}</h2>
        {rights.mayPurge && items !== undefined && items.length > 0 && (
          <Button variant="danger" icon={<Trash2 aria-hidden="true" />} onClick={() => setAsked({ entry: null })}>
            {t.purgeAll}
          </Button>
        )}
        <p className="w-full text-sm text-muted">{t.text}</p>
      </header>
      {items === undefined && error !== null && error !== undefined ? (
        <NotLoaded error={error} onAgain={again} words={projectFiles} />
      ) : items === undefined ? (
        <FilesSkeleton mode="list" />
      ) : items.length === 0 ? (
        <EmptyState illustration={<EmptyPicture name="files" />} title={t.empty} text={t.emptyText} />
      ) : (
        <ul
          // Those who may restore nothing scroll it by keys all the same.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          aria-label={t.title}
          className="min-h-0 grow overflow-y-auto px-3 pb-6 outline-offset-[-2px] md:px-6"
        >
          {items.map((entry) => (
            <li key={entry.id} className="flex min-h-15 items-center gap-3 rounded-md px-2 hover:bg-hover">
              <Thumbnail entry={entry} iconSize="md" className="size-9 rounded-sm" />
              <span className="flex min-w-0 grow flex-col">
                <bdi className="truncate font-medium">{entry.name}</bdi>
                <span className="truncate text-sm text-muted">
                  {entry.type === 'file' && `${sizeInWords(entry.size)} · `}
                  {t.trashedBy(personName(entry.changedBy), shortTime(entry.trashedAt ?? entry.changedAt))}
                  <span className="max-sm:hidden" title={exactTime(goesAt(entry))}>
                    {' · '}
                    {t.goes(relativeTime(goesAt(entry)))}
                  </span>
                </span>
              </span>
              {rights.mayEdit && (
                <Button
                  size="sm"
                  icon={<RotateCcw aria-hidden="true" />}
                  aria-label={t.restoreOf(entry.name)}
                  onClick={() => void changes.restore([entry])}
                >
                  {t.restore}
                </Button>
              )}
              {rights.mayPurge && (
                <IconButton
                  size="sm"
                  label={t.purgeOf(entry.name)}
                  icon={<Trash2 />}
                  hasTooltip={false}
                  onClick={() => setAsked({ entry })}
                />
              )}
            </li>
          ))}
          {hasMore && (
            <li className="flex justify-center pt-4">
              <Button
                isLoading={isLoadingMore}
                onClick={() => void more().catch((failure: unknown) => report(projectFiles.notLoaded, failure))}
              >
                {projectFiles.showMore}
              </Button>
            </li>
          )}
        </ul>
      )}
      {asked !== null && (
        <Dialog
          isOpen
          onIsOpenChange={() => setAsked(null)}
          size="sm"
          title={asked.entry === null ? t.sureAll : t.sure(asked.entry.name)}
          text={t.sureText}
          closeLabel={words.shell.close}
          footer={
            <>
              <Button onClick={() => setAsked(null)}>{words.shell.cancel}</Button>
              <Button variant="danger" isLoading={isPurging} onClick={() => void purge(asked.entry)}>
                {asked.entry === null ? t.purgeAll : t.purge}
              </Button>
            </>
          }
        />
      )}
    </>
  )
}

const goesAt = ({ trashedAt, changedAt }: ProjectEntry): string =>
  new Date(Date.parse(trashedAt ?? changedAt) + KEPT_MS).toISOString()
