import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import { Link } from '@tanstack/react-router'
import { Pin } from 'lucide-react'
import { useState } from 'react'
import { client } from '../../live/client.ts'
import { useProjectNews } from '../../live/project-news.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { sizeInWords } from '../../words/sizes.ts'
import { useAnswer } from '../asking/asking.ts'
import { Thumbnail } from '../files/files.tsx'

/** Files and folders that are held up for everybody in a project. */
export function Pinned({ projectId }: { projectId: string }) {
  const { overview: t } = useMoreWords().projects
  const [staleness, setStaleness] = useState(0)
  const [news, setNews] = useState<ReadonlyMap<string, ProjectEntry>>(new Map())
  useProjectNews(projectId, ({ entries, isStale }) => {
    if (isStale) {
      // Among what was missed some of it may have gone.
      setNews(new Map())
      setStaleness((before) => before + 1)
    }
    if (entries.length > 0)
      setNews((before) => new Map([...before, ...entries.map((each) => [each.id, each] as const)]))
  })
  const { value } = useAnswer(`${projectId} ${staleness}`, (signal) =>
    client.api.call('GET /api/projects/:projectId/files', { projectId, of: 'pinned', limit: 50 }, { signal }),
  )
  const known = new Map(value?.items.map((entry) => [entry.id, entry]))
  for (const [id, entry] of news) if (entry.rev >= (known.get(id)?.rev ?? 0)) known.set(id, entry)
  const pinned = [...known.values()].filter(
    ({ pinnedAt, trashId, isGone }) => pinnedAt !== null && trashId === null && !isGone,
  )
  if (pinned.length === 0) return null
  return (
    <section aria-label={t.pinned}>
      <h2 className="mb-1 flex items-center gap-2 font-bold">
        <Pin aria-hidden="true" className="size-4 text-muted" />
        {t.pinned}
      </h2>
      <ul className="-mx-2">
        {pinned.map((entry) => (
          <li key={entry.id}>
            <Link
              to="/projects/$projectId/files/$entryId"
              params={{ projectId, entryId: entry.id }}
              className="flex min-h-11 items-center gap-3 rounded-md px-2 py-1.5 hover:bg-hover"
            >
              <Thumbnail entry={entry} iconSize="md" className="size-9 rounded-sm" />
              <bdi className="min-w-0 grow truncate font-medium">{entry.name}</bdi>
              {entry.type === 'file' && <bdi className="shrink-0 text-sm text-muted">{sizeInWords(entry.size)}</bdi>}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
