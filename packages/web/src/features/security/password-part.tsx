import { useId, useState } from 'react'
import type { SubmitEvent } from 'react'
import { Banner } from '../../design/banner.tsx'
import { Button } from '../../design/button.tsx'
import { Checkbox } from '../../design/checkbox.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { TextField } from '../../design/text-field.tsx'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { fieldFaults } from '../../live/field-faults.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { sentenceFor } from '../../words/sentences.ts'
import { useWords } from '../../words/words.ts'
import { Part } from './part.tsx'

export function PasswordPart() {
  const { security: t } = useMoreWords()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Part title={t.password} text={t.passwordText}>
      <Button onClick={() => setIsOpen(true)}>{t.changePassword}</Button>
      {isOpen && <PasswordDialog onClose={() => setIsOpen(false)} />}
    </Part>
  )
}

function PasswordDialog({ onClose }: { onClose: () => void }) {
  const id = useId()
  const words = useWords()
  const { security: t } = useMoreWords()
  const [currentPassword, setCurrentPassword] = useState('')
  const [newPassword, setNewPassword] = useState('')
  const [keepsTokens, setKeepsTokens] = useState(true)
  const [isSaving, setIsSaving] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const faults = fieldFaults(error, words.problems)
  const revealLabels = { show: words.signIn.show, hide: words.signIn.hide }

  async function save(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    setIsSaving(true)
    setError(null)
    try {
      await client.api.call('POST /api/auth/password', { currentPassword, newPassword, keepsTokens })
      showToast({ tone: 'positive', title: t.passwordChanged, text: t.passwordChangedText })
      onClose()
    } catch (caught) {
      setError(caught)
      setIsSaving(false)
    }
  }

  return (
    <Dialog
      isOpen
      onIsOpenChange={onClose}
      size="sm"
      title={t.changePassword}
      closeLabel={words.shell.close}
      footer={
        <>
          <Button onClick={onClose}>{words.shell.cancel}</Button>
          <Button type="submit" form={id} variant="primary" isLoading={isSaving}>
            {t.save}
          </Button>
        </>
      }
    >
      <form id={id} className="flex flex-col gap-4" onSubmit={(event) => void save(event)}>
        {error !== null && !faults.isAllNamed && (
          <Banner tone="danger" className="rounded-md">
            {sentenceFor(error, words)}
          </Banner>
        )}
        <input type="text" hidden readOnly autoComplete="username" value={client.state.me?.username ?? ''} />
        <TextField
          label={t.currentPassword}
          type="password"
          autoComplete="current-password"
          required
          revealLabels={revealLabels}
          value={currentPassword}
          onChange={(event) => setCurrentPassword(event.currentTarget.value)}
        />
        <TextField
          label={t.newPassword}
          type="password"
          autoComplete="new-password"
          required
          minLength={8}
          hint={t.passwordHint}
          error={faults.of('newPassword')}
          revealLabels={revealLabels}
          value={newPassword}
          onChange={(event) => setNewPassword(event.currentTarget.value)}
        />
        <Checkbox
          label={t.keepsTokens}
          hint={t.keepsTokensHint}
          isChecked={keepsTokens}
          onIsCheckedChange={setKeepsTokens}
        />
      </form>
    </Dialog>
  )
}
