import type { Project, ProjectLink } from '@kith/protocol/projects.ts'
import { Link2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { CopyButton } from '../../live/copy-button.tsx'
import { doLater, takeBack, UNDO_MS, usePending } from '../../live/later.ts'
import { personName } from '../../live/naming.ts'
import { useReport } from '../../live/use-report.ts'
import { exactTime, relativeTime } from '../../words/dates.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { NotLoaded, useAnswer } from '../asking/asking.ts'
import { addressOfLink } from './link-address.ts'
import { NewLink } from './new-link.tsx'
import { isReadOnly } from './rights.ts'

const endingKey = ({ id }: ProjectLink): string => `project link ${id}`

/** The links that let people in, for owners. */
export function Links({ project }: { project: Project }) {
  const { projects } = useMoreWords()
  const t = projects.links
  const report = useReport()
  const pending = usePending()
  const [isMaking, setIsMaking] = useState(false)
  const projectId = project.id
  const { value, error, again, change } = useAnswer(projectId, (signal) =>
    client.api.call('GET /api/projects/:projectId/links', { projectId }, { signal }),
  )
  const links = value?.items.filter((link) => !pending.has(endingKey(link)))

  function end(link: ProjectLink): void {
    doLater(endingKey(link), async () => {
      try {
        await client.api.call('DELETE /api/projects/:projectId/links/:linkId', { projectId, linkId: link.id })
        change(({ items }) => ({ items: items.filter(({ id }) => id !== link.id) }))
      } catch (failure) {
        report(projects.page.notChanged, failure)
      }
    })
    showToast({
      id: endingKey(link),
      title: t.ended,
      durationMs: UNDO_MS,
      action: { label: t.undo, onSelect: () => takeBack(endingKey(link)) },
    })
  }

  return (
    <section aria-label={t.title}>
      <div className="mb-1 flex items-center gap-3">
        <h2 className="grow text-lg font-bold">{t.title}</h2>
        {!isReadOnly(project) && (
          <Button icon={<Link2 aria-hidden="true" />} onClick={() => setIsMaking(true)}>
            {t.create}
          </Button>
        )}
      </div>
      <p className="mb-2 text-pretty text-muted">{t.text}</p>
      {value === undefined && error === null && <SkeletonList count={2} label={projects.loading} />}
      {value === undefined && error !== null && (
        <NotLoaded error={error} onAgain={again} words={{ notLoaded: t.notLoaded, tryAgain: projects.tryAgain }} />
      )}
      {links?.length === 0 && <p className="py-2 text-muted">{t.none}</p>}
      <ul className="divide-y divide-line">
        {links?.map((link) => (
          <Row key={link.id} link={link} onEnd={() => end(link)} />
        ))}
      </ul>
      {isMaking && (
        <NewLink
          project={project}
          onMade={(link) => change(({ items }) => ({ items: [link, ...items] }))}
          onClose={() => setIsMaking(false)}
        />
      )}
    </section>
  )
}

function Row({ link, onEnd }: { link: ProjectLink; onEnd: () => void }) {
  const { projects } = useMoreWords()
  const t = projects.links
  const { code, role, expiresAt, uses, usesMax, createdBy } = link
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3">
      <span className="flex size-9 shrink-0 items-center justify-center rounded-full bg-pressed text-muted">
        <Link2 aria-hidden="true" className="size-4.5" />
      </span>
      <div className="min-w-40 grow basis-0">
        <p className="font-medium">
          {projects.roles[role]} <bdi className="font-normal text-muted">{t.by(personName(createdBy))}</bdi>
        </p>
        <p className="text-sm text-pretty text-muted">
          {t.uses(uses, usesMax)}
          {' · '}
          {expiresAt === null ? (
            t.endless
          ) : (
            <time dateTime={expiresAt} title={exactTime(expiresAt)}>
              {t.ends(relativeTime(expiresAt))}
            </time>
          )}
        </p>
        {code === null && <p className="text-sm text-warning-text">{t.unreadable}</p>}
      </div>
      <div className="flex gap-2">
        {code !== null && <CopyButton text={addressOfLink(code)} words={t} />}
        <Button variant="ghost" aria-label={t.endOf(projects.roles[role].toLocaleLowerCase())} onClick={onEnd}>
          {t.end}
        </Button>
      </div>
    </li>
  )
}
