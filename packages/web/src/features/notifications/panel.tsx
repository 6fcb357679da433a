import { Link } from '@tanstack/react-router'
import type { MenuPlace } from '../../design/menu-panel.tsx'
import { Popover } from '../../design/popover.tsx'
import { useMoreWords } from '../../words/more-words.ts'
import { NoticeHead } from './notice-head.tsx'
import { NoticeList } from './notice-list.tsx'

/** What happened, beside the bell. */
export function Panel({ place, onClose }: { place: MenuPlace; onClose: () => void }) {
  const { notifications: t } = useMoreWords()
  const { x, y, width, height } = place
  return (
    <Popover
      isOpen
      isPanelFocused
      onIsOpenChange={(isOpen) => isOpen || onClose()}
      label={t.title}
      side="right"
      align="start"
      className="flex w-96 flex-col p-0!"
      trigger={
        <span
          aria-hidden="true"
          style={{ left: x, top: y, width, height }}
          className="pointer-events-none fixed"
          tabIndex={-1}
        />
      }
    >
      <section aria-label={t.title} className="flex min-h-0 flex-col">
        <NoticeHead heading="h2" />
        <div className="max-h-[70dvh] min-h-0 overflow-y-auto overscroll-contain pb-2">
          <NoticeList onGo={onClose} />
        </div>
        <Link
          to="/notifications"
          onClick={onClose}
          className="border-t border-line px-4 py-3 text-center font-semibold text-accent-text hover:bg-hover"
        >
          {t.all}
        </Link>
      </section>
    </Popover>
  )
}
