import { Link, Navigate, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { buttonClass } from '../../design/button-class.ts'
import { DoorFrame } from '../../design/door-frame.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { usePlace } from '../../live/use-place.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { RegisterForm } from './register-form.tsx'
import { ToSignIn } from './to-sign-in.tsx'

/** Making an account without an invite, as far as the place lets one. */
export function SignUpPage() {
  const { shell, signIn } = useWords()
  const { joining } = useMoreWords()
  const t = joining.signUpPage
  const navigate = useNavigate()
  const { to } = useSearch({ strict: false })
  const place = usePlace()
  const [isPending, setIsPending] = useState(false)
  const name = place?.name ?? shell.appName

  if (place === null) {
    return (
      <DoorFrame name={name} title={t.title} promise={signIn.promise}>
        <SkeletonList count={4} label={joining.loading} />
      </DoorFrame>
    )
  }
  if (!place.hasOwner) return <Navigate to="/begin" replace />
  if (isPending) {
    const { pending } = joining
    return (
      <DoorFrame name={name} title={pending.title} text={pending.text(name)} promise={signIn.promise}>
        <p className="mb-6 text-muted">{place.hasMail ? pending.mail : pending.noMail}</p>
        <Link to="/sign-in" className={buttonClass('secondary', 'md')}>
          {pending.toSignIn}
        </Link>
      </DoorFrame>
    )
  }
  const { registration } = place
  const isClosed = registration === 'closed' || registration === 'invite'
  const titles = { open: t.title, approval: t.title, invite: t.inviteTitle, closed: t.closedTitle }
  return (
    <DoorFrame name={name} title={titles[registration]} text={t[registration](name)} promise={signIn.promise}>
      {!isClosed && (
        <RegisterForm
          asksForApproval={registration === 'approval'}
          onIn={() => navigate({ to: to ?? '/chats' })}
          onPending={() => setIsPending(true)}
        />
      )}
      <ToSignIn {...(to === undefined ? {} : { to })} />
    </DoorFrame>
  )
}
