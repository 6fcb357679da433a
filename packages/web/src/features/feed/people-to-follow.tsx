import type { PersonEntry } from '@kith/protocol/relations.ts'
import { Link } from '@tanstack/react-router'
import { Avatar } from '../../design/avatar.tsx'
import { Button } from '../../design/button.tsx'
import { client } from '../../live/client.ts'
import { personName } from '../../live/naming.ts'
import { useKith } from '../../live/use-kith.ts'
import { useFeedWords } from '../../words/feed-words.ts'
import { useAnswer } from '../asking/asking.ts'
import { useRelating, useStanding } from '../people/people.tsx'

const SHOWN = 5
/** So many are asked for, to find some whom one does not follow yet. */
const ASKED = 30

/** A few people whom one does not follow yet. Nothing where there are none, or they cannot be had. */
export function PeopleToFollow({ className = '' }: { className?: string }) {
  const { feed: t } = useFeedWords()
  const myId = useKith((state) => state.me?.id)
  const { value } = useAnswer('people to follow', (signal) =>
    client.api.call('GET /api/people', { q: '', limit: ASKED }, { signal }),
  )
  const people = value?.items
    .filter(({ id, relation }) => id !== myId && relation?.follow !== 'following' && relation?.friendship !== 'friends')
    .slice(0, SHOWN)
  if (people === undefined || people.length === 0) return null
  return (
    <section aria-labelledby="to-follow" className={className}>
      <h2 id="to-follow" className="px-4 pb-1 text-sm font-semibold text-muted md:px-0">
        {t.toFollow}
      </h2>
      <ul>
        {people.map((person) => (
          <ToFollow key={person.id} person={person} />
        ))}
      </ul>
    </section>
  )
}

function ToFollow({ person }: { person: PersonEntry }) {
  const { feed: t } = useFeedWords()
  const { follow: standing } = useStanding(person.id, person.relation)
  const { follow, unfollow } = useRelating(person)
  const name = personName(person)
  const isFollowed = standing !== 'none'
  return (
    <li className="flex items-center gap-2 px-4 py-1.5 md:px-0">
      <Link
        to="/people/$username"
        params={{ username: person.username }}
        className="flex min-h-11 min-w-0 grow items-center gap-3 rounded-md"
      >
        <Avatar id={person.id} name={person.displayName} src={person.avatarUrl} size="md" />
        <span className="flex min-w-0 flex-col">
          <bdi className="truncate font-semibold">{name}</bdi>
          <bdi className="truncate text-sm text-muted">@{person.username}</bdi>
        </span>
      </Link>
      <Button
        size="sm"
        variant={isFollowed ? 'ghost' : 'secondary'}
        aria-label={isFollowed ? t.unfollowName(name) : t.followName(name)}
        onClick={() => (isFollowed ? unfollow() : void follow())}
      >
        {standing === 'requested' ? t.requested : isFollowed ? t.following : t.follow}
      </Button>
    </li>
  )
}
