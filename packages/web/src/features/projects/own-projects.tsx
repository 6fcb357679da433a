import { projectsInOrder } from '@kith/sdk/projects.ts'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { ReactNode } from 'react'
import { buttonClass } from '../../design/button-class.ts'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { Skeleton } from '../../design/skeleton.tsx'
import { useProjects } from '../../live/projects.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { ProjectCardItem } from './project-card.tsx'

const gridClass = 'grid gap-4 sm:grid-cols-2 xl:grid-cols-3'

/** One's projects as cards, newest activity first. */
export function OwnProjects({ isArchive, create }: { isArchive: boolean; create: ReactNode }) {
  const { projects: t } = useMoreWords()
  const state = useProjects()
  const shown = useMemo(
    () => projectsInOrder(state).filter(({ archivedAt }) => (archivedAt !== null) === isArchive),
    [state, isArchive],
  )

  if (!state.isLoaded && shown.length === 0) return <LoadingCards label={t.loading} />
  if (shown.length === 0 && isArchive) {
    return <EmptyState illustration={<EmptyPicture name="files" />} title={t.emptyArchive} text={t.emptyArchiveText} />
  }
  if (shown.length === 0) {
    return (
      <EmptyState
        illustration={<EmptyPicture name="files" />}
        title={t.empty}
        text={t.emptyText}
        action={
          <>
            <Link to="/projects" search={{ show: 'open' }} className={buttonClass()}>
              {t.seeOpen}
            </Link>
            {create}
          </>
        }
      />
    )
  }
  return (
    <ul className={gridClass}>
      {shown.map((project) => (
        <ProjectCardItem key={project.id} project={project} />
      ))}
    </ul>
  )
}

function LoadingCards({ label }: { label: string }) {
  return (
    <div className={gridClass}>
      <output className="sr-only">{label}</output>
      {Array.from({ length: 6 }, (_, index) => (
        <div key={index} className="flex flex-col gap-3 overflow-hidden rounded-lg border border-line bg-raised pb-4">
          <Skeleton className="h-24 w-full rounded-none!" />
          <Skeleton className="mx-4 h-4 w-1/2" />
          <Skeleton className="mx-4 h-3 w-4/5" />
          <Skeleton className="mx-4 h-7 w-24" />
        </div>
      ))}
    </div>
  )
}
