import type { SecondFactorMethod } from '@kith/protocol/security.ts'
import { ProblemError } from '@kith/sdk/problem-error.ts'
import { Link, Navigate, useNavigate, useSearch } from '@tanstack/react-router'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { Banner } from '../../design/banner.tsx'
import { Button } from '../../design/button.tsx'
import { DoorFrame } from '../../design/door-frame.tsx'
import { TextField } from '../../design/text-field.tsx'
import { isBrokenOff, mayHavePasskeys, signWithPasskey } from '../../live/passkeys.ts'
import { signIn, signInByPasskey } from '../../live/session.ts'
import { usePlace } from '../../live/use-place.ts'
import { sentenceFor } from '../../words/sentences.ts'
import { useWords } from '../../words/words.ts'
import { SecondStep } from './second-step.tsx'
import { usePasskeyInField } from './use-passkey-in-field.ts'

const linkClass = 'font-semibold text-accent-text underline-offset-4 hover:underline'

/** The door for those who have an account. */
export function SignIn() {
  const words = useWords()
  const t = words.signIn
  const navigate = useNavigate()
  const { to } = useSearch({ strict: false })
  const place = usePlace()
  const [identifier, setIdentifier] = useState('')
  const [password, setPassword] = useState('')
  const [methods, setMethods] = useState<readonly SecondFactorMethod[] | null>(null)
  const [busyWith, setBusyWith] = useState<'password' | 'passkey' | null>(null)
  const [error, setError] = useState<unknown>(null)
  const goIn = (): Promise<void> => navigate({ to: to ?? '/chats' })

  async function attempt(by: 'password' | 'passkey', act: () => Promise<void>): Promise<void> {
    setBusyWith(by)
    setError(null)
    try {
      await act()
      await goIn()
    } catch (caught) {
      if (isBrokenOff(caught)) return
      if (caught instanceof ProblemError && caught.code === 'second-factor-required') {
        setMethods(caught.body.methods ?? ['totp', 'recovery'])
      } else setError(caught)
    } finally {
      setBusyWith(null)
    }
  }

  usePasskeyInField((credential) => void attempt('passkey', () => signInByPasskey(credential)))

  function submit(event: SubmitEvent): void {
    event.preventDefault()
    void attempt('password', () => signIn(identifier.trim(), password))
  }

  if (place?.hasOwner === false) return <Navigate to="/begin" replace />
  const name = place?.name ?? words.shell.appName
  if (methods !== null) {
    return (
      <DoorFrame name={name} title={t.secondTitle} text={t.secondText} promise={t.promise}>
        <SecondStep
          methods={methods}
          onGiven={async (second) => {
            await signIn(identifier.trim(), password, second)
            await goIn()
          }}
          onBack={() => setMethods(null)}
        />
      </DoorFrame>
    )
  }
  return (
    <DoorFrame name={name} title={t.title} text={t.text} promise={t.promise}>
      <form className="flex flex-col gap-4" onSubmit={submit}>
        {error !== null && (
          <Banner tone="danger" className="rounded-md">
            {sentenceFor(error, words)}
          </Banner>
        )}
        <TextField
          label={t.identifier}
          name="identifier"
          autoComplete="username webauthn"
          autoCapitalize="none"
          spellCheck={false}
          required
          value={identifier}
          onChange={(event) => setIdentifier(event.currentTarget.value)}
        />
        <TextField
          label={t.password}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          revealLabels={{ show: t.show, hide: t.hide }}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" variant="primary" isLoading={busyWith === 'password'} className="mt-2">
          {t.signIn}
        </Button>
      </form>
      {mayHavePasskeys() && (
        <Button
          className="mt-3 w-full"
          icon={<KeyRound aria-hidden="true" />}
          isLoading={busyWith === 'passkey'}
          onClick={() => void attempt('passkey', async () => signInByPasskey(await signWithPasskey()))}
        >
          {t.withPasskey}
        </Button>
      )}
      <p className="mt-6">
        <Link to="/forgot-password" className={linkClass}>
          {t.forgot}
        </Link>
      </p>
      <p className="mt-2 text-muted">
        {t.toSignUpBefore}{' '}
        <Link to="/sign-up" search={to === undefined ? {} : { to }} className={linkClass}>
          {t.toSignUp}
        </Link>
      </p>
    </DoorFrame>
  )
}
