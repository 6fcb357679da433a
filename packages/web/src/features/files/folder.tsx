import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import type { Project } from '@kith/protocol/projects.ts'
import { useNavigate } from '@tanstack/react-router'
import { Upload } from 'lucide-react'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { MenuAt } from '../../design/menu.tsx'
import type { MenuPlace } from '../../design/menu-panel.tsx'
import { useFileView } from '../../live/file-view.ts'
import { useReport } from '../../live/use-report.ts'
import { useFileWords } from '../../words/file-words.ts'
import { NotLoaded } from '../asking/asking.ts'
import { Collection } from './collection.tsx'
import { CutNote } from './cut-note.tsx'
import type { Deck } from './deck.ts'
import { useDropTarget } from './dragging.ts'
import { entryMenu } from './entry-menu.tsx'
import type { FileActions } from './entry-menu.tsx'
import { FilesSkeleton } from './files-skeleton.tsx'
import { knownEntry } from './known-entries.ts'
import type { PathPart } from './known-entries.ts'
import { MoveDialog } from './move-dialog.tsx'
import { NewFolderDialog } from './new-folder-dialog.tsx'
import { Path } from './path.tsx'
import type { FileRights } from './rights.ts'
import { SelectionBar } from './selection-bar.tsx'
import { ShareDialog } from './share-dialog.tsx'
import { AddMenu, Toolbar } from './toolbar.tsx'
import { useBringing } from './use-bringing.ts'
import { useEntryChanges } from './use-entry-actions.ts'
import { useListing } from './use-listing.ts'
import { useSelection } from './use-selection.ts'

type Asked = { kind: 'move' | 'share'; entries: readonly ProjectEntry[] } | { kind: 'new-folder' }

interface FolderProps {
  project: Project
  rights: FileRights
  /** Null at the top, and while a file in it is shown. */
  folder: ProjectEntry | null
  folderId: string | null
  path: readonly PathPart[] | null
  q: string
  /** The file that is looked at. */
  shownId: string | null
  /** What stands over it, told which files lie beside one another. */
  children: (neighbours: readonly ProjectEntry[]) => ReactNode
}

