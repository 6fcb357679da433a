import type { UserProfile } from '@kith/protocol/users.ts'
import type { KithState } from '@kith/sdk/state.ts'
import { Link } from '@tanstack/react-router'
import { Lock, Pencil } from 'lucide-react'
import { useEffect, useEffectEvent } from 'react'
import type { ReactNode } from 'react'
import { Avatar } from '../../design/avatar.tsx'
import { buttonClass } from '../../design/button-class.ts'
import { SkeletonProfile } from '../../design/skeleton.tsx'
import { client } from '../../live/client.ts'
import { personName } from '../../live/naming.ts'
import type { PeopleShow, ProfileListName } from '../../live/people-address.ts'
import { useKith } from '../../live/use-kith.ts'
import { usePresence, useWatch } from '../../live/watch.ts'
import { calendarDay, exactTime, relativeTime } from '../../words/dates.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { useAnswer } from '../asking/asking.ts'
import { CirclesOf } from '../circles/circles.tsx'
import { AnswerPanel } from './answer-panel.tsx'
import { NoProfile } from './no-profile.tsx'
import { ProfileCounts } from './profile-counts.tsx'
import { ProfileLinks } from './profile-links.tsx'
import { ProfilePeople } from './profile-people.tsx'
import { ProfileStatus } from './profile-status.tsx'
import { RelationButtons } from './relation-buttons.tsx'
import { Together } from './together.tsx'

interface ProfileViewProps {
  username: string
  heading: 'h1' | 'h3'
  /** Whether it offers to write to them. */
  mayWrite?: boolean
  /** Stands below: what they posted. */
  posts?: (profile: UserProfile, isMe: boolean) => ReactNode
  show?: PeopleShow
  /** Which list of theirs is open. */
  list?: ProfileListName
  onCloseList?: () => void
  /** The name they have now, where they were asked for by a former one. */
  onRenamed?: (username: string) => void
}

/** Who somebody is. Give it a key, so that another person starts from a skeleton. */
export function ProfileView(props: ProfileViewProps) {
  const { username, heading: Heading, mayWrite = false, posts, show, list, onCloseList, onRenamed } = props
  const words = useWords()
  const { people: t } = useMoreWords()
  // What one sees of them, and their numbers, follow from how one stands to them.
  const rev = useKith((state) => revOf(state.relations, username))
  const asked = useAnswer(`${username} ${rev}`, (signal) =>
    client.api.call('GET /api/users/:username', { username }, { signal }),
  )
  const me = useKith((state) => state.me)
  const known = asked.value
  const isMe = known !== undefined && known.id === me?.id
  // What one changes about oneself shows here at once.
  const profile = known !== undefined && isMe ? { ...known, ...me } : known
  const presence = usePresence(profile?.id)
  useWatch(profile === undefined ? [] : [profile.id])

  const told = useEffectEvent((now: string) => {
    if (now !== username) onRenamed?.(now)
  })
  const currentName = profile?.username
  useEffect(() => {
    if (currentName !== undefined) told(currentName)
  }, [currentName])

  if (profile === undefined || asked.error !== null) {
    return (
      <>
        <Heading className="sr-only">@{username}</Heading>
        {asked.error === null && <SkeletonProfile label={t.loading} />}
        {asked.error !== null && <NoProfile username={username} error={asked.error} onAgain={asked.again} />}
      </>
    )
  }

  const state = presence === 'online' ? words.shell.online : presence === 'away' ? words.shell.away : null
  const role = profile.role === 'owner' ? t.owner : profile.role === 'admin' ? t.admin : null
  const fullName = [profile.firstName, profile.lastName].filter(Boolean).join(' ')
  return (
    <article className="flex flex-col items-center text-center">
      <Avatar id={profile.id} name={profile.displayName} src={profile.avatarUrl} size="2xl" presence={presence} />
      <Heading className="mt-4 max-w-full text-2xl font-bold break-words">
        <bdi>{personName(profile)}</bdi>
      </Heading>
      <p className="mt-0.5 flex flex-wrap justify-center gap-x-2 text-muted">
        {fullName !== '' && fullName !== profile.displayName && <bdi>{fullName}</bdi>}
        <bdi>@{profile.username}</bdi>
        {state !== null && <span className="font-medium text-positive-text">{state}</span>}
        {state === null && profile.lastSeenAt !== null && (
          <time dateTime={profile.lastSeenAt} title={exactTime(profile.lastSeenAt)}>
            {t.lastSeen(relativeTime(profile.lastSeenAt))}
          </time>
        )}
      </p>
      {profile.status !== null && <ProfileStatus status={profile.status} />}
      {!isMe && <AnswerPanel profile={profile} />}
      <ProfileCounts profile={profile} show={show} />
      <div className="mt-4">
        {isMe ? (
          <Link to="/settings/$section" params={{ section: 'profile' }} className={buttonClass()}>
            <Pencil aria-hidden="true" />
            {t.editProfile}
          </Link>
        ) : (
          <RelationButtons profile={profile} mayWrite={mayWrite} />
        )}
      </div>
      {!isMe && mayWrite && !profile.mayMessage && (
        <p className="mt-3 text-sm text-muted">{t.noMessages(personName(profile))}</p>
      )}
      <p
        dir="auto"
        className={`mt-6 max-w-full text-pretty break-words whitespace-pre-wrap ${profile.bio === '' ? 'text-muted' : ''}`}
      >
        {profile.bio === '' ? t.noBio : profile.bio}
      </p>
      <ProfileLinks links={profile.links} />
      <p className="mt-4 flex flex-wrap justify-center gap-x-1.5 text-sm text-muted">
        {profile.isPrivate && (
          <span className="inline-flex items-center gap-1">
            <Lock aria-hidden="true" className="size-3.5" />
            {t.isPrivate} ·
          </span>
        )}
        <span>{[role, t.since(calendarDay(profile.createdAt))].filter(Boolean).join(' · ')}</span>
      </p>
      <CirclesOf userId={profile.id} />
      {!isMe && <Together person={profile} />}
      {posts?.(profile, isMe)}
      {list !== undefined && onCloseList !== undefined && (
        <ProfilePeople key={list} person={profile} list={list} onClose={onCloseList} />
      )}
    </article>
  )
}

function revOf(relations: KithState['relations'], username: string): number {
  const wanted = username.toLowerCase()
  for (const { user, personalRev } of relations.values()) {
    if (user.username.toLowerCase() === wanted) return personalRev
  }
  return 0
}
