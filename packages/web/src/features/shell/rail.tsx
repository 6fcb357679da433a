import { Link } from '@tanstack/react-router'
import { Bookmark, MessagesSquare, Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { LogoMark } from '../../design/logo.tsx'
import { Tooltip } from '../../design/tooltip.tsx'
import { unreadConversations } from '../../live/listing.ts'
import { showOverlay } from '../../live/overlay.ts'
import { requestsReceived } from '../../live/relations.ts'
import { unreadThreads } from '../../live/threads.ts'
import { useKith } from '../../live/use-kith.ts'
import { useWords } from '../../words/words.ts'
import { modKey } from '../../live/platform.ts'
import { AccountMenu } from './account-menu.tsx'
import { Bell } from '../notifications/notifications.tsx'
import { everything, places } from './places.ts'

const itemClass =
  'relative flex size-11 items-center justify-center rounded-md text-muted transition-colors hover:bg-hover ' +
  'hover:text-ink data-[status=active]:bg-accent-soft data-[status=active]:text-on-accent-soft [&>svg]:size-5.5'

/** The narrow column at the start of every page on a desktop. */
export function Rail() {
  const { shell: t, chats } = useWords()
  const me = useKith((state) => state.me)
  const unread = useKith(unreadConversations)
  const requests = useKith((state) => requestsReceived(state).length)
  const threads = useKith(unreadThreads)
  return (
    <nav
      aria-label={t.places}
      className="hidden w-16 shrink-0 flex-col items-center gap-1.5 border-e border-line bg-sunken py-3 md:flex"
    >
      <LogoMark className="mb-3 size-8" />
      {places.map(({ to, name, icon: Icon }) => (
        <Tooltip key={to} label={t[name]} side="right" isAlreadyNamed>
          <Link to={to} search={everything} aria-label={t[name]} className={itemClass} activeOptions={{ exact: false }}>
            <Icon aria-hidden="true" />
            {to === '/chats' && unread > 0 && <Dot label={chats.unread(unread)} />}
            {to === '/people' && requests > 0 && <Dot label={t.requests(requests)} />}
          </Link>
        </Tooltip>
      ))}
      <Tooltip label={t.threads} side="right" isAlreadyNamed>
        <Link to="/threads" aria-label={t.threads} className={itemClass}>
          <MessagesSquare aria-hidden="true" />
          {threads > 0 && <Dot label={t.unreadThreads(threads)} />}
        </Link>
      </Tooltip>
      <Bell className={itemClass} />
      <Tooltip label={t.search} shortcut={[modKey, 'K']} side="right" isAlreadyNamed>
        <button type="button" aria-label={t.search} className={itemClass} onClick={() => showOverlay('switcher')}>
          <Search aria-hidden="true" />
        </button>
      </Tooltip>
      <Tooltip label={t.saved} side="right" isAlreadyNamed>
        <Link to="/saved" aria-label={t.saved} className={itemClass}>
          <Bookmark aria-hidden="true" />
        </Link>
      </Tooltip>
      <span className="grow" />
      {me !== null && <AccountMenu me={me} />}
    </nav>
  )
}

/** Something is unread; how much is said to who cannot see it. */
export function Dot({ label }: { label: ReactNode }) {
  return (
    <span className="absolute end-2 top-2 size-2.5 rounded-full border-2 border-sunken bg-accent">
      <span className="sr-only">{label}</span>
    </span>
  )
}
