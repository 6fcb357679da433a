import { Link } from '@tanstack/react-router'
import { Bell } from 'lucide-react'
import { Avatar } from '../../design/avatar.tsx'
import { unreadConversations } from '../../live/listing.ts'
import { requestsReceived } from '../../live/relations.ts'
import { useKith } from '../../live/use-kith.ts'
import { useWords } from '../../words/words.ts'
import { UnreadNotices } from '../notifications/notifications.tsx'
import { everything, placesOnPhone } from './places.ts'
import { Dot } from './rail.tsx'

const itemClass =
  'relative flex min-h-13 grow basis-0 flex-col items-center justify-center gap-0.5 rounded-sm text-xs font-semibold text-muted ' +
  'data-[status=active]:text-accent-text [&>svg]:size-5.5'

/** The places on a phone. A conversation has the whole height: the bar is not there. */
export function BottomBar() {
  const { shell: t, chats } = useWords()
  const me = useKith((state) => state.me)
  const unread = useKith(unreadConversations)
  const requests = useKith((state) => requestsReceived(state).length)
  const notices = useKith((state) => state.notices.unread)
  return (
    <nav
      aria-label={t.places}
      className="flex shrink-0 border-t border-line bg-raised px-2 pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {placesOnPhone.map(({ to, name, icon: Icon }) => (
        <Link key={to} to={to} search={everything} className={itemClass} activeOptions={{ exact: false }}>
          <span className="relative">
            <Icon aria-hidden="true" className="size-5.5" />
            {to === '/chats' && unread > 0 && (
              <span className="absolute -end-3 -top-2">
                <Dot label={chats.unread(unread)} />
              </span>
            )}
            {to === '/people' && requests > 0 && (
              <span className="absolute -end-3 -top-2">
                <Dot label={t.requests(requests)} />
              </span>
            )}
          </span>
          {t[name]}
        </Link>
      ))}
      <Link to="/notifications" className={itemClass} activeOptions={{ exact: false }}>
        <span className="relative">
          <Bell aria-hidden="true" className="size-5.5" />
          <UnreadNotices count={notices} />
        </span>
        {t.notificationsInShort}
      </Link>
      <Link to="/settings" className={itemClass} activeOptions={{ exact: false }}>
        {me === null ? null : <Avatar id={me.id} name={me.displayName} src={me.avatarUrl} size="xs" />}
        {t.you}
      </Link>
    </nav>
  )
}
