import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import clsx from 'clsx'
import { MessageSquare, Pin } from 'lucide-react'
import { useFileWords } from '../../words/file-words.ts'

/** What is to be known of a file beside its name: that it is pinned, what is said about it, which version it is. */
export function EntryMarks({ entry, className }: { entry: ProjectEntry; className?: string }) {
  const { projectFiles: t } = useFileWords()
  const { pinnedAt, openComments, version } = entry
  if (pinnedAt === null && openComments === 0 && version < 2) return null
  return (
    <span className={clsx('flex shrink-0 items-center gap-2 text-xs text-muted', className)}>
      {pinnedAt !== null && (
        <span title={t.pinned}>
          <Pin aria-hidden="true" className="size-3.5 fill-current text-accent-text" />
          <span className="sr-only">{t.pinned}</span>
        </span>
      )}
      {openComments > 0 && (
        <span title={t.comments(openComments)} className="flex items-center gap-1">
          <MessageSquare aria-hidden="true" className="size-3.5" />
          <span aria-hidden="true">{openComments}</span>
          <span className="sr-only">{t.comments(openComments)}</span>
        </span>
      )}
      {version > 1 && (
        <span title={t.version(version)} className="rounded-full bg-pressed px-1.5 font-semibold text-ink">
          <span aria-hidden="true">v{version}</span>
          <span className="sr-only">{t.version(version)}</span>
        </span>
      )}
    </span>
  )
}
