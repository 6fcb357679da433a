import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { Banner } from '../../design/banner.tsx'
import { Button } from '../../design/button.tsx'
import { DoorFrame } from '../../design/door-frame.tsx'
import { TextField } from '../../design/text-field.tsx'
import { client } from '../../live/client.ts'
import { usePlace } from '../../live/use-place.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { sentenceFor } from '../../words/sentences.ts'
import { useWords } from '../../words/words.ts'

/** Asks for a link that sets a new password. Whether there is such an account is not told. */
export function ForgotPasswordPage() {
  const words = useWords()
  const { recovery: t } = useMoreWords()
  const place = usePlace()
  const [identifier, setIdentifier] = useState('')
  const [isSending, setIsSending] = useState(false)
  const [isSent, setIsSent] = useState(false)
  const [error, setError] = useState<unknown>(null)

  async function send(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    setIsSending(true)
    setError(null)
    try {
      await client.api.call('POST /api/auth/password/forgot', { identifier: identifier.trim() })
      setIsSent(true)
    } catch (caught) {
      setError(caught)
    } finally {
      setIsSending(false)
    }
  }

  return (
    <DoorFrame
      name={place?.name ?? words.shell.appName}
      title={isSent ? t.sentTitle : t.forgotTitle}
      text={isSent ? t.sentText : place?.hasMail === false ? undefined : t.forgotText}
      promise={words.signIn.promise}
    >
      {place?.hasMail === false ? (
        <Banner className="rounded-md">{t.noMail}</Banner>
      ) : (
        !isSent && (
          <form className="flex flex-col gap-4" onSubmit={(event) => void send(event)}>
            {error !== null && (
              <Banner tone="danger" className="rounded-md">
                {sentenceFor(error, words)}
              </Banner>
            )}
            <TextField
              label={t.identifier}
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              required
              value={identifier}
              onChange={(event) => setIdentifier(event.currentTarget.value)}
            />
            <Button type="submit" variant="primary" isLoading={isSending}>
              {t.send}
            </Button>
          </form>
        )
      )}
      <p className="mt-6">
        <Link to="/sign-in" className="font-semibold text-accent-text underline-offset-4 hover:underline">
          {t.toSignIn}
        </Link>
      </p>
    </DoorFrame>
  )
}
