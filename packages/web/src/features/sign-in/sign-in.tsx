import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { Place } from '@kith/protocol/auth.ts'
import { useEffect, useState } from 'react'
import type { FormEvent } from 'react'
import { Banner } from '../../design/banner.tsx'
import { Button } from '../../design/button.tsx'
import { Wordmark } from '../../design/logo.tsx'
import { TextField } from '../../design/text-field.tsx'
import { client } from '../../live/client.ts'
import { signIn, signUp } from '../../live/session.ts'
import { sentenceFor } from '../../words/sentences.ts'
import { useWords } from '../../words/words.ts'
import { Scene } from './scene.tsx'
import { fieldFaults } from './field-faults.ts'

export const SignIn = () => <Door isNew={false} />
export const SignUp = () => <Door isNew />

/** Signing in, and making an account. */
function Door({ isNew }: { isNew: boolean }) {
  const words = useWords()
  const t = words.signIn
  const navigate = useNavigate()
  const { to } = useSearch({ strict: false })
  const [place, setPlace] = useState<Place | null>(null)
  const [isSending, setIsSending] = useState(false)
  const [error, setError] = useState<unknown>(null)

  useEffect(() => {
    client.api.call('GET /api/place', {}).then(setPlace, () => undefined)
  }, [])

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const field = (name: string): string => {
      const value = form.get(name)
      return typeof value === 'string' ? value : ''
    }
    setIsSending(true)
    setError(null)
    try {
      if (isNew) {
        const displayName = field('displayName').trim()
        await signUp({
          username: field('username').trim(),
          email: field('email'),
          password: field('password'),
          ...(displayName === '' ? {} : { displayName }),
        })
      } else await signIn(field('identifier').trim(), field('password'))
      await navigate({ to: to ?? '/chats' })
    } catch (caught) {
      setError(caught)
    } finally {
      setIsSending(false)
    }
  }

  const faults = fieldFaults(error, words.problems)
  const isOwner = isNew && place?.hasOwner === false
  const isClosed = isNew && place !== null && place.hasOwner && place.registration !== 'open'
  const name = place?.name ?? words.shell.appName
  return (
    <main className="grid min-h-dvh lg:grid-cols-2">
      <div className="flex flex-col px-6 py-8 sm:px-12">
        <Wordmark name={name} className="text-xl" />
        <div className="m-auto w-full max-w-sm py-10">
          <h1 className="text-2xl font-extrabold">{isNew ? t.newTitle : t.title}</h1>
          <p className="mt-2 mb-7 text-pretty text-muted">{isOwner ? t.ownerHint : isNew ? t.newText(name) : t.text}</p>
          {isClosed ? (
            <Banner className="rounded-md">{t.closed}</Banner>
          ) : (
            <form className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
              {error !== null && !faults.isAllNamed && (
                <Banner tone="danger" className="rounded-md">
                  {sentenceFor(error, words)}
                </Banner>
              )}
              {isNew && (
                <>
                  <TextField
                    label={t.displayName}
                    name="displayName"
                    autoComplete="name"
                    maxLength={60}
                    hint={t.displayNameHint}
                    error={faults.of('displayName')}
                  />
                  <TextField
                    label={t.username}
                    name="username"
                    autoComplete="username"
                    autoCapitalize="none"
                    spellCheck={false}
                    required
                    maxLength={30}
                    hint={t.usernameHint}
                    error={faults.of('username')}
                  />
                  <TextField
                    label={t.email}
                    name="email"
                    type="email"
                    autoComplete="email"
                    required
                    error={faults.of('email')}
                  />
                </>
              )}
              {!isNew && (
                <TextField
                  label={t.identifier}
                  name="identifier"
                  autoComplete="username"
                  autoCapitalize="none"
                  spellCheck={false}
                  required
                />
              )}
              <TextField
                label={t.password}
                name="password"
                type="password"
                autoComplete={isNew ? 'new-password' : 'current-password'}
                required
                minLength={isNew ? 8 : undefined}
                revealLabels={{ show: t.show, hide: t.hide }}
                hint={isNew ? t.passwordHint : undefined}
                error={faults.of('password')}
              />
              <Button type="submit" variant="primary" isLoading={isSending} className="mt-2">
                {isNew ? t.signUp : t.signIn}
              </Button>
            </form>
          )}
          <p className="mt-6 text-muted">
            {isNew ? t.toSignInBefore : t.toSignUpBefore}{' '}
            <Link
              to={isNew ? '/sign-in' : '/sign-up'}
              search={to === undefined ? {} : { to }}
              className="font-semibold text-accent-text underline-offset-4 hover:underline"
            >
              {isNew ? t.toSignIn : t.toSignUp}
            </Link>
          </p>
        </div>
        <p className="text-sm text-muted">{t.promise}</p>
      </div>
      <Scene />
    </main>
  )
}
