import type { Project } from '@kith/protocol/projects.ts'
import { Link, Outlet } from '@tanstack/react-router'
import { Suspense } from 'react'
import { buttonClass } from '../../design/button-class.ts'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { Skeleton } from '../../design/skeleton.tsx'
import { useMoreWords } from '../../words/more-words.ts'
import { NotLoaded } from '../asking/asking.ts'
import { OpenProject, useOpening } from './open-project.ts'
import { ProjectHeader } from './project-header.tsx'
import { StateBanner } from './state-banner.tsx'

/** One project; its parts stand inside, each at an address of its own. */
export function ProjectPage({ projectId }: { projectId: string }) {
  const { projects: t } = useMoreWords()
  const opened = useOpening(projectId)
  if (opened.state === 'here') return <Here project={opened.project} />
  return (
    <main className="flex min-h-0 min-w-0 grow flex-col overflow-y-auto">
      {opened.state === 'loading' && <LoadingPage label={t.page.loading} />}
      {opened.state === 'failed' && (
        <NotLoaded
          error={opened.error}
          onAgain={opened.again}
          words={{ notLoaded: t.page.notLoaded, tryAgain: t.tryAgain }}
        />
      )}
      {opened.state === 'gone' && (
        <EmptyState
          heading="h1"
          illustration={<EmptyPicture name="search" />}
          title={t.page.gone}
          text={t.page.goneText}
          action={
            <Link to="/projects" className={buttonClass('primary')}>
              {t.page.toProjects}
            </Link>
          }
        />
      )}
    </main>
  )
}

function Here({ project }: { project: Project }) {
  return (
    <OpenProject value={project}>
      <main className="flex min-h-0 min-w-0 grow flex-col">
        <ProjectHeader project={project} />
        <StateBanner project={project} />
        <div className="flex min-h-0 grow flex-col overflow-y-auto">
          <Suspense>
            <Outlet />
          </Suspense>
        </div>
      </main>
    </OpenProject>
  )
}

function LoadingPage({ label }: { label: string }) {
  return (
    <div className="flex flex-col gap-5 px-4 py-4 md:px-8">
      <output className="sr-only">{label}</output>
      <div className="flex items-center gap-3">
        <Skeleton className="size-12 rounded-md!" />
        <div className="flex flex-col gap-2">
          <Skeleton className="h-5 w-48" />
          <Skeleton className="h-3.5 w-28" />
        </div>
      </div>
      <Skeleton className="h-8 w-full max-w-md" />
      <Skeleton className="h-32 w-full max-w-3xl" />
    </div>
  )
}
