import type { Project } from '@kith/protocol/projects.ts'
import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { buttonClass } from '../../design/button-class.ts'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { onDemand } from '../../design/on-demand.tsx'
import type { FilesSearch } from '../../live/files-address.ts'
import { useFileWords } from '../../words/file-words.ts'
import { NotLoaded } from '../asking/asking.ts'
import { FilesSkeleton } from './files-skeleton.tsx'
import { Folder } from './folder.tsx'
import { rightsIn } from './rights.ts'
import { Trash } from './trash.tsx'
import { useEntry } from './use-entry.ts'

const { Part: Preview, prefetch: prefetchPreview } = onDemand(async () => (await import('./preview.tsx')).Preview)

export interface ProjectFilesProps {
  project: Project
  /** The folder or file of the address; null at the top. */
  entryId: string | null
  search: FilesSearch
}

/** The files of a project: a folder as a listing, a file as a preview over the folder that it is in. */
export function ProjectFiles({ project, entryId, search }: ProjectFilesProps) {
  const { projectFiles: t } = useFileWords()
  const navigate = useNavigate()
  const rights = rightsIn(project)
  const { entry, path, error, isMissing, again } = useEntry(project.id, entryId)
  const isTrash = entryId === null && search.show === 'trash'
  const isFile = entry?.type === 'file'
  const isGone = isMissing || entry?.isGone === true

  // The list is read first; meanwhile what shows a file arrives.
  useEffect(prefetchPreview, [])

  function toFolder(folderId: string | null): void {
    if (folderId === null) void navigate({ to: '/projects/$projectId/files', params: { projectId: project.id } })
    else {
      const params = { projectId: project.id, entryId: folderId }
      void navigate({ to: '/projects/$projectId/files/$entryId', params })
    }
  }

  return (
    <section aria-label={t.title} className="relative flex min-h-0 min-w-0 grow flex-col">
      {isGone ? (
        <EmptyState
          illustration={<EmptyPicture name="search" />}
          title={t.notHere}
          text={t.notHereText}
          action={
            <Link to="/projects/$projectId/files" params={{ projectId: project.id }} className={buttonClass('primary')}>
              {t.toFiles}
            </Link>
          }
        />
      ) : isTrash ? (
        <Trash project={project} rights={rights} />
      ) : entryId !== null && entry === undefined ? (
        error !== null && error !== undefined ? (
          <NotLoaded error={error} onAgain={again} words={t} />
        ) : (
          <FilesSkeleton mode="list" />
        )
      ) : (
        <Folder
          project={project}
          rights={rights}
          folder={isFile ? null : (entry ?? null)}
          folderId={isFile ? entry.parentId : entryId}
          path={isFile || entry === undefined ? path : path === null ? null : [...path, entry]}
          q={search.q ?? ''}
          shownId={isFile ? entry.id : null}
        >
          {(neighbours) =>
            isFile && (
              <Preview
                project={project}
                rights={rights}
                entry={entry}
                path={path ?? []}
                neighbours={neighbours}
                pane={search.pane ?? null}
                version={search.version ?? null}
                onClose={() => toFolder(entry.parentId)}
              />
            )
          }
        </Folder>
      )}
    </section>
  )
}
