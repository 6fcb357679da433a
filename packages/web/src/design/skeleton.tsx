import clsx from 'clsx'

const shapes = { text: 'rounded-sm', round: 'rounded-full', bubble: 'rounded-lg' }

/** One quiet shape; its size comes from `className`. */
export function Skeleton({ shape = 'text', className }: { shape?: keyof typeof shapes; className?: string }) {
  return (
    <span aria-hidden="true" className={clsx('motion-breathe block shrink-0 bg-skeleton', shapes[shape], className)} />
  )
}

type SkeletonsProps = { count?: number; /** Read aloud once: what is being loaded. */ label: string }

const widths = ['w-3/5', 'w-2/5', 'w-1/2', 'w-2/3', 'w-1/3']
const widthOf = (index: number) => widths[index % widths.length]

export function SkeletonList({ count = 8, label }: SkeletonsProps) {
  return (
    <div className="flex flex-col">
      <output className="sr-only">{label}</output>
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className="flex items-center gap-3 px-3 py-row">
          <Skeleton shape="round" className="size-row-face" />
          <div className="flex grow flex-col gap-2">
            <Skeleton className={clsx('h-3.5', widthOf(index + 1))} />
            <Skeleton className={clsx('h-3', widthOf(index))} />
          </div>
        </div>
      ))}
    </div>
  )
}

const lines = [
  { isOwn: false, size: 'h-10 w-3/5' },
  { isOwn: false, size: 'h-16 w-2/3' },
  { isOwn: true, size: 'h-10 w-2/5' },
  { isOwn: false, size: 'h-10 w-1/3' },
  { isOwn: true, size: 'h-24 w-1/2' },
  { isOwn: true, size: 'h-10 w-1/4' },
]

export function SkeletonMessages({ count = 6, label }: SkeletonsProps) {
  return (
    <div className="flex flex-col gap-3 p-4">
      <output className="sr-only">{label}</output>
      {Array.from({ length: count }, (_, index) => {
        const line = lines[index % lines.length]
        return (
          <div key={index} className={clsx('flex items-end gap-2', line?.isOwn && 'flex-row-reverse')}>
            {!line?.isOwn && <Skeleton shape="round" className="size-8" />}
            <Skeleton shape="bubble" className={clsx('max-w-md', line?.size)} />
          </div>
        )
      })}
    </div>
  )
}

export function SkeletonProfile({ label }: { label: string }) {
  return (
    <div className="flex flex-col items-center gap-3 p-6">
      <output className="sr-only">{label}</output>
      <Skeleton shape="round" className="size-28" />
      <Skeleton className="mt-2 h-5 w-40" />
      <Skeleton className="h-3.5 w-24" />
      <Skeleton className="mt-4 h-3.5 w-full max-w-xs" />
      <Skeleton className="h-3.5 w-4/5 max-w-60" />
    </div>
  )
}
