import type { UserCard, UserStatus } from '@kith/protocol/users.ts'
import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import type { ReactNode } from 'react'
import { Avatar } from '../../design/avatar.tsx'
import { personName } from '../../live/naming.ts'
import { useKith } from '../../live/use-kith.ts'
import { usePresence } from '../../live/watch.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { moveAmongRows } from './move-among-rows.ts'
import type { PeopleShow } from '../../live/people-address.ts'

interface PersonRowProps {
  person: UserCard
  isOpen?: boolean
  show?: PeopleShow
  status?: UserStatus | null
  /** In place of the username. */
  line?: ReactNode
  /** What can be done with them at once, beside the link to who they are. */
  action?: ReactNode
  /** What stands under the row: a note, and what may be answered. */
  below?: ReactNode
}

export function PersonRow({ person, isOpen = false, show, status = null, line, action, below }: PersonRowProps) {
  const { shell } = useWords()
  const { people: t } = useMoreWords()
  const presence = usePresence(person.id)
  const isMe = useKith((state) => state.me?.id === person.id)
  return (
    <li>
      <div
        className={clsx(
          'flex items-center rounded-md pe-1.5 transition-colors',
          isOpen ? 'bg-accent-soft text-on-accent-soft' : 'hover:bg-hover',
        )}
      >
        <Link
          to="/people/$username"
          params={{ username: person.username }}
          search={show === undefined || show === 'everyone' ? {} : { show }}
          onKeyDown={moveAmongRows}
          aria-current={isOpen ? 'page' : undefined}
          className="flex min-h-11 min-w-0 grow items-center gap-3 rounded-md px-2.5 py-row outline-offset-[-2px]"
        >
          <Avatar id={person.id} name={person.displayName} src={person.avatarUrl} size="row" presence={presence} />
          <span className="flex min-w-0 grow flex-col">
            <span className="flex items-baseline gap-1.5">
              <bdi className="truncate font-semibold">{personName(person)}</bdi>
              {status !== null && status.emoji !== '' && <span title={status.text}>{status.emoji}</span>}
              {isMe && <span className="shrink-0 text-sm text-muted">{t.me}</span>}
            </span>
            <span className={clsx('truncate text-sm', isOpen ? 'text-on-accent-soft' : 'text-muted')}>
              {line ?? <bdi>{status !== null && status.text !== '' ? status.text : `@${person.username}`}</bdi>}
            </span>
          </span>
          {presence !== undefined && presence !== 'offline' && (
            <span className="sr-only">{presence === 'online' ? shell.online : shell.away}</span>
          )}
        </Link>
        {action}
      </div>
      {below}
    </li>
  )
}
