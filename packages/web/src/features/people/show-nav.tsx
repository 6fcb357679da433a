import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import { Badge } from '../../design/badge.tsx'
import { peopleShows } from '../../live/people-address.ts'
import type { PeopleShow } from '../../live/people-address.ts'
import { requestsReceived } from '../../live/relations.ts'
import { useKith } from '../../live/use-kith.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'

/** Which of the lists is shown; each has an address of its own. */
export function ShowNav({ shown }: { shown: PeopleShow }) {
  const { shell } = useWords()
  const { people: t } = useMoreWords()
  const waiting = useKith((state) => requestsReceived(state).length)
  return (
    <nav aria-label={t.shown} className="-mx-1.5 flex overflow-x-auto scrollbar-none">
      {peopleShows.map((show) => (
        <Link
          key={show}
          to="/people"
          search={show === 'everyone' ? {} : { show }}
          aria-current={show === shown ? 'page' : undefined}
          className={clsx(
            'relative flex h-9 shrink-0 items-center gap-1.5 rounded-sm px-2 text-sm font-semibold outline-offset-[-2px] transition-colors pointer-coarse:h-11',
            'after:absolute after:inset-x-2 after:bottom-0 after:h-0.5 after:rounded-full',
            show === shown ? 'text-ink after:bg-accent' : 'text-muted hover:text-ink',
          )}
        >
          {t.shows[show]}
          {show === 'requests' && <Badge count={waiting} label={shell.requests(waiting)} />}
        </Link>
      ))}
    </nav>
  )
}
