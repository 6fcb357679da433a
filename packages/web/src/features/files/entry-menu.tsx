import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import {
  Download,
  FolderInput,
  FolderOpen,
  History,
  Info,
  Link2,
  MessageSquare,
  Pencil,
  Pin,
  PinOff,
  Share2,
  Trash2,
} from 'lucide-react'
import type { MenuEntry } from '../../design/menu-entries.tsx'
import type { FilePane } from '../../live/files-address.ts'
import type { FileWords } from '../../words/file-words.ts'
import type { FileRights } from './rights.ts'

/** What can be done with what is chosen. */
export interface FileActions {
  open: (entry: ProjectEntry, pane?: FilePane) => void
  download: (entries: readonly ProjectEntry[]) => void
  move: (entries: readonly ProjectEntry[]) => void
  share: (entries: readonly ProjectEntry[]) => void
  trash: (entries: readonly ProjectEntry[]) => void
  setPinned: (entry: ProjectEntry, isPinned: boolean) => void
  rename: (entry: ProjectEntry) => void
  copyLink: (entry: ProjectEntry) => void
}

const line: MenuEntry = { kind: 'line' }

/** The menu of one, or of all that are chosen together. */
export function entryMenu(
  entries: readonly ProjectEntry[],
  actions: FileActions,
  rights: FileRights,
  { projectFiles: t, filePreview }: FileWords,
): MenuEntry[] {
  const [first] = entries
  if (first === undefined) return []
  const isOne = entries.length === 1
  const isFile = first.type === 'file'
  const hasOnlyFiles = entries.every(({ type }) => type === 'file')
  const one: MenuEntry[] = [
    {
      kind: 'action',
      label: t.open,
      icon: <FolderOpen />,
      shortcut: ['Enter'],
      onSelect: () => actions.open(first),
    },
  ]
  const about: MenuEntry[] = [
    line,
    { kind: 'action', label: t.details, icon: <Info />, onSelect: () => actions.open(first, 'details') },
    {
      kind: 'action',
      label: filePreview.paneTabs.comments,
      icon: <MessageSquare />,
      onSelect: () => actions.open(first, 'comments'),
    },
    { kind: 'action', label: t.versions, icon: <History />, onSelect: () => actions.open(first, 'versions') },
  ]
  const changing: MenuEntry[] = [
    line,
    ...(isOne
      ? ([
          {
            kind: 'action',
            label: t.rename,
            icon: <Pencil />,
            shortcut: ['F2'],
            onSelect: () => actions.rename(first),
          },
          first.pinnedAt === null
            ? { kind: 'action', label: t.pin, icon: <Pin />, onSelect: () => actions.setPinned(first, true) }
            : { kind: 'action', label: t.unpin, icon: <PinOff />, onSelect: () => actions.setPinned(first, false) },
        ] satisfies MenuEntry[])
      : []),
    { kind: 'action', label: t.move, icon: <FolderInput />, onSelect: () => actions.move(entries) },
    line,
    {
      kind: 'action',
      label: t.trash,
      icon: <Trash2 />,
      shortcut: ['Del'],
      isDanger: true,
      onSelect: () => actions.trash(entries),
    },
  ]
  return [
    ...(isOne ? one : []),
    {
      kind: 'action',
      label: isOne && isFile ? t.download : t.downloadMany,
      icon: <Download />,
      onSelect: () => actions.download(entries),
    },
    ...(hasOnlyFiles
      ? ([
          { kind: 'action', label: t.share, icon: <Share2 />, onSelect: () => actions.share(entries) },
        ] satisfies MenuEntry[])
      : []),
    ...(isOne
      ? ([
          { kind: 'action', label: t.copyLink, icon: <Link2 />, onSelect: () => actions.copyLink(first) },
        ] satisfies MenuEntry[])
      : []),
    ...(isOne && isFile ? about : []),
    ...(rights.mayEdit ? changing : []),
  ]
}

/** The same for the file that is looked at, without what stands beside it already. */
export function previewMenu(
  entry: ProjectEntry,
  actions: {
    move: () => void
    share: () => void
    rename: () => void
    copyLink: () => void
    setPinned: (isPinned: boolean) => void
    trash: () => void
  },
  rights: FileRights,
  { projectFiles: t }: FileWords,
): MenuEntry[] {
  const isPinned = entry.pinnedAt !== null
  const changing: MenuEntry[] = [
    line,
    { kind: 'action', label: t.rename, icon: <Pencil />, onSelect: actions.rename },
    {
      kind: 'action',
      label: isPinned ? t.unpin : t.pin,
      icon: isPinned ? <PinOff /> : <Pin />,
      onSelect: () => actions.setPinned(!isPinned),
    },
    { kind: 'action', label: t.move, icon: <FolderInput />, onSelect: actions.move },
    line,
    { kind: 'action', label: t.trash, icon: <Trash2 />, isDanger: true, onSelect: actions.trash },
  ]
  return [
    { kind: 'action', label: t.share, icon: <Share2 />, onSelect: actions.share },
    { kind: 'action', label: t.copyLink, icon: <Link2 />, onSelect: actions.copyLink },
    ...(rights.mayEdit ? changing : []),
  ]
}
