import type { UserCard } from '@kith/protocol/users.ts'
import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import { Avatar } from '../../design/avatar.tsx'
import { useKith } from '../../live/use-kith.ts'
import { usePresence } from '../../live/watch.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { moveAmongRows } from './move-among-rows.ts'

export function PersonRow({ person, isOpen }: { person: UserCard; isOpen: boolean }) {
  const { shell } = useWords()
  const { people: t } = useMoreWords()
  const presence = usePresence(person.id)
  const isMe = useKith((state) => state.me?.id === person.id)
  return (
    <li>
      <Link
        to="/people/$username"
        params={{ username: person.username }}
        onKeyDown={moveAmongRows}
        aria-current={isOpen ? 'page' : undefined}
        className={clsx(
          'flex min-h-11 items-center gap-3 rounded-md px-2.5 py-row outline-offset-[-2px] transition-colors',
          isOpen ? 'bg-accent-soft text-on-accent-soft' : 'hover:bg-hover',
        )}
      >
        <Avatar id={person.id} name={person.displayName} src={person.avatarUrl} size="row" presence={presence} />
        <span className="flex min-w-0 grow flex-col">
          <span className="flex items-baseline gap-2">
            <bdi className="truncate font-semibold">{person.displayName}</bdi>
            {isMe && <span className="shrink-0 text-sm text-muted">{t.me}</span>}
          </span>
          <span className={clsx('truncate text-sm', isOpen ? 'text-on-accent-soft' : 'text-muted')} dir="ltr">
            @{person.username}
          </span>
        </span>
        {presence !== undefined && presence !== 'offline' && (
          <span className="sr-only">{presence === 'online' ? shell.online : shell.away}</span>
        )}
      </Link>
    </li>
  )
}
