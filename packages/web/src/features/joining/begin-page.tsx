import type { Invite } from '@kith/protocol/invites.ts'
import type { PlaceSettings } from '@kith/protocol/place.ts'
import { Navigate, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { DoorFrame } from '../../design/door-frame.tsx'
import { client } from '../../live/client.ts'
import { usePlace } from '../../live/use-place.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { inviteLink, ShareLink } from '../invitations/invitations.tsx'
import { NamePlace } from './name-place.tsx'
import { RegisterForm } from './register-form.tsx'

const WEEK_MS = 7 * 86_400_000
const STEPS = 3

type Step =
  | { name: 'account' }
  | { name: 'place'; settings: PlaceSettings }
  | { name: 'invite'; placeName: string; invite: Invite | null }

/** The first run: makes the owner, names the place, says how people join, and gives out the first invite. */
export function BeginPage() {
  const { shell, signIn } = useWords()
  const { joining } = useMoreWords()
  const t = joining.begin
  const navigate = useNavigate()
  const place = usePlace()
  const [step, setStep] = useState<Step>({ name: 'account' })
  const name = place?.name ?? shell.appName

  if (step.name === 'account') {
    if (place?.hasOwner === true) return <Navigate to="/sign-in" replace />
    return (
      <DoorFrame name={name} title={t.title} text={<Text at={1}>{t.text}</Text>} promise={signIn.promise}>
        <RegisterForm
          submitLabel={t.account}
          onIn={async () => {
            const settings = await client.api.call('GET /api/admin/place', {}).catch(() => null)
            // Somebody else was first, a moment ago.
            if (settings === null) await navigate({ to: '/chats' })
            else setStep({ name: 'place', settings })
          }}
          onPending={() => void navigate({ to: '/sign-in' })}
        />
      </DoorFrame>
    )
  }
  if (step.name === 'place') {
    return (
      <DoorFrame name={name} title={t.placeTitle} text={<Text at={2}>{t.placeText}</Text>} promise={signIn.promise}>
        <NamePlace
          settings={step.settings}
          onNamed={async (settings) => {
            const isClosed = settings.registration === 'closed'
            const invite = isClosed ? null : await firstInvite()
            setStep({ name: 'invite', placeName: settings.name, invite })
          }}
        />
      </DoorFrame>
    )
  }
  const { invite, placeName } = step
  return (
    <DoorFrame
      name={placeName}
      title={t.inviteTitle}
      text={<Text at={3}>{invite === null ? t.inviteClosed : t.inviteText}</Text>}
      promise={signIn.promise}
    >
      {invite !== null && invite.code !== null && (
        <ShareLink link={inviteLink(invite.code)} into={placeName} hasPattern className="mb-8" />
      )}
      <Button variant="primary" className="w-full" onClick={() => void navigate({ to: '/chats' })}>
        {t.done}
      </Button>
    </DoorFrame>
  )
}

function Text({ at, children }: { at: number; children: string }) {
  const { joining } = useMoreWords()
  return (
    <>
      <span className="mb-1 block text-sm font-semibold text-accent-text">{joining.begin.step(at, STEPS)}</span>
      {children}
    </>
  )
}

/** What cannot be made now is made in the settings later. */
async function firstInvite(): Promise<Invite | null> {
  const expiresAt = new Date(Date.now() + WEEK_MS).toISOString()
  return client.api.call('POST /api/invites', { expiresAt }).catch(() => null)
}
