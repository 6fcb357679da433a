import { useId, useState } from 'react'
import type { SubmitEvent } from 'react'
import { Banner } from '../../design/banner.tsx'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { QrCode } from '../../design/qr-code.tsx'
import { TextField } from '../../design/text-field.tsx'
import { client } from '../../live/client.ts'
import { confirmed } from '../../live/confirming.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { sentenceFor } from '../../words/sentences.ts'
import { useWords } from '../../words/words.ts'

interface TotpDialogProps {
  /** The key that the app is to hold. */
  made: { secret: string; uri: string }
  /** With recovery codes where it is the first factor. */
  onOn: (recoveryCodes: string[] | null) => void
  onClose: () => void
}

/** Brings a key into an authenticator app, and turns it on by a code. */
export function TotpDialog({ made, onOn, onClose }: TotpDialogProps) {
  const id = useId()
  const words = useWords()
  const { security: t } = useMoreWords()
  const [code, setCode] = useState('')
  const [isConfirming, setIsConfirming] = useState(false)
  const [error, setError] = useState<unknown>(null)

  async function confirm(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    setIsConfirming(true)
    setError(null)
    try {
      onOn((await confirmed(() => client.api.call('POST /api/auth/totp/confirm', { code }))).recoveryCodes)
    } catch (caught) {
      setError(caught)
      setIsConfirming(false)
    }
  }

  return (
    <Dialog
      isOpen
      onIsOpenChange={onClose}
      title={t.setupTitle}
      text={t.setupText}
      closeLabel={words.shell.close}
      footer={
        <>
          <Button onClick={onClose}>{words.shell.cancel}</Button>
          <Button type="submit" form={id} variant="primary" isLoading={isConfirming}>
            {t.confirm}
          </Button>
        </>
      }
    >
      <form id={id} className="flex flex-col gap-4" onSubmit={(event) => void confirm(event)}>
        <QrCode text={made.uri} label={t.qrLabel} />
        <p className="text-sm text-muted">
          {t.byHand}{' '}
          <code dir="ltr" className="font-mono break-words text-ink">
            {made.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}
          </code>
        </p>
        {error !== null && (
          <Banner tone="danger" className="rounded-md">
            {sentenceFor(error, words)}
          </Banner>
        )}
        <TextField
          label={t.setupCode}
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
      </form>
    </Dialog>
  )
}
