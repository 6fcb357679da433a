import type { Project } from '@kith/protocol/projects.ts'
import { Link } from '@tanstack/react-router'
import { ProjectCover } from '../../design/project-cover.tsx'
import { calendarDay } from '../../words/dates.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { Pinned } from './pinned.tsx'
import { mayChange } from './rights.ts'

/** What a project is about, and what is held up in it. */
export function About({ project }: { project: Project }) {
  const { projects } = useMoreWords()
  const t = projects.overview
  const { id: projectId, color, coverUrl, description, createdAt } = project
  return (
    <aside className="flex min-w-0 flex-col gap-6 lg:col-start-2 lg:row-span-2 lg:row-start-1">
      <div className="flex flex-col gap-3">
        <ProjectCover id={projectId} color={color} src={coverUrl} className="aspect-[8/3] w-full rounded-lg" />
        <h2 className="sr-only">{t.about}</h2>
        {description === '' ? (
          <p className="text-muted">
            {mayChange(project) ? (
              <Link
                to="/projects/$projectId/settings"
                params={{ projectId }}
                className="font-medium text-accent-text hover:underline"
              >
                {t.describe}
              </Link>
            ) : (
              t.noDescription
            )}
          </p>
        ) : (
          <p dir="auto" className="text-pretty whitespace-pre-line">
            {description}
          </p>
        )}
        <p className="text-sm text-muted">{t.began(calendarDay(createdAt))}</p>
      </div>
      <Pinned projectId={projectId} />
    </aside>
  )
}
