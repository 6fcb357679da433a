import { Link } from '@tanstack/react-router'
import { ArrowDownUp, FolderPlus, FolderUp, LayoutGrid, List, Plus, Trash2, Upload } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../design/button.tsx'
import { buttonClass } from '../../design/button-class.ts'
import { IconButton } from '../../design/icon-button.tsx'
import { Menu } from '../../design/menu.tsx'
import type { MenuEntry } from '../../design/menu-entries.tsx'
import { SearchField } from '../../design/search-field.tsx'
import { Tooltip } from '../../design/tooltip.tsx'
import { fileOrders, fileSorts, setFileView } from '../../live/file-view.ts'
import type { FileView } from '../../live/file-view.ts'
import { useFileWords } from '../../words/file-words.ts'
import { useWords } from '../../words/words.ts'
import { firstOrder } from './list-head.tsx'

interface ToolbarProps {
  projectId: string
  /** Where one is. */
  path: ReactNode
  view: FileView
  q: string
  onQuery: (q: string) => void
  /** Null for those who may add nothing. */
  adding: AddingProps | null
}

/** Above the files: where one is, finding, how they are shown, and what can be added. */
export function Toolbar({ projectId, path, view, q, onQuery, adding }: ToolbarProps) {
  const { shell } = useWords()
  const { projectFiles: t } = useFileWords()
  const isList = view.mode === 'list'
  return (
    <div className="flex min-h-control w-full flex-wrap items-center gap-x-1 gap-y-2">
      {path}
      <SearchField
        label={t.search}
        clearLabel={shell.clear}
        value={q}
        onValueChange={onQuery}
        autoComplete="off"
        maxLength={100}
        className="order-last w-full lg:order-none lg:w-56"
      />
      <Menu
        trigger={<IconButton label={t.sort.label} icon={<ArrowDownUp />} side="bottom" />}
        entries={sortEntries(view, t)}
      />
      <IconButton
        label={isList ? t.view.grid : t.view.list}
        icon={isList ? <LayoutGrid /> : <List />}
        side="bottom"
        onClick={() => setFileView({ mode: isList ? 'grid' : 'list' })}
      />
      <Tooltip label={t.trashPage.title} side="bottom" isAlreadyNamed>
        <Link
          to="/projects/$projectId/files"
          params={{ projectId }}
          search={{ show: 'trash' }}
          aria-label={t.trashPage.title}
          className={buttonClass('ghost', 'md', 'w-control px-0! text-muted')}
        >
          <Trash2 aria-hidden="true" className="size-5!" />
        </Link>
      </Tooltip>
      {adding !== null && <AddMenu {...adding} />}
    </div>
  )
}

function sortEntries(view: FileView, t: ReturnType<typeof useFileWords>['projectFiles']): MenuEntry[] {
  return [
    { kind: 'title', label: t.sort.by },
    {
      kind: 'choice',
      label: t.sort.by,
      value: view.sort,
      options: fileSorts.map((value) => ({ value, label: t.sort[value] })),
      onChange: (value) => {
        const sort = fileSorts.find((each) => each === value)
        if (sort !== undefined) setFileView({ sort, order: firstOrder(sort) })
      },
    },
    { kind: 'line' },
    {
      kind: 'choice',
      label: t.sort.order,
      value: view.order,
      options: fileOrders.map((value) => ({ value, label: t.sort[value] })),
      onChange: (value) => {
        const order = fileOrders.find((each) => each === value)
        if (order !== undefined) setFileView({ order })
      },
    },
  ]
}

interface AddingProps {
  onNewFolder: () => void
  onPickFiles: () => void
  onPickFolder: () => void
}

export function AddMenu({ onNewFolder, onPickFiles, onPickFolder }: AddingProps) {
  const { projectFiles: t } = useFileWords()
  return (
    <Menu
      trigger={
        <Button variant="primary" icon={<Plus aria-hidden="true" />} className="ms-1">
          {t.add}
        </Button>
      }
      entries={[
        { kind: 'action', label: t.pickFiles, icon: <Upload />, onSelect: onPickFiles },
        { kind: 'action', label: t.pickFolder, icon: <FolderUp />, onSelect: onPickFolder },
        { kind: 'line' },
        { kind: 'action', label: t.newFolder, icon: <FolderPlus />, onSelect: onNewFolder },
      ]}
    />
  )
}
