import type { UserProfile } from '@kith/protocol/users.ts'
import { Link } from '@tanstack/react-router'
import { profileLists } from '../../live/people-address.ts'
import type { PeopleShow } from '../../live/people-address.ts'
import { useMoreWords } from '../../words/more-words.ts'

const numbers = new Intl.NumberFormat('en', { notation: 'compact' })

interface ProfileCountsProps {
  profile: Pick<UserProfile, 'username' | 'counts'>
  /** The list beside, which is to stay as it is. */
  show: PeopleShow | undefined
}

/** How many posts, friends and followers somebody has; the numbers of people open their lists. */
export function ProfileCounts({ profile: { username, counts }, show }: ProfileCountsProps) {
  const { people: t } = useMoreWords()
  return (
    <ul className="mt-5 flex flex-wrap justify-center gap-1">
      <li className="flex min-h-11 min-w-20 flex-col items-center justify-center px-3 py-1.5">
        <span className="text-lg leading-6 font-bold tabular-nums">{numbers.format(counts.posts)}</span>{' '}
        <span className="text-sm text-muted">{t.counts.posts(counts.posts)}</span>
      </li>
      {profileLists.map((list) => (
        <li key={list}>
          <Link
            to="/people/$username"
            params={{ username }}
            search={{ list, ...(show === undefined ? {} : { show }) }}
            className="flex min-h-11 min-w-20 flex-col items-center justify-center rounded-md px-3 py-1.5 transition-colors hover:bg-hover"
          >
            <span className="text-lg leading-6 font-bold tabular-nums">{numbers.format(counts[list])}</span>{' '}
            <span className="text-sm text-muted">{t.counts[list](counts[list])}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
