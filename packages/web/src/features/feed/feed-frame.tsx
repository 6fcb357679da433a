import type { ReactNode, RefCallback } from 'react'
import { onDemand } from '../../design/on-demand.tsx'
import { useIsWide } from '../../live/room.ts'
import { Viewer } from '../attachments/attachments.tsx'

const { Part: Beside } = onDemand(async () => (await import('./beside.tsx')).Beside, undefined, true)

interface FeedFrameProps {
  scrollerRef: RefCallback<HTMLElement>
  header: ReactNode
  children: ReactNode
}

/** One column of posts, with its header above; on wide windows what else there is beside it. */
export function FeedFrame({ scrollerRef, header, children }: FeedFrameProps) {
  const isWide = useIsWide()
  return (
    <main ref={scrollerRef} className="relative min-h-0 min-w-0 grow overflow-y-auto overscroll-contain">
      <div className="mx-auto flex w-full max-w-136 justify-center gap-10 xl:max-w-224">
        <div className="flex min-h-full w-full max-w-136 min-w-0 flex-col">
          <header className="sticky top-0 z-10 mb-3 flex h-14 shrink-0 items-center gap-1.5 border-b border-line bg-paper px-3 md:px-0">
            {header}
          </header>
          {children}
        </div>
        {isWide && (
          <aside className="sticky top-0 flex h-fit w-72 shrink-0 flex-col gap-8 pt-18">
            <Beside />
          </aside>
        )}
      </div>
      <Viewer />
    </main>
  )
}
