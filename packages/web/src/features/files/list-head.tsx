// Rows that are chosen, gone through by keys and drawn only where they are seen are a grid: no table does that.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import clsx from 'clsx'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { setFileView } from '../../live/file-view.ts'
import type { FileView } from '../../live/file-view.ts'
import { useFileWords } from '../../words/file-words.ts'
import { columnsClass } from './entry-row.tsx'

type Column = 'name' | 'changed' | 'by' | 'size'

const columns: readonly { column: Column; sort: FileView['sort'] | null }[] = [
  { column: 'name', sort: 'name' },
  { column: 'changed', sort: 'changed' },
  { column: 'by', sort: null },
  { column: 'size', sort: 'size' },
]

/** What stands in which column, and by which the list is sorted. */
export function ListHead({ view }: { view: FileView }) {
  const { projectFiles: t } = useFileWords()
  return (
    <div
      role="row"
      aria-rowindex={1}
      className={clsx(
        'sticky top-0 z-20 mx-2 grid h-9 items-center gap-x-3 border-b border-line bg-paper px-2 text-sm md:mx-4',
        columnsClass,
      )}
    >
      <span role="columnheader">
        <span className="sr-only">{t.sort.kind}</span>
      </span>
      {columns.map(({ column, sort }) => (
        <Head key={column} column={column} sort={sort} view={view} />
      ))}
      <span role="columnheader">
        <span className="sr-only">{t.columns.actions}</span>
      </span>
    </div>
  )
}

function Head({ column, sort, view }: { column: Column; sort: FileView['sort'] | null; view: FileView }) {
  const { projectFiles: t } = useFileWords()
  const isSorted = sort !== null && view.sort === sort
  const isUp = view.order === 'up'
  const Arrow = isUp ? ArrowUp : ArrowDown
  const isAtEnd = column === 'size'
  return (
    <span
      role="columnheader"
      aria-sort={isSorted ? (isUp ? 'ascending' : 'descending') : undefined}
      className={clsx('flex min-w-0', isAtEnd && 'justify-end')}
    >
      {sort === null ? (
        <span className="text-muted">{t.columns[column]}</span>
      ) : (
        <button
          type="button"
          onClick={() => setFileView({ sort, order: isSorted && isUp ? 'down' : isSorted ? 'up' : firstOrder(sort) })}
          className={clsx(
            'flex items-center gap-1 rounded-sm hover:text-ink',
            isSorted ? 'font-semibold text-ink' : 'text-muted',
          )}
        >
          {t.columns[column]}
          {isSorted && <Arrow aria-hidden="true" className="size-3.5" />}
        </button>
      )}
    </span>
  )
}

/** Names begin with A, everything else with the newest or largest. */
export const firstOrder = (sort: FileView['sort']): FileView['order'] =>
  sort === 'name' || sort === 'kind' ? 'up' : 'down'
