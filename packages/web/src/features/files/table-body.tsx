import Papa from 'papaparse'
import { useMemo } from 'react'
import { Skeleton } from '../../design/skeleton.tsx'
import { useFileWords } from '../../words/file-words.ts'
import { NotLoaded } from '../asking/asking.ts'
import { OtherBody } from './other-body.tsx'
import type { ShownBytes } from './shown-bytes.ts'
import { TEXT_MAX_BYTES, useText } from './use-text.ts'

const ROWS_MAX = 500
const COLUMNS_MAX = 60

/** Values that are separated by commas, semicolons or tabs, as a table; its first row is its head. */
export function TableBody({ shown }: { shown: ShownBytes }) {
  const { filePreview: t } = useFileWords()
  const { value, error, again, isAsking } = useText(shown.url)
  const rows = useMemo(
    () =>
      Papa.parse<string[]>(value?.text ?? '', { preview: ROWS_MAX + 2, skipEmptyLines: 'greedy' }).data.map((row) =>
        row.slice(0, COLUMNS_MAX),
      ),
    [value],
  )
  if (error !== null && error !== undefined) {
    return <NotLoaded error={error} onAgain={again} words={{ notLoaded: t.notShown, tryAgain: t.tryAgain }} />
  }
  if (value === undefined || isAsking) {
    return (
      <div className="p-6 md:px-14">
        <output className="sr-only">{t.loading}</output>
        <Skeleton className="h-64 w-full rounded-md" />
      </div>
    )
  }
  const [head = [], ...rest] = rows
  if (value.isBinary || rows.length === 0) return <OtherBody shown={shown} />
  const isCut = rest.length > ROWS_MAX || shown.size > TEXT_MAX_BYTES
  const cell = 'max-w-80 truncate border-b border-line px-3 py-1.5 text-start'
  return (
    <div className="flex min-h-0 w-full grow flex-col">
      {isCut && <output className="shrink-0 px-4 pt-3 text-sm md:px-14 text-muted">{t.cutRows(ROWS_MAX)}</output>}
      <section
        // It is scrolled by keys.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label={t.table(shown.name)}
        className="mx-3 mt-3 mb-4 min-h-0 w-fit max-w-[calc(100%-1.5rem)] overflow-auto rounded-md bg-raised shadow-raised outline-offset-[-2px] md:mx-14 md:mt-5 md:max-w-[calc(100%-7rem)]"
      >
        <table className="border-separate border-spacing-0 text-sm">
          <thead>
            <tr>
              <th className={`${cell} sticky start-0 top-0 z-10 bg-sunken`}>
                <span className="sr-only">{t.row}</span>
              </th>
              {head.map((name, index) => (
                // oxlint-disable-next-line react/no-array-index-key
                <th key={index} scope="col" dir="auto" className={`${cell} sticky top-0 bg-sunken font-bold`}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rest.slice(0, ROWS_MAX).map((row, at) => (
              // oxlint-disable-next-line react/no-array-index-key
              <tr key={at} className="hover:bg-hover">
                <th
                  scope="row"
                  className="sticky start-0 border-b border-line bg-raised px-3 py-1.5 text-end font-normal text-faint"
                >
                  {at + 1}
                </th>
                {head.map((_, index) => (
                  // oxlint-disable-next-line react/no-array-index-key
                  <td key={index} dir="auto" className={cell} title={row[index]}>
                    {row[index]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  )
}
