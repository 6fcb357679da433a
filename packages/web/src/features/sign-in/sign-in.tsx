import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { Place } from '@kith/protocol/auth.ts'
import { ProblemError } from '@kith/sdk/problem-error.ts'
import { useEffect, useState } from 'react'
import type { FormEvent } from 'react'
import { Banner } from '../../design/banner.tsx'
import { Button } from '../../design/button.tsx'
import { Wordmark } from '../../design/logo.tsx'
import { TextField } from '../../design/text-field.tsx'
import { client } from '../../live/client.ts'
import { sentenceFor } from '../../words/sentences.ts'
import { useWords } from '../../words/words.ts'

/** Signing in, and making an account. */
export function SignInPage({ isNew }: { isNew: boolean }) {
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
        const displayName = field('displayName')
        await client.register({
          username: field('username'),
          email: field('email'),
          password: field('password'),
          ...(displayName === '' ? {} : { displayName }),
        })
      } else await client.login(field('identifier'), field('password'))
      await client.start()
      await navigate({ to: to ?? '/chats' })
    } catch (caught) {
      setError(caught)
    } finally {
      setIsSending(false)
    }
  }

  const reveal = { show: t.show, hide: t.hide }
  const fault = (path: string): string | undefined =>
    error instanceof ProblemError ? error.errors.find((each) => each.path === path)?.message : undefined
  const isOwner = isNew && place?.hasOwner === false
  return (
    <main className="flex min-h-dvh items-center justify-center px-6 py-10">
      <form className="flex w-full max-w-sm flex-col gap-4" onSubmit={(event) => void submit(event)}>
        <Wordmark name={place?.name ?? words.shell.appName} className="mb-4 text-2xl" />
        <h1 className="text-xl font-bold">{isNew ? t.newTitle : t.title}</h1>
        {isOwner && <p className="text-muted">{t.ownerHint}</p>}
        {error !== null && <Banner tone="danger">{sentenceFor(error, words)}</Banner>}
        {isNew ? (
          <>
            <TextField label={t.displayName} name="displayName" autoComplete="name" error={fault('displayName')} />
            <TextField
              label={t.username}
              name="username"
              autoComplete="username"
              autoCapitalize="none"
              required
              hint={t.usernameHint}
              error={fault('username')}
            />
            <TextField label={t.email} name="email" type="email" autoComplete="email" required error={fault('email')} />
          </>
        ) : (
          <TextField label={t.identifier} name="identifier" autoComplete="username" autoCapitalize="none" required />
        )}
        <TextField
          label={t.password}
          name="password"
          type="password"
          autoComplete={isNew ? 'new-password' : 'current-password'}
          required
          minLength={isNew ? 8 : undefined}
          revealLabels={reveal}
          hint={isNew ? t.passwordHint : undefined}
          error={fault('password')}
        />
        <Button type="submit" variant="primary" isLoading={isSending}>
          {isNew ? t.signUp : t.signIn}
        </Button>
        <Link
          to={isNew ? '/sign-in' : '/sign-up'}
          search={to === undefined ? {} : { to }}
          className="text-center text-sm text-accent-text underline-offset-4 hover:underline"
        >
          {isNew ? t.toSignIn : t.toSignUp}
        </Link>
      </form>
    </main>
  )
}
