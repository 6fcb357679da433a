import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { useFileWords } from '../../words/file-words.ts'
import { useWords } from '../../words/words.ts'
import { NotLoaded } from '../asking/asking.ts'
import { EntryIcon } from './entry-icon.tsx'
import type { PathPart } from './known-entries.ts'
import { useListing } from './use-listing.ts'

interface MoveDialogProps {
  projectId: string
  projectName: string
  entries: readonly ProjectEntry[]
  /** Where one begins to look: the folders around, outermost first. */
  path: readonly PathPart[]
  onMove: (parentId: string | null, folderName: string) => void
  onClose: () => void
}

/** Goes through the folders to the one into which things are moved. */
export function MoveDialog(props: MoveDialogProps) {
  const { projectName, entries, path: begin, onMove, onClose } = props
  const { shell } = useWords()
  const { projectFiles } = useFileWords()
  const { moveDialog: t } = projectFiles
  const [path, setPath] = useState<readonly PathPart[]>(begin)
  const here = path.at(-1) ?? null
  const hereId = here?.id ?? null
  const hereName = here?.name ?? projectName
  const isInItself = path.some(({ id }) => entries.some((entry) => entry.id === id))
  const isThereAlready = entries.every(({ parentId }) => parentId === hereId)

  return (
    <Dialog
      isOpen
      onIsOpenChange={onClose}
      title={t.title(entries.length, entries[0]?.name ?? '')}
      closeLabel={shell.close}
      footer={
        <>
          <Button onClick={onClose}>{shell.cancel}</Button>
          <Button
            variant="primary"
            disabled={isInItself || isThereAlready}
            onClick={() => {
              onMove(hereId, hereName)
              onClose()
            }}
          >
            {isThereAlready ? t.here : t.to(hereName)}
          </Button>
        </>
      }
    >
      <nav aria-label={projectFiles.path} className="-ms-2 flex flex-wrap items-center gap-0.5 pb-2">
        {[{ id: null, name: projectName }, ...path].map(({ id, name }, index) => (
          <span key={id ?? ''} className="flex min-w-0 items-center">
            {index > 0 && <ChevronRight aria-hidden="true" className="size-4 shrink-0 text-faint rtl:-scale-x-100" />}
            <button
              type="button"
              aria-current={index === path.length ? 'location' : undefined}
              onClick={() => setPath(path.slice(0, index))}
              className="max-w-48 truncate rounded-sm px-2 py-1 font-medium hover:bg-hover aria-[current]:font-bold"
            >
              <bdi>{name}</bdi>
            </button>
          </span>
        ))}
      </nav>
      <Folders {...props} key={hereId} parentId={hereId} onOpen={(folder) => setPath([...path, folder])} />
    </Dialog>
  )
}

interface FoldersProps extends MoveDialogProps {
  parentId: string | null
  onOpen: (folder: ProjectEntry) => void
}

function Folders({ projectId, entries, parentId, onOpen }: FoldersProps) {
  const { projectFiles } = useFileWords()
  const { moveDialog: t } = projectFiles
  const place = { projectId, of: 'folder', parentId, q: '' } as const
  // Folders come first, by name: the first pages have them all.
  const { items, error, again, hasMore, isLoadingMore, more } = useListing(place, { sort: 'name', order: 'up' })
  const folders = (items ?? []).filter(({ type }) => type === 'folder')
  const mayHaveMore = hasMore && items?.length === folders.length
  if (items === undefined && error !== null && error !== undefined) {
    return <NotLoaded error={error} onAgain={again} words={projectFiles} />
  }
  if (items === undefined) return <SkeletonList count={4} label={projectFiles.loading} />
  return (
    <ul aria-label={t.folders} className="-mx-2 h-[min(18rem,40dvh)] overflow-y-auto overscroll-contain">
      {folders.length === 0 && <li className="px-3 py-6 text-center text-muted">{t.none}</li>}
      {folders.map((folder) => {
        const isMoved = entries.some(({ id }) => id === folder.id)
        return (
          <li key={folder.id}>
            <button
              type="button"
              disabled={isMoved}
              title={isMoved ? t.itself : undefined}
              onClick={() => onOpen(folder)}
              className="flex min-h-11 w-full items-center gap-3 rounded-sm px-2 text-start hover:bg-hover disabled:opacity-50"
            >
              <EntryIcon entry={folder} size="sm" />
              <bdi className="min-w-0 grow truncate font-medium">{folder.name}</bdi>
              <ChevronRight aria-hidden="true" className="size-4.5 shrink-0 text-muted rtl:-scale-x-100" />
            </button>
          </li>
        )
      })}
      {mayHaveMore && (
        <li className="p-2">
          <Button size="sm" isLoading={isLoadingMore} onClick={() => void more().catch(() => undefined)}>
            {projectFiles.showMore}
          </Button>
        </li>
      )}
    </ul>
  )
}
