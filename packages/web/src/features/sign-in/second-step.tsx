import type { SecondFactorMethod } from '@kith/protocol/security.ts'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import type { SecondFactor } from '@kith/sdk/api.ts'
import { Banner } from '../../design/banner.tsx'
import { Button } from '../../design/button.tsx'
import { TextField } from '../../design/text-field.tsx'
import { isBrokenOff, mayHavePasskeys, signWithPasskey } from '../../live/passkeys.ts'
import { sentenceFor } from '../../words/sentences.ts'
import { useWords } from '../../words/words.ts'

type SecondStepProps = {
  methods: readonly SecondFactorMethod[]
  /** Signs in with it. Throws what is wrong with it. */
  onGiven: (second: SecondFactor) => Promise<void>
  onBack: () => void
}

/** What is asked after the password, where it is not enough. */
export function SecondStep({ methods, onGiven, onBack }: SecondStepProps) {
  const words = useWords()
  const t = words.signIn
  const [code, setCode] = useState('')
  const [busyWith, setBusyWith] = useState<'code' | 'passkey' | null>(null)
  const [error, setError] = useState<unknown>(null)
  const hasPasskey = methods.includes('passkey') && mayHavePasskeys()

  async function give(by: 'code' | 'passkey'): Promise<void> {
    setBusyWith(by)
    setError(null)
    try {
      await onGiven(by === 'passkey' ? { passkey: await signWithPasskey() } : { code })
    } catch (caught) {
      if (!isBrokenOff(caught)) setError(caught)
    } finally {
      setBusyWith(null)
    }
  }

  function submit(event: SubmitEvent): void {
    event.preventDefault()
    void give('code')
  }

  return (
    <form className="flex flex-col gap-4" onSubmit={submit}>
      {error !== null && (
        <Banner tone="danger" className="rounded-md">
          {sentenceFor(error, words)}
        </Banner>
      )}
      {hasPasskey && (
        <Button
          variant={methods.includes('totp') ? 'secondary' : 'primary'}
          icon={<KeyRound aria-hidden="true" />}
          isLoading={busyWith === 'passkey'}
          onClick={() => void give('passkey')}
        >
          {t.usePasskey}
        </Button>
      )}
      <TextField
        label={t.code}
        name="code"
        hint={methods.includes('totp') ? t.totpHint : t.recoveryHint}
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
      <Button type="submit" variant={hasPasskey ? 'secondary' : 'primary'} isLoading={busyWith === 'code'}>
        {t.signIn}
      </Button>
      <Button variant="ghost" onClick={onBack}>
        {t.back}
      </Button>
    </form>
  )
}
