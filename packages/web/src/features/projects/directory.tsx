import type { ProjectCard } from '@kith/protocol/projects.ts'
import { useNavigate } from '@tanstack/react-router'
import { Check } from 'lucide-react'
import { useId, useState } from 'react'
import { Button } from '../../design/button.tsx'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { ProjectCover } from '../../design/project-cover.tsx'
import { SearchField } from '../../design/search-field.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { client } from '../../live/client.ts'
import { projects, useProjects } from '../../live/projects.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { NotLoaded, TYPING_PAUSE_MS, usePages } from '../asking/asking.ts'

/** Projects that anybody here may join. */
export function Directory() {
  const { shell } = useWords()
  const { projects: t } = useMoreWords()
  const report = useReport()
  const own = useProjects()
  const [text, setText] = useState('')
  const q = text.trim()
  const found = usePages(
    q,
    (cursor, signal) =>
      client.api.call(
        'GET /api/projects/directory',
        { q, limit: 30, ...(cursor === undefined ? {} : { cursor }) },
        signal === undefined ? {} : { signal },
      ),
    q === '' ? 0 : TYPING_PAUSE_MS,
  )
  const { items, error } = found
  return (
    <div aria-busy={found.isAsking} className="flex grow flex-col">
      <SearchField
        className="mb-2"
        label={t.search}
        clearLabel={shell.clear}
        value={text}
        onValueChange={setText}
        autoComplete="off"
        maxLength={100}
      />
      {items === undefined && error === null && <SkeletonList label={t.loading} />}
      {items === undefined && error !== null && <NotLoaded error={error} onAgain={found.again} words={t} />}
      {items !== undefined && items.length === 0 && (
        <EmptyState
          illustration={<EmptyPicture name={q === '' ? 'files' : 'search'} />}
          title={q === '' ? t.emptyOpen : t.nothing}
          text={q === '' ? t.emptyOpenText : t.nothingText(q)}
        />
      )}
      <ul className="divide-y divide-line">
        {items?.map((card) => (
          <Row key={card.id} card={card} isMember={own.isLoaded ? own.projects.has(card.id) : card.isMember} />
        ))}
      </ul>
      {found.hasMore && (
        <Button
          className="mx-auto mt-4"
          isLoading={found.isLoadingMore}
          onClick={() => void found.more().catch((failure: unknown) => report(t.notLoaded, failure))}
        >
          {t.more}
        </Button>
      )}
    </div>
  )
}

function Row({ card, isMember }: { card: ProjectCard; isMember: boolean }) {
  const id = useId()
  const { projects: t } = useMoreWords()
  const navigate = useNavigate()
  const report = useReport()
  const [isJoining, setIsJoining] = useState(false)
  const projectId = card.id

  async function join(): Promise<void> {
    setIsJoining(true)
    try {
      const project = await client.api.call('POST /api/projects/:projectId/join', { projectId })
      const keeper = await projects()
      keeper.take(project)
      await navigate({ to: '/projects/$projectId', params: { projectId } })
    } catch (error) {
      report(t.notJoined, error)
      setIsJoining(false)
    }
  }

  return (
    <li aria-labelledby={`${id}-title`} className="flex items-center gap-4 py-3.5">
      <ProjectCover
        id={card.id}
        color={card.color}
        src={card.coverUrl}
        className="h-16 w-24 shrink-0 self-start rounded-md sm:self-center"
      />
      <div className="flex min-w-0 grow flex-col gap-x-4 gap-y-2.5 sm:flex-row sm:items-center">
        <div className="min-w-0 grow">
          <h2 id={`${id}-title`} className="text-base font-semibold">
            <bdi>{card.name}</bdi>
          </h2>
          <p dir="auto" className="line-clamp-2 text-pretty text-muted">
            {card.description}
          </p>
          <p className="mt-0.5 flex flex-wrap items-center gap-x-2 text-sm text-muted">
            {t.people(card.memberCount)} · {t.files(card.fileCount)}
            {isMember && (
              <span className="inline-flex items-center gap-1 font-medium text-positive-text">
                <Check aria-hidden="true" className="size-3.5" strokeWidth={2.5} />
                {t.joined}
              </span>
            )}
          </p>
        </div>
        <Button
          size="sm"
          className="min-w-20 self-start pointer-coarse:h-11 sm:self-center"
          variant={isMember ? 'secondary' : 'primary'}
          isLoading={isJoining}
          onClick={
            isMember ? () => void navigate({ to: '/projects/$projectId', params: { projectId } }) : () => void join()
          }
          aria-describedby={`${id}-title`}
        >
          {isMember ? t.open : t.join}
        </Button>
      </div>
    </li>
  )
}
