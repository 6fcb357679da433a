import { Bell as BellIcon } from 'lucide-react'
import { useState } from 'react'
import { Badge } from '../../design/badge.tsx'
import type { MenuPlace } from '../../design/menu-panel.tsx'
import { onDemand } from '../../design/on-demand.tsx'
import { Tooltip } from '../../design/tooltip.tsx'
import { useKith } from '../../live/use-kith.ts'
import { useWords } from '../../words/words.ts'

const { Part: Panel, prefetch } = onDemand(async () => (await import('./panel.tsx')).Panel)

/** The bell of the rail, with how much is unread; it opens what happened beside it. */
export function Bell({ className }: { className: string }) {
  const { shell: t } = useWords()
  const unread = useKith(({ notices }) => notices.unread)
  const [place, setPlace] = useState<MenuPlace | null>(null)
  return (
    <>
      <Tooltip label={t.notifications} side="right" isAlreadyNamed>
        <button
          type="button"
          aria-label={unread === 0 ? t.notifications : t.notificationsUnread(unread)}
          aria-haspopup="dialog"
          aria-expanded={place !== null}
          className={className}
          onPointerEnter={prefetch}
          onClick={(event) => setPlace(event.currentTarget.getBoundingClientRect())}
        >
          <span className="relative">
            <BellIcon aria-hidden="true" className="size-5.5" />
            <UnreadNotices count={unread} />
          </span>
        </button>
      </Tooltip>
      {place !== null && <Panel place={place} onClose={() => setPlace(null)} />}
    </>
  )
}

/** The number on a bell. */
export function UnreadNotices({ count }: { count: number }) {
  const { shell: t } = useWords()
  return (
    <span className="absolute -end-2 -top-1.5 flex">
      <Badge count={count} label={t.unreadNotices(count)} className="h-4.5! min-w-4.5! px-1! ring-2 ring-sunken" />
    </span>
  )
}
