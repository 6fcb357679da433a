import type { Invitation } from '@kith/protocol/invites.ts'
import { ProblemError } from '@kith/sdk/problem-error.ts'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Avatar } from '../../design/avatar.tsx'
import { Banner } from '../../design/banner.tsx'
import { buttonClass } from '../../design/button-class.ts'
import { Button } from '../../design/button.tsx'
import { DoorFrame } from '../../design/door-frame.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { client } from '../../live/client.ts'
import { useKith } from '../../live/use-kith.ts'
import { usePlace } from '../../live/use-place.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { NotLoaded, useAnswer } from '../asking/asking.ts'
import { RegisterForm } from './register-form.tsx'
import { ToSignIn } from './to-sign-in.tsx'

/** Where an invite link leads: who invites, where to, and the way in. */
export function JoinPage({ code }: { code: string }) {
  const { shell, signIn } = useWords()
  const { joining } = useMoreWords()
  const t = joining.join
  const place = usePlace()
  const asked = useAnswer(code, (signal) => client.api.call('GET /api/invites/:code', { code }, { signal }))
  const name = place?.name ?? shell.appName
  const frame = { name, promise: signIn.promise }
  const isDead = asked.error instanceof ProblemError && asked.error.code === 'not-found'

  if (isDead) {
    return (
      <DoorFrame {...frame} title={t.deadTitle} text={t.deadText}>
        <DeadEnd mayWithout={place?.registration === 'open' || place?.registration === 'approval'} />
      </DoorFrame>
    )
  }
  if (asked.error !== null) {
    return (
      <DoorFrame {...frame} title={joining.notLoaded}>
        <NotLoaded error={asked.error} onAgain={asked.again} words={joining} />
      </DoorFrame>
    )
  }
  if (asked.value === undefined || place === null) {
    return (
      <DoorFrame {...frame} title={shell.loading}>
        <SkeletonList count={3} label={joining.loading} />
      </DoorFrame>
    )
  }
  const { inviter, placeName } = asked.value
  return (
    <DoorFrame {...frame} title={t.title(inviter.displayName, placeName)} text={<Landing invitation={asked.value} />}>
      <Way code={code} invitation={asked.value} isClosed={place.registration === 'closed'} />
    </DoorFrame>
  )
}

function DeadEnd({ mayWithout }: { mayWithout: boolean }) {
  const { joining } = useMoreWords()
  const isIn = useKith((state) => state.session === 'signed-in')
  if (isIn) {
    return (
      <Link to="/chats" className={buttonClass('primary', 'md')}>
        {joining.join.toChats}
      </Link>
    )
  }
  return (
    <>
      {mayWithout && (
        <Link to="/sign-up" className={buttonClass('primary', 'md')}>
          {joining.join.without}
        </Link>
      )}
      <ToSignIn />
    </>
  )
}

function Landing({ invitation: { inviter, conversations } }: { invitation: Invitation }) {
  const { joining } = useMoreWords()
  const t = joining.join
  return (
    <div className="mt-4 flex items-start gap-3">
      <Avatar id={inviter.id} name={inviter.displayName} src={inviter.avatarUrl} size="lg" />
      <div className="min-w-0">
        <p className="font-semibold text-ink">
          <bdi>{inviter.displayName}</bdi>{' '}
          <bdi className="font-normal text-muted" dir="ltr">
            @{inviter.username}
          </bdi>
        </p>
        {conversations.length > 0 && (
          <>
            <p>{t.landing}</p>
            <ul>
              {conversations.map(({ title, memberCount }, index) => (
                // They have no ids for who is not in them.
                // oxlint-disable-next-line react/no-array-index-key
                <li key={index}>
                  <bdi className="font-medium text-ink">{title ?? t.group}</bdi>
                  {' · '}
                  {t.people(memberCount)}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </div>
  )
}

type WayProps = { code: string; invitation: Invitation; isClosed: boolean }

function Way({ code, invitation, isClosed }: WayProps) {
  const { joining } = useMoreWords()
  const t = joining.join
  const navigate = useNavigate()
  const session = useKith((state) => state.session)
  // Whoever makes their account here is signed in before they are led on.
  const [isNewcomer] = useState(session !== 'signed-in')
  if (isClosed) return <Banner className="rounded-md">{t.closed(invitation.placeName)}</Banner>

  async function goIn(): Promise<void> {
    await client.loadConversations()
    const landed = [...client.state.conversations.values()].find(({ isLobby }) => !isLobby)
    if (landed === undefined) await navigate({ to: '/chats' })
    else await navigate({ to: '/chats/$conversationId', params: { conversationId: landed.id } })
  }

  if (!isNewcomer) return <Accept code={code} invitation={invitation} />
  return (
    <>
      <p className="mb-4 text-muted">{t.text}</p>
      <RegisterForm invite={code} onIn={goIn} />
      <ToSignIn to={`/join/${code}`} />
    </>
  )
}

function Accept({ code, invitation }: Pick<WayProps, 'code' | 'invitation'>) {
  const { joining } = useMoreWords()
  const t = joining.join
  const navigate = useNavigate()
  const report = useReport()
  const me = useKith((state) => state.me)
  const [isJoining, setIsJoining] = useState(false)

  async function accept(): Promise<void> {
    setIsJoining(true)
    try {
      const { conversationIds } = await client.api.call('POST /api/invites/:code/accept', { code })
      const [conversationId] = conversationIds
      if (conversationId === undefined) await navigate({ to: '/chats' })
      else await navigate({ to: '/chats/$conversationId', params: { conversationId } })
    } catch (error) {
      report(t.notJoined, error)
      setIsJoining(false)
    }
  }

  const isAnywhere = invitation.conversations.length > 0
  return (
    <>
      <p className="mb-4 text-muted">
        {me !== null && t.signedInAs(me.displayName)} {!isAnywhere && t.alreadyIn}
      </p>
      {isAnywhere ? (
        <Button variant="primary" isLoading={isJoining} onClick={() => void accept()}>
          {t.join}
        </Button>
      ) : (
        <Link to="/chats" className={buttonClass('primary', 'md')}>
          {t.toChats}
        </Link>
      )}
    </>
  )
}
