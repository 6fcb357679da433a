import type { Relation } from '@kith/protocol/users.ts'
import { useId } from 'react'
import type { ReactNode } from 'react'
import { Button } from '../../design/button.tsx'
import { personName } from '../../live/naming.ts'
import { useWatch } from '../../live/watch.ts'
import { relativeTime } from '../../words/dates.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { FirstStep } from './first-step.tsx'
import { newestFirst, useKnownPeople } from './known-people.ts'
import type { ShownListProps } from './people-list.tsx'
import { PersonRow } from './person-row.tsx'
import { useRelating } from './use-relating.ts'

/** Who waits for one's answer, and for whose answer one waits. */
export function Requests({ q, openUsername, onAdd }: ShownListProps) {
  const { people: t } = useMoreWords()
  const known = useKnownPeople(q).toSorted(newestFirst)
  const friends = known.filter(({ friendship }) => friendship === 'received')
  const followers = known.filter(({ followedBy }) => followedBy === 'requested')
  const sent = known.filter(({ friendship, follow }) => friendship === 'requested' || follow === 'requested')
  useWatch([...friends, ...followers, ...sent].map(({ user }) => user.id))
  const isEmpty = friends.length + followers.length + sent.length === 0
  return (
    <div className="flex min-h-0 grow flex-col overflow-y-auto px-2 pb-2">
      {isEmpty && <FirstStep title={t.noRequests} text={t.noRequestsText} q={q} onAdd={onAdd} />}
      {friends.length + followers.length > 0 && (
        <PeopleSection title={t.received}>
          {friends.map((relation) => (
            <ReceivedRow key={relation.user.id} relation={relation} kind="friend" openUsername={openUsername} />
          ))}
          {followers.map((relation) => (
            <ReceivedRow
              key={`follow ${relation.user.id}`}
              relation={relation}
              kind="follower"
              openUsername={openUsername}
            />
          ))}
        </PeopleSection>
      )}
      {sent.length > 0 && (
        <PeopleSection title={t.requested}>
          {sent.map((relation) => (
            <SentRow key={relation.user.id} relation={relation} openUsername={openUsername} />
          ))}
        </PeopleSection>
      )}
    </div>
  )
}

/** A part of a list of people, with its name. */
export function PeopleSection({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="mb-3">
      <h2 id={id} className="px-2.5 pt-2 pb-1 text-sm font-semibold text-muted">
        {title}
      </h2>
      <ul aria-labelledby={id}>{children}</ul>
    </section>
  )
}

interface RequestRowProps {
  relation: Relation
  openUsername: string | undefined
}

function ReceivedRow({ relation, kind, openUsername }: RequestRowProps & { kind: 'friend' | 'follower' }) {
  const { people: t } = useMoreWords()
  const { user, note } = relation
  const { accept, decline, acceptFollower, removeFollower } = useRelating(user)
  const name = personName(user)
  const isFriend = kind === 'friend'
  return (
    <PersonRow
      person={user}
      show="requests"
      isOpen={user.username === openUsername}
      line={isFriend ? t.wantsFriend : t.wantsFollow}
      below={
        <div className="mb-2 flex flex-col gap-2 ps-[calc(var(--row-face)+1.375rem)] pe-2">
          {isFriend && note !== '' && (
            <p dir="auto" className="rounded-md bg-sunken px-3 py-2 text-sm break-words">
              {note}
            </p>
          )}
          <span className="flex flex-wrap gap-2">
            <Button
              size="sm"
              variant="primary"
              className="pointer-coarse:h-11"
              aria-label={t.acceptName(name)}
              onClick={() => void (isFriend ? accept() : acceptFollower())}
            >
              {t.accept}
            </Button>
            <Button
              size="sm"
              className="pointer-coarse:h-11"
              aria-label={t.declineName(name)}
              onClick={isFriend ? decline : removeFollower}
            >
              {t.decline}
            </Button>
          </span>
        </div>
      }
    />
  )
}

function SentRow({ relation, openUsername }: RequestRowProps) {
  const { people: t } = useMoreWords()
  const { user, friendship, changedAt } = relation
  const { withdraw, unfollow } = useRelating(user)
  return (
    <PersonRow
      person={user}
      show="requests"
      isOpen={user.username === openUsername}
      line={t.wasAsked(relativeTime(changedAt))}
      action={
        <Button
          size="sm"
          className="pointer-coarse:h-11"
          aria-label={t.withdrawName(personName(user))}
          onClick={friendship === 'requested' ? withdraw : unfollow}
        >
          {t.withdraw}
        </Button>
      }
    />
  )
}
