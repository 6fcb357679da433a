import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import { Link } from '@tanstack/react-router'
import clsx from 'clsx'

interface EntryLinkProps {
  entry: Pick<ProjectEntry, 'id' | 'projectId' | 'name'>
  className?: string
}

/** The name of a file or folder, which leads into it. Where it stands in a list, the list has the keys. */
export function EntryLink({ entry: { id, projectId, name }, className }: EntryLinkProps) {
  return (
    <Link
      to="/projects/$projectId/files/$entryId"
      params={{ projectId, entryId: id }}
      draggable={false}
      tabIndex={-1}
      preload={false}
      title={name}
      className={clsx('min-w-0 truncate rounded-sm font-medium hover:underline', className)}
    >
      <bdi>{name}</bdi>
    </Link>
  )
}
