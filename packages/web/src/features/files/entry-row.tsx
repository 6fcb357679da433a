// Rows that are chosen, gone through by keys and drawn only where they are seen are a grid: no table does that.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import clsx from 'clsx'
import { Ellipsis } from 'lucide-react'
import { memo } from 'react'
import { IconButton } from '../../design/icon-button.tsx'
import { personName, shortName } from '../../live/naming.ts'
import { exactTime, shortTime } from '../../words/dates.ts'
import { useFileWords } from '../../words/file-words.ts'
import { sizeInWords } from '../../words/sizes.ts'
import type { Deck } from './deck.ts'
import { EntryLink } from './entry-link.tsx'
import { EntryMarks } from './entry-marks.tsx'
import { RenameField } from './rename-field.tsx'
import { SelectBox } from './select-box.tsx'
import { Thumbnail } from './thumbnail.tsx'
import { useItem } from './use-item.ts'

/** How wide the columns are: the head of the list has the same. */
export const columnsClass = 'grid-cols-[2.5rem_minmax(0,1fr)_6.5rem_9rem_5.5rem_2.5rem]'
export const narrowColumnsClass = 'grid-cols-[2.5rem_minmax(0,1fr)_2.5rem]'

interface EntryRowProps {
  entry: ProjectEntry
  deck: Deck
  /** In the whole list, from 2: the head is the first. */
  rowIndex: number
  topPx: number
  heightPx: number
  isNarrow: boolean
}

export const EntryRow = memo(function EntryRow({ entry, deck, rowIndex, topPx, heightPx, isNarrow }: EntryRowProps) {
  const { projectFiles: t } = useFileWords()
  const { selection, renamingId, activeId } = deck
  const { isSelected, isOver, props } = useItem(entry, deck)
  const { id, name, size, type, changedAt, changedBy } = entry
  const isPicking = selection.ids.size > 0
  return (
    <div
      {...props}
      role="row"
      aria-rowindex={rowIndex}
      aria-selected={isSelected}
      data-entry={id}
      tabIndex={activeId === id ? 0 : -1}
      style={{ top: topPx, height: heightPx }}
      className={clsx(
        'group/entry absolute inset-x-2 grid cursor-default items-center gap-x-3 rounded-md px-2 select-none [-webkit-touch-callout:none] md:inset-x-4',
        'outline-offset-[-2px] focus-visible:z-10',
        isNarrow ? narrowColumnsClass : columnsClass,
        isSelected ? 'bg-accent-soft text-on-accent-soft' : 'hover:bg-hover',
        isOver && 'ring-2 ring-accent ring-inset',
      )}
    >
      <span role="gridcell" className="relative flex items-center justify-center">
        <Thumbnail
          entry={entry}
          iconSize="md"
          className={clsx('size-9 rounded-sm', isPicking ? 'opacity-0' : 'pointer-fine:group-hover/entry:opacity-0')}
        />
        <SelectBox
          label={t.select(name)}
          isChecked={isSelected}
          onToggle={(isRange) => (isRange ? selection.extendTo(id) : selection.toggle(id))}
          className={clsx(
            'absolute! inset-0 m-auto',
            !isPicking && 'opacity-0 pointer-coarse:pointer-events-none pointer-fine:group-hover/entry:opacity-100',
          )}
        />
      </span>
      <span role="gridcell" className="flex min-w-0 flex-col">
        <span className="flex min-w-0 items-center gap-2.5">
          {renamingId === id ? (
            <RenameField
              entry={entry}
              onRename={(next) => deck.onRename(entry, next)}
              onClose={() => deck.onRenaming(null)}
            />
          ) : (
            <EntryLink entry={entry} />
          )}
          <EntryMarks entry={entry} />
        </span>
        {isNarrow && (
          <span className="truncate text-sm text-muted">
            {type === 'file' && `${sizeInWords(size)} · `}
            {t.changedBy(shortName(changedBy), shortTime(changedAt))}
          </span>
        )}
      </span>
      {!isNarrow && (
        <>
          <span role="gridcell" title={exactTime(changedAt)} className="truncate text-sm text-muted">
            {shortTime(changedAt)}
          </span>
          <span role="gridcell" className="truncate text-sm text-muted">
            <bdi>{personName(changedBy)}</bdi>
          </span>
          <span role="gridcell" className="truncate text-end text-sm text-muted">
            {type === 'file' ? sizeInWords(size) : ''}
          </span>
        </>
      )}
      <span role="gridcell" className="flex justify-end">
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
          className={clsx(
            'pointer-fine:opacity-0 pointer-fine:group-hover/entry:opacity-100 pointer-fine:group-focus-visible/entry:opacity-100',
            isSelected && 'opacity-100!',
          )}
        />
      </span>
    </div>
  )
})
