import type { SecondFactorMethod } from '@kith/protocol/security.ts'
import type { SecondFactor } from '@kith/sdk/api.ts'
import { ProblemError } from '@kith/sdk/problem-error.ts'
import { Link } from '@tanstack/react-router'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { Banner } from '../../design/banner.tsx'
import { buttonClass } from '../../design/button-class.ts'
import { Button } from '../../design/button.tsx'
import { DoorFrame } from '../../design/door-frame.tsx'
import { TextField } from '../../design/text-field.tsx'
import { client } from '../../live/client.ts'
import { fieldFaults } from '../../live/field-faults.ts'
import { isBrokenOff, mayHavePasskeys, signWithPasskey } from '../../live/passkeys.ts'
import { usePlace } from '../../live/use-place.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { sentenceFor } from '../../words/sentences.ts'
import { useWords } from '../../words/words.ts'
import { linkSecret } from './link-secret.ts'

/** Where a link leads that sets a new password. */
export function ResetPasswordPage() {
  const words = useWords()
  const { recovery: t } = useMoreWords()
  const place = usePlace()
  const [token] = useState(linkSecret)
  const [newPassword, setNewPassword] = useState('')
  const [code, setCode] = useState('')
  const [methods, setMethods] = useState<readonly SecondFactorMethod[]>([])
  const [state, setState] = useState<'open' | 'done' | 'gone'>(token === '' ? 'gone' : 'open')
  const [isSetting, setIsSetting] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const faults = fieldFaults(error, words.problems)

  async function set(second: () => Promise<SecondFactor>): Promise<void> {
    setIsSetting(true)
    setError(null)
    try {
      await client.api.call('POST /api/auth/password/reset', { token, newPassword, ...(await second()) })
      setState('done')
    } catch (caught) {
      if (isBrokenOff(caught)) return
      const refusal = caught instanceof ProblemError ? caught : null
      if (refusal?.code === 'gone') setState('gone')
      else if (refusal?.code === 'second-factor-required') setMethods(refusal.body.methods ?? ['totp', 'recovery'])
      else setError(caught)
    } finally {
      setIsSetting(false)
    }
  }

  function submit(event: SubmitEvent): void {
    event.preventDefault()
    void set(async () => (code.trim() === '' ? {} : { code }))
  }

  const told = {
    open: { title: t.resetTitle, text: t.resetText },
    done: { title: t.doneTitle, text: t.doneText },
    gone: { title: t.goneTitle, text: t.goneText },
  }[state]
  return (
    <DoorFrame
      name={place?.name ?? words.shell.appName}
      title={told.title}
      text={told.text}
      promise={words.signIn.promise}
    >
      {state === 'done' && (
        <Link to="/sign-in" className={buttonClass('primary')}>
          {t.signIn}
        </Link>
      )}
      {state === 'gone' && (
        <Link to="/forgot-password" className={buttonClass('primary')}>
          {t.askAgain}
        </Link>
      )}
      {state === 'open' && (
        <form className="flex flex-col gap-4" onSubmit={submit}>
          {error !== null && !faults.isAllNamed && (
            <Banner tone="danger" className="rounded-md">
              {sentenceFor(error, words)}
            </Banner>
          )}
          <TextField
            label={t.newPassword}
            type="password"
            autoComplete="new-password"
            required
            minLength={8}
            hint={t.passwordHint}
            error={faults.of('newPassword')}
            revealLabels={{ show: words.signIn.show, hide: words.signIn.hide }}
            value={newPassword}
            onChange={(event) => setNewPassword(event.currentTarget.value)}
          />
          {methods.length > 0 && (
            <TextField
              label={t.code}
              hint={t.codeHint}
              autoComplete="one-time-code"
              autoCapitalize="none"
              spellCheck={false}
              // It came in answer to what was just typed.
              // oxlint-disable-next-line jsx-a11y/no-autofocus
              autoFocus
              required
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
            />
          )}
          {methods.includes('passkey') && mayHavePasskeys() && (
            <Button
              icon={<KeyRound aria-hidden="true" />}
              onClick={() => void set(async () => ({ passkey: await signWithPasskey() }))}
            >
              {t.usePasskey}
            </Button>
          )}
          <Button type="submit" variant="primary" isLoading={isSetting}>
            {t.set}
          </Button>
        </form>
      )}
    </DoorFrame>
  )
}
