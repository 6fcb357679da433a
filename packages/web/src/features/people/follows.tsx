import { useMoreWords } from '../../words/more-words.ts'
import { useWatch } from '../../live/watch.ts'
import { FirstStep } from './first-step.tsx'
import { byName, useKnownPeople } from './known-people.ts'
import type { ShownListProps } from './people-list.tsx'
import { PersonRow } from './person-row.tsx'
import { PeopleSection } from './requests.tsx'

/** Whom one follows, and who follows. */
export function Follows({ q, openUsername, onAdd }: ShownListProps) {
  const { people: t } = useMoreWords()
  const known = useKnownPeople(q).toSorted(byName)
  const following = known.filter(({ follow }) => follow === 'following')
  const followers = known.filter(({ followedBy }) => followedBy === 'following')
  useWatch([...following, ...followers].map(({ user }) => user.id))
  const parts = [
    { title: t.following, items: following },
    { title: t.followers, items: followers },
  ].filter(({ items }) => items.length > 0)
  return (
    <div className="flex min-h-0 grow flex-col overflow-y-auto px-2 pb-2">
      {parts.length === 0 && <FirstStep title={t.noFollows} text={t.noFollowsText} q={q} onAdd={onAdd} />}
      {parts.map(({ title, items }) => (
        <PeopleSection key={title} title={title}>
          {items.map(({ user }) => (
            <PersonRow key={user.id} person={user} show="follows" isOpen={user.username === openUsername} />
          ))}
        </PeopleSection>
      ))}
    </div>
  )
}
