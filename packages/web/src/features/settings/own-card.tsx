import { Link } from '@tanstack/react-router'
import { Avatar } from '../../design/avatar.tsx'
import { useKith } from '../../live/use-kith.ts'
import { StatusRow } from './status-row.tsx'

/** Oneself above the list of settings: the way to one's profile and status on phones. */
export function OwnCard() {
  const me = useKith((state) => state.me)
  if (me === null) return null
  return (
    <div className="flex flex-col gap-3 px-4 pb-4 md:hidden">
      <Link
        to="/people/$username"
        params={{ username: me.username }}
        className="flex min-h-11 items-center gap-3 rounded-md"
      >
        <Avatar id={me.id} name={me.displayName} src={me.avatarUrl} size="lg" />
        <span className="flex min-w-0 flex-col">
          <bdi className="truncate text-lg font-bold">{me.displayName}</bdi>
          <bdi className="truncate text-sm text-muted">@{me.username}</bdi>
        </span>
      </Link>
      <div>
        <StatusRow me={me} />
      </div>
    </div>
  )
}
