import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import clsx from 'clsx'
import { Ellipsis } from 'lucide-react'
import { memo } from 'react'
import { IconButton } from '../../design/icon-button.tsx'
import { shortName } from '../../live/naming.ts'
import { exactTime, shortTime } from '../../words/dates.ts'
import { useFileWords } from '../../words/file-words.ts'
import type { Deck } from './deck.ts'
import { EntryIcon } from './entry-icon.tsx'
import { EntryLink } from './entry-link.tsx'
import { EntryMarks } from './entry-marks.tsx'
import { RenameField } from './rename-field.tsx'
import { SelectBox } from './select-box.tsx'
import { Thumbnail } from './thumbnail.tsx'
import { useItem } from './use-item.ts'

/** One of the grid: a folder as a bar, a file with its picture. */
export const EntryTile = memo(function EntryTile({
  entry,
  deck,
  colIndex,
}: {
  entry: ProjectEntry
  deck: Deck
  colIndex: number
}) {
  const { projectFiles: t } = useFileWords()
  const { selection, renamingId, activeId } = deck
  const { isSelected, isOver, props } = useItem(entry, deck)
  const { id, name, type, changedAt, changedBy, thumbnailUrl } = entry
  const isFolder = type === 'folder'
  const isPicking = selection.ids.size > 0
  const menu = (
    <IconButton
      size="sm"
      tabIndex={-1}
      label={t.menuOf(name)}
      icon={<Ellipsis />}
      hasTooltip={false}
      onClick={(event) => {
        event.stopPropagation()
        if (!isSelected) selection.only(id)
        deck.onMenu(entry, event.currentTarget.getBoundingClientRect())
      }}
      className="-me-1.5"
    />
  )
  const title =
    renamingId === id ? (
      <RenameField
        entry={entry}
        onRename={(next) => deck.onRename(entry, next)}
        onClose={() => deck.onRenaming(null)}
      />
    ) : (
      <EntryLink entry={entry} className="text-sm" />
    )
  return (
    <div
      {...props}
      // A cell that may be chosen among many, with keys: no table has such cells.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="gridcell"
      aria-colindex={colIndex}
      aria-selected={isSelected}
      data-entry={id}
      tabIndex={activeId === id ? 0 : -1}
      className={clsx(
        'group/entry relative flex min-w-0 cursor-default overflow-hidden rounded-md border select-none [-webkit-touch-callout:none]',
        isFolder ? 'items-center gap-3 ps-3 pe-2' : 'flex-col',
        isSelected
          ? 'border-accent bg-accent-soft text-on-accent-soft ring-1 ring-accent'
          : 'border-line bg-raised hover:border-line-strong',
        isOver && 'ring-2! ring-accent',
      )}
    >
      {isFolder ? (
        <>
          <EntryIcon entry={entry} size="sm" />
          <span className="flex min-w-0 grow items-center gap-2">
            {title}
            <EntryMarks entry={entry} />
          </span>
          {menu}
        </>
      ) : (
        <>
          <span className="flex min-h-0 w-full grow items-center justify-center overflow-hidden bg-sunken">
            {thumbnailUrl === null ? (
              <EntryIcon entry={entry} size="lg" />
            ) : (
              <Thumbnail entry={entry} iconSize="lg" className="size-full" />
            )}
          </span>
          <span className="flex h-16 w-full shrink-0 items-center gap-2 ps-3 pe-2">
            <span className="flex min-w-0 grow flex-col">
              <span className="flex min-w-0 items-center gap-2">{title}</span>
              <span title={exactTime(changedAt)} className="truncate text-xs text-muted">
                {t.changedBy(shortName(changedBy), shortTime(changedAt))}
              </span>
            </span>
            {menu}
          </span>
          <EntryMarks entry={entry} className="absolute end-2 top-2 rounded-full bg-raised px-2 py-1" />
        </>
      )}
      <SelectBox
        label={t.select(name)}
        isChecked={isSelected}
        onToggle={(isRange) => (isRange ? selection.extendTo(id) : selection.toggle(id))}
        className={clsx(
          'absolute!',
          isFolder ? 'start-3.5 top-1/2 -translate-y-1/2 rounded-full bg-raised' : 'start-2 top-2',
          !isPicking && 'opacity-0 pointer-coarse:pointer-events-none pointer-fine:group-hover/entry:opacity-100',
        )}
      />
    </div>
  )
})
