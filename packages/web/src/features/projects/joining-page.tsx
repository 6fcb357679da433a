import { ProblemError } from '@kith/sdk/problem-error.ts'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Avatar } from '../../design/avatar.tsx'
import { buttonClass } from '../../design/button-class.ts'
import { Button } from '../../design/button.tsx'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { ProjectCover } from '../../design/project-cover.tsx'
import { Skeleton } from '../../design/skeleton.tsx'
import { client } from '../../live/client.ts'
import { personName } from '../../live/naming.ts'
import { projects } from '../../live/projects.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { NotLoaded, useAnswer } from '../asking/asking.ts'

/** Where the link of a project leads: what it is, who invites, and the way in. */
export function JoiningPage({ code }: { code: string }) {
  const { projects: words } = useMoreWords()
  const t = words.joining
  const navigate = useNavigate()
  const report = useReport()
  const [isJoining, setIsJoining] = useState(false)
  const asked = useAnswer(code, (signal) =>
    client.api.call('GET /api/project-links/:linkCode', { linkCode: code }, { signal }),
  )
  const isDead = asked.error instanceof ProblemError && asked.error.status === 404

  async function join(): Promise<void> {
    setIsJoining(true)
    try {
      const project = await client.api.call('POST /api/project-links/:linkCode/join', { linkCode: code })
      const keeper = await projects()
      keeper.take(project)
      await navigate({ to: '/projects/$projectId', params: { projectId: project.id }, replace: true })
    } catch (error) {
      report(t.notJoined, error)
      setIsJoining(false)
    }
  }

  return (
    <main className="flex min-h-0 min-w-0 grow flex-col overflow-y-auto">
      {isDead && (
        <EmptyState
          heading="h1"
          illustration={<EmptyPicture name="search" />}
          title={t.dead}
          text={t.deadText}
          action={
            <Link to="/projects" className={buttonClass('primary')}>
              {t.toProjects}
            </Link>
          }
        />
      )}
      {!isDead && asked.error !== null && <NotLoaded error={asked.error} onAgain={asked.again} words={t} />}
      {asked.error === null && asked.value === undefined && (
        <div className="m-auto flex w-full max-w-md flex-col gap-4 p-4">
          <output className="sr-only">{t.loading}</output>
          <Skeleton className="h-36 w-full rounded-lg!" />
          <Skeleton className="h-6 w-2/3" />
          <Skeleton className="h-4 w-1/2" />
        </div>
      )}
      {asked.value !== undefined && (
        <div className="motion-rise m-auto w-full max-w-md p-4">
          <article className="overflow-hidden rounded-lg border border-line bg-raised shadow-raised">
            <ProjectCover
              id={asked.value.project.id}
              color={asked.value.project.color}
              src={asked.value.project.coverUrl}
              className="h-36 w-full"
            />
            <div className="flex flex-col gap-3 p-5">
              <p className="flex items-center gap-2 text-muted">
                <Avatar
                  id={asked.value.inviter.id}
                  name={asked.value.inviter.displayName}
                  src={asked.value.inviter.avatarUrl}
                  size="sm"
                />
                <span>{t.title(personName(asked.value.inviter))}</span>
              </p>
              <h1 className="text-xl font-bold">
                <bdi>{asked.value.project.name}</bdi>
              </h1>
              {asked.value.project.description !== '' && (
                <p dir="auto" className="line-clamp-6 text-pretty whitespace-pre-line">
                  {asked.value.project.description}
                </p>
              )}
              <p className="text-sm text-muted">
                {words.people(asked.value.project.memberCount)} · {words.files(asked.value.project.fileCount)}
                <br />
                {asked.value.project.isMember ? t.already : t.asRole(words.roles[asked.value.role].toLocaleLowerCase())}
              </p>
              <Button variant="primary" isLoading={isJoining} onClick={() => void join()}>
                {asked.value.project.isMember ? t.open : t.join}
              </Button>
            </div>
          </article>
        </div>
      )}
    </main>
  )
}
