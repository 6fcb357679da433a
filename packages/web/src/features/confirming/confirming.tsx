import { KeyRound } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import type { SubmitEvent } from 'react'
import { ProblemError } from '@kith/sdk/problem-error.ts'
import { Banner } from '../../design/banner.tsx'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { TextField } from '../../design/text-field.tsx'
import { client } from '../../live/client.ts'
import { isBrokenOff, mayHavePasskeys, signWithPasskey } from '../../live/passkeys.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { sentenceFor } from '../../words/sentences.ts'
import { useWords } from '../../words/words.ts'

/** Asks who sits here, before something dangerous is done. */
export function ConfirmDialog({ onSettle }: { onSettle: (isConfirmed: boolean) => void }) {
  const id = useId()
  const words = useWords()
  const { confirming: t } = useMoreWords()
  const [password, setPassword] = useState('')
  const [code, setCode] = useState<string | null>(null)
  const [hasPasskey, setHasPasskey] = useState(false)
  const [busyWith, setBusyWith] = useState<'password' | 'passkey' | null>(null)
  const [error, setError] = useState<unknown>(null)

  useEffect(() => {
    if (!mayHavePasskeys()) return
    client.api.call('GET /api/auth/passkeys', {}).then(
      ({ items }) => setHasPasskey(items.length > 0),
      () => undefined,
    )
  }, [])

  async function confirm(by: 'password' | 'passkey'): Promise<void> {
    setBusyWith(by)
    setError(null)
    try {
      const given =
        by === 'passkey'
          ? { passkey: await signWithPasskey() }
          : { password, ...(code === null || code.trim() === '' ? {} : { code }) }
      await client.api.call('POST /api/auth/confirm', given)
      onSettle(true)
    } catch (caught) {
      setBusyWith(null)
      if (isBrokenOff(caught)) return
      if (caught instanceof ProblemError && caught.code === 'second-factor-required') setCode('')
      else setError(caught)
    }
  }

  function submit(event: SubmitEvent): void {
    event.preventDefault()
    void confirm('password')
  }

  return (
    <Dialog
      isOpen
      onIsOpenChange={() => onSettle(false)}
      size="sm"
      title={t.title}
      text={t.text}
      closeLabel={words.shell.close}
      footer={
        <>
          {hasPasskey && (
            <Button
              className="me-auto"
              icon={<KeyRound aria-hidden="true" />}
              isLoading={busyWith === 'passkey'}
              onClick={() => void confirm('passkey')}
            >
              {t.withPasskey}
            </Button>
          )}
          <Button type="submit" form={id} variant="primary" isLoading={busyWith === 'password'}>
            {t.confirm}
          </Button>
        </>
      }
    >
      <form id={id} className="flex flex-col gap-4" onSubmit={submit}>
        {error !== null && (
          <Banner tone="danger" className="rounded-md">
            {sentenceFor(error, words)}
          </Banner>
        )}
        <input type="text" hidden readOnly autoComplete="username" value={client.state.me?.username ?? ''} />
        <TextField
          label={t.password}
          type="password"
          autoComplete="current-password"
          required
          value={password}
          revealLabels={{ show: words.signIn.show, hide: words.signIn.hide }}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {code !== null && (
          <TextField
            label={t.code}
            hint={t.codeHint}
            inputMode="text"
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
            required
            // It came in answer to what was just typed.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
        )}
      </form>
    </Dialog>
  )
}
