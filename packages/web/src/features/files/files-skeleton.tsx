import clsx from 'clsx'
import { Skeleton } from '../../design/skeleton.tsx'
import type { FileView } from '../../live/file-view.ts'
import { useFileWords } from '../../words/file-words.ts'

const widths = ['w-2/5', 'w-1/3', 'w-1/2', 'w-1/4', 'w-3/5', 'w-2/5', 'w-1/3', 'w-1/2']

/** What the files will look like, until they are here. */
export function FilesSkeleton({ mode }: { mode: FileView['mode'] }) {
  const { projectFiles: t } = useFileWords()
  return (
    <div className="min-h-0 grow overflow-hidden px-3 pt-3 md:px-6">
      <output className="sr-only">{t.loading}</output>
      {mode === 'list' ? (
        <div className="flex flex-col pt-2 sm:pt-8">
          {widths.map((width, index) => (
            // oxlint-disable-next-line react/no-array-index-key
            <div key={index} className="flex h-15 items-center gap-3 sm:h-11.5">
              <Skeleton className="size-9" />
              <Skeleton className={clsx('h-3.5', width)} />
            </div>
          ))}
        </div>
      ) : (
        <div className="grid grid-cols-[repeat(auto-fill,minmax(9.5rem,1fr))] gap-3 sm:grid-cols-[repeat(auto-fill,minmax(11rem,1fr))]">
          {widths.map((_, index) => (
            // oxlint-disable-next-line react/no-array-index-key
            <Skeleton key={index} className="h-44 rounded-md" />
          ))}
        </div>
      )}
    </div>
  )
}
