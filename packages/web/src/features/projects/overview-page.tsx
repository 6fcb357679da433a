import type { ProjectActivity } from '@kith/protocol/project-activity.ts'
import { useEffect, useState } from 'react'
import { Button } from '../../design/button.tsx'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { projects as keeping } from '../../live/projects.ts'
import { useKith } from '../../live/use-kith.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { NotLoaded } from '../asking/asking.ts'
import { About } from './about.tsx'
import { ActivityGroup } from './activity-group.tsx'
import { FirstSteps } from './first-steps.tsx'
import { useOpenProject } from './open-project.ts'
import { useActivity } from './use-activity.ts'

/** What is new in the project since one was here, what is held up in it, and what it is about. */
export function OverviewPage() {
  const project = useOpenProject()
  const { projects } = useMoreWords()
  const t = projects.overview
  const report = useReport()
  const myId = useKith((state) => state.me?.id ?? '')
  // Seeing it moves the place up to which it is seen; the line stays where it was on arrival.
  const [seenRev] = useState(project.seenRev)
  const { items, error, hasMore, isLoadingMore, again, more } = useActivity(project.id)
  const isLoaded = items !== undefined
  const { id: projectId, head } = project

  useEffect(() => {
    if (!isLoaded || document.hidden) return
    // Not told is not seen: it is new once more then.
    void keeping()
      .then((keeper) => keeper.see(projectId, head))
      .catch(() => undefined)
  }, [isLoaded, projectId, head])

  const isNew = ({ rev, actor }: ProjectActivity): boolean => rev > seenRev && actor?.id !== myId
  const fresh = items?.filter(isNew) ?? []
  const former = items?.filter((activity) => !isNew(activity)) ?? []

  return (
    <div className="mx-auto grid w-full max-w-6xl gap-x-8 gap-y-6 px-4 py-5 md:px-8 lg:grid-cols-[minmax(0,1fr)_20rem] lg:grid-rows-[auto_1fr]">
      {fresh.length > 0 && (
        <section aria-label={t.since} className="rounded-lg border border-line bg-raised px-4 pt-3 pb-1.5">
          <h2 className="font-bold text-accent-text">{t.since}</h2>
          <Activities activities={fresh} />
        </section>
      )}
      <About project={project} />
      <div className="flex min-w-0 flex-col gap-6 lg:col-start-1">
        {isLoaded && project.memberCount === 1 && project.fileCount === 0 && <FirstSteps project={project} />}
        {!isLoaded && error === null && <SkeletonList count={6} label={t.loading} />}
        {!isLoaded && error !== null && (
          <NotLoaded error={error} onAgain={again} words={{ notLoaded: t.notLoaded, tryAgain: projects.tryAgain }} />
        )}
        {former.length > 0 && (
          <section aria-label={t.activity}>
            <h2 className="mb-1 font-bold">{t.activity}</h2>
            <Activities activities={former} />
          </section>
        )}
        {items?.length === 0 && (
          <EmptyState illustration={<EmptyPicture name="files" />} title={t.noActivity} text={t.noActivityText} />
        )}
        {hasMore && (
          <Button
            variant="ghost"
            className="self-center"
            isLoading={isLoadingMore}
            onClick={() => void more().catch((failure: unknown) => report(t.notLoaded, failure))}
          >
            {projects.more}
          </Button>
        )}
      </div>
    </div>
  )
}

/** What follows within this time stands with what the same person did before. */
const TOGETHER_MS = 12 * 60 * 60_000

function Activities({ activities }: { activities: readonly ProjectActivity[] }) {
  const groups: ProjectActivity[][] = []
  for (const activity of activities) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    const isTogether =
      last !== undefined &&
      last.actor?.id === activity.actor?.id &&
      Date.parse(last.at) - Date.parse(activity.at) < TOGETHER_MS
    if (isTogether) group?.push(activity)
    else groups.push([activity])
  }
  return (
    <ul className="divide-y divide-line">
      {groups.map((group) => (
        <ActivityGroup key={group[0]?.id} activities={group} />
      ))}
    </ul>
  )
}
