import { Link } from '@tanstack/react-router'
import { Pencil } from 'lucide-react'
import { Avatar } from '../../design/avatar.tsx'
import { buttonClass } from '../../design/button-class.ts'
import { SkeletonProfile } from '../../design/skeleton.tsx'
import { client } from '../../live/client.ts'
import { useKith } from '../../live/use-kith.ts'
import { usePresence, useWatch } from '../../live/watch.ts'
import { calendarDay } from '../../words/dates.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { useAnswer } from '../asking/asking.ts'
import { NoProfile } from './no-profile.tsx'
import { Together } from './together.tsx'
import { WriteButton } from './write-button.tsx'

type ProfileViewProps = {
  username: string
  heading: 'h1' | 'h3'
  /** Whether it offers to write to them. */
  mayWrite?: boolean
}

/** Who somebody is. Give it a key, so that another person starts from a skeleton. */
export function ProfileView({ username, heading: Heading, mayWrite = false }: ProfileViewProps) {
  const words = useWords()
  const { people: t } = useMoreWords()
  const asked = useAnswer(username, (signal) => client.api.call('GET /api/users/:username', { username }, { signal }))
  const me = useKith((state) => state.me)
  const isMe = asked.value !== undefined && asked.value.id === me?.id
  const profile = isMe ? me : asked.value
  const presence = usePresence(profile?.id)
  useWatch(profile === undefined ? [] : [profile.id])

  if (profile === undefined) {
    return (
      <>
        <Heading className="sr-only">@{username}</Heading>
        {asked.error === null && <SkeletonProfile label={t.loading} />}
        {asked.error !== null && <NoProfile error={asked.error} onAgain={asked.again} />}
      </>
    )
  }

  const state = presence === 'online' ? words.shell.online : presence === 'away' ? words.shell.away : null
  const role = profile.role === 'owner' ? t.owner : profile.role === 'admin' ? t.admin : null
  return (
    <article className="flex flex-col items-center text-center">
      <Avatar id={profile.id} name={profile.displayName} src={profile.avatarUrl} size="2xl" presence={presence} />
      <Heading className="mt-4 text-2xl font-bold">
        <bdi>{profile.displayName}</bdi>
      </Heading>
      <p className="mt-0.5 flex flex-wrap justify-center gap-x-2 text-muted">
        <bdi>@{profile.username}</bdi>
        {state !== null && <span className="font-medium text-positive-text">{state}</span>}
      </p>
      {mayWrite && (
        <div className="mt-5 flex flex-wrap justify-center gap-2">
          {isMe ? (
            <Link to="/settings/$section" params={{ section: 'profile' }} className={buttonClass()}>
              <Pencil aria-hidden="true" />
              {t.editProfile}
            </Link>
          ) : (
            <WriteButton userId={profile.id} />
          )}
        </div>
      )}
      <p dir="auto" className={`mt-6 text-pretty whitespace-pre-wrap ${profile.bio === '' ? 'text-muted' : ''}`}>
        {profile.bio === '' ? t.noBio : profile.bio}
      </p>
      <p className="mt-3 text-sm text-muted">
        {role === null
          ? t.since(calendarDay(profile.createdAt))
          : `${role} · ${t.since(calendarDay(profile.createdAt))}`}
      </p>
      {!isMe && <Together person={profile} />}
    </article>
  )
}
