import { limits } from '@kith/protocol/limits.ts'
import type { Passkey } from '@kith/protocol/security.ts'
import { useId, useState } from 'react'
import type { SubmitEvent } from 'react'
import { Banner } from '../../design/banner.tsx'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { TextField } from '../../design/text-field.tsx'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { confirmed } from '../../live/confirming.ts'
import { isBrokenOff, makePasskey } from '../../live/passkeys.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { sentenceFor } from '../../words/sentences.ts'
import { useWords } from '../../words/words.ts'

interface PasskeyDialogProps {
  /** The one to be named; null makes one. */
  passkey: Passkey | null
  /** With recovery codes where it is the first factor. */
  onKept: (passkey: Passkey, recoveryCodes: string[] | null) => void
  onClose: () => void
}

/** Names a passkey, and makes it first where there is none. */
export function PasskeyDialog({ passkey, onKept, onClose }: PasskeyDialogProps) {
  const id = useId()
  const words = useWords()
  const { security: t } = useMoreWords()
  const [name, setName] = useState(passkey?.name ?? '')
  const [isSaving, setIsSaving] = useState(false)
  const [error, setError] = useState<unknown>(null)

  async function save(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    setIsSaving(true)
    setError(null)
    try {
      if (passkey === null) {
        const made = await confirmed(() => makePasskey(name))
        showToast({ tone: 'positive', title: t.passkeyAdded })
        onKept(made.passkey, made.recoveryCodes)
      } else {
        const named = { passkeyId: passkey.id, name }
        onKept(await client.api.call('PATCH /api/auth/passkeys/:passkeyId', named), null)
      }
    } catch (caught) {
      if (!isBrokenOff(caught)) setError(caught)
      setIsSaving(false)
    }
  }

  return (
    <Dialog
      isOpen
      onIsOpenChange={onClose}
      size="sm"
      title={passkey === null ? t.addPasskey : t.renamePasskeyName(passkey.name)}
      closeLabel={words.shell.close}
      footer={
        <>
          <Button onClick={onClose}>{words.shell.cancel}</Button>
          <Button type="submit" form={id} variant="primary" isLoading={isSaving}>
            {passkey === null ? t.addPasskey : t.save}
          </Button>
        </>
      }
    >
      <form id={id} className="flex flex-col gap-4" onSubmit={(event) => void save(event)}>
        {error !== null && (
          <Banner tone="danger" className="rounded-md">
            {sentenceFor(error, words)}
          </Banner>
        )}
        <TextField
          label={t.passkeyName}
          hint={t.passkeyNameHint}
          autoComplete="off"
          required
          maxLength={limits.tokenNameMax}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </form>
    </Dialog>
  )
}