/** What is in a folder, and all that can be done there. */
export function Folder({ project, rights, folderId, path, q, shownId, children }: FolderProps) {
  const words = useFileWords()
  const { projectFiles: t } = words
  const report = useReport()
  const navigate = useNavigate()
  const view = useFileView()
  const { id: projectId } = project
  const listing = useListing({ projectId, of: 'folder', parentId: folderId, q }, view)
  const { items, error, again, hasMore, more, isAsking } = listing
  const placeKey = `${projectId} ${folderId ?? ''} ${q}`
  const selection = useSelection(placeKey, items ?? [])
  const bringing = useBringing(projectId, folderId)
  const changes = useEntryChanges(projectId, listing.take)
  const [asked, setAsked] = useState<Asked | null>(null)
  const [menu, setMenu] = useState<{ place: MenuPlace; from: Element | null } | null>(null)
  const [activeId, setActiveId] = useState<string | null>(null)
  const [renamingId, setRenamingId] = useState<string | null>(null)
  const folderName = path?.at(-1)?.name ?? project.name
  const drop = useDropTarget({
    accepts: (ids) => ids === null && rights.mayEdit,
    onEntries: () => undefined,
    onFiles: (data) => bringing.drop(folderId, data),
  })

  const actions: FileActions = {
    open: ({ id: entryId }, pane) =>
      void navigate({
        to: '/projects/$projectId/files/$entryId',
        params: { projectId, entryId },
        search: pane === undefined ? {} : { pane },
      }),
    download: changes.download,
    move: (entries) => setAsked({ kind: 'move', entries }),
    share: (entries) => setAsked({ kind: 'share', entries }),
    trash: (entries) => {
      selection.clear()
      void changes.trash(entries)
    },
    setPinned: (entry, isPinned) => void changes.setPinned(entry, isPinned),
    rename: ({ id }) => setRenamingId(id),
    copyLink: (entry) => void changes.copyLink(entry),
  }

  function moveTo(ids: readonly string[], parentId: string | null, name: string): void {
    const going = ids.map(knownEntry).filter((entry) => entry !== undefined)
    selection.clear()
    void changes.moveTo(going, parentId, name)
  }

  function find(next: string): void {
    const search = next === '' ? {} : { q: next }
    if (folderId === null) {
      void navigate({ to: '/projects/$projectId/files', params: { projectId }, search, replace: true })
    } else {
      const params = { projectId, entryId: folderId }
      void navigate({ to: '/projects/$projectId/files/$entryId', params, search, replace: true })
    }
  }

  const deck: Deck = {
    rights,
    selection,
    view,
    activeId: shownId ?? activeId,
    renamingId,
    isInSearch: q !== '',
    onActive: setActiveId,
    onOpen: (entry) => actions.open(entry),
    onMenu: (_, place) => setMenu({ place, from: document.activeElement }),
    onRename: (entry, name) => void changes.rename(entry, name),
    onRenaming: (id) => {
      setRenamingId(id)
      // The keys go on from what was renamed.
      if (id === null && renamingId !== null) {
        requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-entry="${renamingId}"]`)?.focus())
      }
    },
    onMoveTo: (to, ids) => moveTo(ids, to.id, to.name),
    onFilesTo: (to, data) => bringing.drop(to.id, data),
  }
  const adding = {
    onNewFolder: () => setAsked({ kind: 'new-folder' }),
    onPickFiles: bringing.pickFiles,
    onPickFolder: bringing.pickFolder,
  }

  return (
    <div {...drop.handlers} className="relative flex min-h-0 grow flex-col">
      <div className="shrink-0 px-3 py-2 md:px-6 md:py-3">
        {selection.entries.length > 0 ? (
          <SelectionBar entries={selection.entries} actions={actions} rights={rights} onClear={selection.clear} />
        ) : (
          <Toolbar
            projectId={projectId}
            path={
              <Path
                projectId={projectId}
                path={path}
                mayDrop={rights.mayEdit}
                onEntries={(ids, to) => moveTo(ids, to?.id ?? null, to?.name ?? project.name)}
                onFiles={(data, to) => bringing.drop(to?.id ?? null, data)}
              />
            }
            view={view}
            q={q}
            onQuery={find}
            adding={rights.mayEdit ? adding : null}
          />
        )}
      </div>
      {rights.mayEdit && <CutNote projectId={projectId} />}
      {items === undefined && error !== null && error !== undefined ? (
        <NotLoaded error={error} onAgain={again} words={t} />
      ) : items === undefined ? (
        <FilesSkeleton mode={view.mode} />
      ) : items.length === 0 && !isAsking ? (
        <Nothing q={q} isTop={folderId === null} adding={rights.mayEdit ? <AddMenu {...adding} /> : null} />
      ) : (
        <Collection
          key={placeKey}
          placeKey={placeKey}
          label={t.list(folderName)}
          items={items}
          deck={deck}
          hasMore={hasMore}
          onMore={() => void more().catch((failure: unknown) => report(t.notLoaded, failure))}
          onTrash={actions.trash}
        />
      )}
      {drop.isOver && (
        <div className="motion-fade pointer-events-none absolute inset-2 z-30 flex flex-col items-center justify-center gap-3 rounded-lg border-2 border-dashed border-accent bg-paper/92 text-lg font-semibold text-accent-text">
          <Upload aria-hidden="true" className="size-8" />
          {t.dropHere(folderName)}
        </div>
      )}
      <MenuAt
        place={menu?.place ?? null}
        label={t.moreActions}
        entries={entryMenu(selection.entries, actions, rights, words)}
        onClose={() => {
          if (menu?.from instanceof HTMLElement) menu.from.focus({ preventScroll: true })
          setMenu(null)
        }}
      />
      {asked?.kind === 'new-folder' && (
        <NewFolderDialog
          projectId={projectId}
          parentId={folderId}
          onMade={(made) => {
            listing.take([made])
            setActiveId(made.id)
          }}
          onClose={() => setAsked(null)}
        />
      )}
      {asked?.kind === 'move' && (
        <MoveDialog
          projectId={projectId}
          projectName={t.top}
          entries={asked.entries}
          path={path ?? []}
          onMove={(parentId, name) => {
            selection.clear()
            void changes.moveTo(asked.entries, parentId, name)
          }}
          onClose={() => setAsked(null)}
        />
      )}
      {asked?.kind === 'share' && <ShareDialog files={asked.entries} onClose={() => setAsked(null)} />}
      {children((items ?? []).filter(({ type }) => type === 'file'))}
    </div>
  )
}

function Nothing({ q, isTop, adding }: { q: string; isTop: boolean; adding: ReactNode }) {
  const { projectFiles: t } = useFileWords()
  if (q !== '') {
    return <EmptyState illustration={<EmptyPicture name="search" />} title={t.nothing} text={t.nothingText(q)} />
  }
  return (
    <EmptyState
      illustration={<EmptyPicture name="files" />}
      title={isTop ? t.empty : t.emptyFolder}
      text={adding === null ? t.emptyReadOnly : t.emptyText}
      action={adding}
    />
  )
}
