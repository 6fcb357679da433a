import { Skeleton } from '../../design/skeleton.tsx'

/** The shape of a post that comes. */
export function PostSkeleton({ label }: { label?: string }) {
  return (
    <div className="overflow-hidden bg-raised max-md:border-y max-md:border-line md:rounded-lg md:border md:border-line">
      {label !== undefined && <output className="sr-only">{label}</output>}
      <div className="flex items-center gap-3 px-4 py-3">
        <Skeleton shape="round" className="size-9" />
        <div className="flex grow flex-col gap-2">
          <Skeleton className="h-3.5 w-2/5" />
          <Skeleton className="h-3 w-1/4" />
        </div>
      </div>
      <Skeleton className="aspect-4/3 w-full rounded-none!" />
      <div className="flex flex-col gap-2 px-4 py-4">
        <Skeleton className="h-3.5 w-4/5" />
        <Skeleton className="h-3.5 w-3/5" />
      </div>
    </div>
  )
}
