import type { CallInput } from '@kith/protocol/registry.ts'
import { limits } from '@kith/protocol/limits.ts'
import { PendingError } from '@kith/sdk/problem-error.ts'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { Banner } from '../../design/banner.tsx'
import { Button } from '../../design/button.tsx'
import { TextArea } from '../../design/text-area.tsx'
import { TextField } from '../../design/text-field.tsx'
import { fieldFaults } from '../../live/field-faults.ts'
import { signUp } from '../../live/session.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { sentenceFor } from '../../words/sentences.ts'
import { useWords } from '../../words/words.ts'

type RegisterFormProps = {
  /** The code by which one comes. */
  invite?: string
  /** Whether somebody has to let the account in, and is told why it should be. */
  asksForApproval?: boolean
  submitLabel?: string
  /** Signed in. */
  onIn: () => Promise<void> | void
  /** The account waits to be let in. */
  onPending?: () => void
}

/** Who one is, and by what one signs in. */
export function RegisterForm({ invite, asksForApproval = false, submitLabel, onIn, onPending }: RegisterFormProps) {
  const words = useWords()
  const { joining: t } = useMoreWords()
  const [isSending, setIsSending] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const faults = fieldFaults(error, words.problems)

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const input = inputFrom(new FormData(event.currentTarget))
    setIsSending(true)
    setError(null)
    try {
      await signUp(invite === undefined ? input : { ...input, invite })
      await onIn()
    } catch (caught) {
      if (caught instanceof PendingError) onPending?.()
      else setError(caught)
    } finally {
      setIsSending(false)
    }
  }

  return (
    <form className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
      {error !== null && !faults.isAllNamed && (
        <Banner tone="danger" className="rounded-md">
          {sentenceFor(error, words)}
        </Banner>
      )}
      <TextField
        label={t.displayName}
        name="displayName"
        autoComplete="name"
        maxLength={limits.displayNameMax}
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
        maxLength={limits.usernameMax}
        hint={t.usernameHint}
        error={faults.of('username')}
      />
      <TextField label={t.email} name="email" type="email" autoComplete="email" required error={faults.of('email')} />
      <TextField
        label={words.signIn.password}
        name="password"
        type="password"
        autoComplete="new-password"
        required
        minLength={limits.passwordMin}
        revealLabels={{ show: words.signIn.show, hide: words.signIn.hide }}
        hint={t.passwordHint}
        error={faults.of('password')}
      />
      {asksForApproval && (
        <TextArea
          label={t.reason}
          name="reason"
          dir="auto"
          maxLength={limits.joinReasonMax}
          hint={t.reasonHint}
          error={faults.of('reason')}
        />
      )}
      <Button type="submit" variant="primary" isLoading={isSending} className="mt-2">
        {submitLabel ?? (asksForApproval ? t.ask : t.signUp)}
      </Button>
    </form>
  )
}

function inputFrom(form: FormData): CallInput<'POST /api/auth/register'> {
  const field = (name: string): string => {
    const value = form.get(name)
    return typeof value === 'string' ? value : ''
  }
  const displayName = field('displayName').trim()
  const reason = field('reason').trim()
  return {
    username: field('username').trim(),
    email: field('email'),
    password: field('password'),
    ...(displayName === '' ? {} : { displayName }),
    ...(reason === '' ? {} : { reason }),
  }
}
