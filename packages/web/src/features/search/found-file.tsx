import type { SearchItem } from '@kith/protocol/search.ts'
import { Link } from '@tanstack/react-router'
import { exactTime, shortTime } from '../../words/dates.ts'
import { EntryIcon } from '../files/files.tsx'
import { Highlight } from './highlight.tsx'
import { rowClass } from './row-class.ts'

interface FoundFileProps {
  found: Extract<SearchItem, { type: 'file' }>
  terms: readonly string[]
}

/** One file that was found: its name, its project, when it changed, and the words around what was looked for. */
export function FoundFile({ found: { entry, project, excerpt }, terms }: FoundFileProps) {
  const { id: entryId, name, changedAt } = entry
  return (
    <li>
      <Link
        to="/projects/$projectId/files/$entryId"
        params={{ projectId: project.id, entryId }}
        className={rowClass(excerpt === '' ? 'center' : 'start')}
      >
        <EntryIcon entry={entry} />
        <span className="flex min-w-0 grow flex-col gap-0.5">
          <span className="flex items-baseline gap-2">
            <span className="min-w-0 grow truncate">
              <bdi className="font-semibold">
                <Highlight text={name} terms={terms} />
              </bdi>
              <span aria-hidden="true" className="text-muted">
                {' · '}
              </span>
              <bdi className="text-muted">{project.name}</bdi>
            </span>
            <time dateTime={changedAt} title={exactTime(changedAt)} className="shrink-0 text-xs text-muted">
              {shortTime(changedAt)}
            </time>
          </span>
          {excerpt !== '' && (
            <span dir="auto" className="line-clamp-2 text-sm text-pretty text-muted [overflow-wrap:anywhere]">
              <Highlight text={excerpt} terms={terms} />
            </span>
          )}
        </span>
      </Link>
    </li>
  )
}
