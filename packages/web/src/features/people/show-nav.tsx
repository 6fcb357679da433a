import { Link } from '@tanstack/react-router'
import { Badge } from '../../design/badge.tsx'
import { tabLinkClass } from '../../design/tab-link-class.ts'
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
          className={tabLinkClass(show === shown)}
        >
          {t.shows[show]}
          {show === 'requests' && <Badge count={waiting} label={shell.requests(waiting)} />}
        </Link>
      ))}
    </nav>
  )
}
