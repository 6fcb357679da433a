import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import { Download, Ellipsis, FolderInput, Share2, Trash2, X } from 'lucide-react'
import { IconButton } from '../../design/icon-button.tsx'
import { Menu } from '../../design/menu.tsx'
import { useFileWords } from '../../words/file-words.ts'
import { entryMenu } from './entry-menu.tsx'
import type { FileActions } from './entry-menu.tsx'
import type { FileRights } from './rights.ts'

interface SelectionBarProps {
  entries: readonly ProjectEntry[]
  actions: FileActions
  rights: FileRights
  onClear: () => void
}

/** In place of the toolbar while something is chosen: what can be done with all of it. */
export function SelectionBar({ entries, actions, rights, onClear }: SelectionBarProps) {
  const words = useFileWords()
  const { projectFiles: t } = words
  const isFile = entries.length === 1 && entries[0]?.type === 'file'
  const hasOnlyFiles = entries.every(({ type }) => type === 'file')
  return (
    <section
      aria-label={t.selected(entries.length)}
      className="motion-fade flex min-h-control w-full items-center gap-1 rounded-md bg-accent-soft px-1 text-on-accent-soft"
    >
      <IconButton label={t.clear} icon={<X />} side="bottom" onClick={onClear} className="text-current!" />
      <output className="grow truncate font-semibold">{t.selected(entries.length)}</output>
      <IconButton
        label={isFile ? t.download : t.downloadMany}
        icon={<Download />}
        side="bottom"
        onClick={() => actions.download(entries)}
        className="text-current!"
      />
      {hasOnlyFiles && (
        <IconButton
          label={t.share}
          icon={<Share2 />}
          side="bottom"
          onClick={() => actions.share(entries)}
          className="text-current!"
        />
      )}
      {rights.mayEdit && (
        <>
          <IconButton
            label={t.move}
            icon={<FolderInput />}
            side="bottom"
            onClick={() => actions.move(entries)}
            className="text-current!"
          />
          <IconButton
            label={t.trash}
            icon={<Trash2 />}
            side="bottom"
            onClick={() => actions.trash(entries)}
            className="text-current!"
          />
        </>
      )}
      <Menu
        trigger={<IconButton label={t.moreActions} icon={<Ellipsis />} side="bottom" className="text-current!" />}
        entries={entryMenu(entries, actions, rights, words)}
      />
    </section>
  )
}
