import { Download, Ellipsis, History, Info, MessageSquare, X, ZoomIn, ZoomOut } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { IconButton } from '../../design/icon-button.tsx'
import { Menu } from '../../design/menu.tsx'
import { Tooltip } from '../../design/tooltip.tsx'
import type { Zoom } from '../../design/use-zoom.ts'
import { filePanes } from '../../live/files-address.ts'
import type { FilePane } from '../../live/files-address.ts'
import { useFileWords } from '../../words/file-words.ts'
import { sizeInWords } from '../../words/sizes.ts'
import { EntryIcon } from './entry-icon.tsx'
import { previewMenu } from './entry-menu.tsx'
import { MoveDialog } from './move-dialog.tsx'
import type { PreviewProps } from './preview-props.ts'
import { RenameField } from './rename-field.tsx'
import { ShareDialog } from './share-dialog.tsx'
import type { ShownBytes } from './shown-bytes.ts'
import { useEntryChanges } from './use-entry-actions.ts'

interface PreviewHeaderProps extends Pick<
  PreviewProps,
  'entry' | 'rights' | 'path' | 'neighbours' | 'pane' | 'onClose'
> {
  shown: ShownBytes
  /** Which of the neighbours it is. */
  at: number
  zoom: Zoom
  onPane: (pane: FilePane | null) => void
}

const icons: Record<FilePane, ReactNode> = {
  details: <Info />,
  comments: <MessageSquare />,
  versions: <History />,
}

const nothing = (): void => undefined

/** What is looked at, and what can be done with it. */
export function PreviewHeader(props: PreviewHeaderProps) {
  const { entry, rights, path, neighbours, pane, shown, at, zoom, onPane, onClose } = props
  const words = useFileWords()
  const { projectFiles, filePreview: t } = words
  const changes = useEntryChanges(entry.projectId, nothing)
  const [asked, setAsked] = useState<'move' | 'share' | 'rename' | null>(null)
  const isPicture = shown.kind === 'image'
  const menu = previewMenu(
    entry,
    {
      move: () => setAsked('move'),
      share: () => setAsked('share'),
      rename: () => setAsked('rename'),
      copyLink: () => void changes.copyLink(entry),
      setPinned: (isPinned) => void changes.setPinned(entry, isPinned),
      trash: () => {
        onClose()
        void changes.trash([entry])
      },
    },
    rights,
    words,
  )
  return (
    <header className="z-10 flex min-h-15 shrink-0 items-center gap-1 border-b border-line bg-paper py-2 ps-2 pe-2">
      <Radix.Close asChild>
        <IconButton label={t.close} shortcut={['Esc']} icon={<X />} side="bottom" />
      </Radix.Close>
      <EntryIcon entry={entry} size="sm" className="ms-1 max-sm:hidden" />
      <div className="flex min-w-0 grow flex-col ps-2 text-sm">
        <Radix.Title className={asked === 'rename' ? 'sr-only' : 'truncate text-base font-bold'}>
          <bdi>{entry.name}</bdi>
        </Radix.Title>
        {asked === 'rename' && (
          <RenameField
            entry={entry}
            onRename={(name) => void changes.rename(entry, name)}
            onClose={() => setAsked(null)}
          />
        )}
        <span className="truncate text-muted">
          {neighbours.length > 1 && at !== -1 && `${t.place(at + 1, neighbours.length)} · `}
          {projectFiles.kinds[shown.kind]} · {sizeInWords(shown.size)}
          {entry.version > 1 && ` · ${projectFiles.version(shown.number)}`}
        </span>
      </div>
      {isPicture && (
        <span className="flex max-lg:hidden">
          <IconButton
            label={t.zoomOut}
            shortcut={['-']}
            icon={<ZoomOut />}
            side="bottom"
            onClick={() => zoom.by(1 / 1.5)}
          />
          <IconButton label={t.zoomIn} shortcut={['+']} icon={<ZoomIn />} side="bottom" onClick={() => zoom.by(1.5)} />
        </span>
      )}
      {filePanes.map((each) => (
        <span key={each} className={each === 'comments' ? 'relative' : 'relative max-sm:hidden'}>
          <IconButton
            label={t.paneTabs[each]}
            icon={icons[each]}
            side="bottom"
            isPressed={pane === each}
            onClick={() => onPane(pane === each ? null : each)}
          />
          {each === 'comments' && entry.openComments > 0 && (
            <span
              aria-hidden="true"
              className="pointer-events-none absolute end-0.5 top-0.5 flex h-4.5 min-w-4.5 items-center justify-center rounded-full bg-accent px-1 text-xs font-bold text-on-accent"
            >
              {entry.openComments}
            </span>
          )}
        </span>
      ))}
      <Tooltip label={projectFiles.download} shortcut={['D']} side="bottom" isAlreadyNamed>
        <a
          href={shown.url}
          download={shown.name}
          aria-label={projectFiles.download}
          className="flex size-control shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
        >
          <Download aria-hidden="true" className="size-5" />
        </a>
      </Tooltip>
      <Menu trigger={<IconButton label={t.more(entry.name)} icon={<Ellipsis />} hasTooltip={false} />} entries={menu} />
      {asked === 'share' && <ShareDialog files={[entry]} onClose={() => setAsked(null)} />}
      {asked === 'move' && (
        <MoveDialog
          projectId={entry.projectId}
          projectName={projectFiles.top}
          entries={[entry]}
          path={path}
          onMove={(parentId, name) => void changes.moveTo([entry], parentId, name)}
          onClose={() => setAsked(null)}
        />
      )}
    </header>
  )
}
