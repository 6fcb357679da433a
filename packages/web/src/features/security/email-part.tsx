import type { SecurityOverview } from '@kith/protocol/security.ts'
import type { OwnUser } from '@kith/protocol/users.ts'
import { useId, useState } from 'react'
import type { SubmitEvent } from 'react'
import { Banner } from '../../design/banner.tsx'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { TextField } from '../../design/text-field.tsx'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { confirmed } from '../../live/confirming.ts'
import { fieldFaults } from '../../live/field-faults.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { sentenceFor } from '../../words/sentences.ts'
import { useWords } from '../../words/words.ts'
import { Part } from './part.tsx'

interface EmailPartProps {
  me: OwnUser
  overview: SecurityOverview
  onChange: () => void
}

export function EmailPart({ me, overview, onChange }: EmailPartProps) {
  const { security: t } = useMoreWords()
  const report = useReport()
  const [isOpen, setIsOpen] = useState(false)
  const { pendingEmail, hasMail } = overview

  async function resend(): Promise<void> {
    try {
      await client.api.call('POST /api/auth/email/resend', {})
      showToast({ tone: 'positive', title: t.resent })
    } catch (error) {
      report(t.notDone, error)
    }
  }

  return (
    <Part title={t.email} text={t.emailText}>
      <p className="mb-4">
        <bdi className="font-semibold">{me.email}</bdi>{' '}
        <span className={me.isEmailVerified ? 'text-positive-text' : 'text-muted'}>
          {me.isEmailVerified ? t.verified : hasMail ? t.unverified : ''}
        </span>
      </p>
      {pendingEmail !== null && <Banner className="mb-4 rounded-md">{t.pending(pendingEmail)}</Banner>}
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => setIsOpen(true)}>{t.changeEmail}</Button>
        {hasMail && (pendingEmail !== null || !me.isEmailVerified) && (
          <Button onClick={() => void resend()}>{t.resend}</Button>
        )}
      </div>
      {isOpen && (
        <EmailDialog
          hasMail={hasMail}
          onClose={() => setIsOpen(false)}
          onChanged={() => {
            setIsOpen(false)
            onChange()
          }}
        />
      )}
    </Part>
  )
}

interface EmailDialogProps {
  hasMail: boolean
  onClose: () => void
  onChanged: () => void
}

function EmailDialog({ hasMail, onClose, onChanged }: EmailDialogProps) {
  const id = useId()
  const words = useWords()
  const { security: t } = useMoreWords()
  const [email, setEmail] = useState('')
  const [isSaving, setIsSaving] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const faults = fieldFaults(error, words.problems)

  async function save(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    setIsSaving(true)
    setError(null)
    try {
      const answer = await confirmed(() => client.api.call('POST /api/auth/email', { email }))
      showToast({ tone: 'positive', title: 'pendingEmail' in answer ? t.emailAsked : t.emailChanged })
      onChanged()
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
      title={t.changeEmail}
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
        <TextField
          label={t.newEmail}
          type="email"
          autoComplete="email"
          required
          hint={hasMail ? t.newEmailHint : t.newEmailHintAtOnce}
          error={faults.of('email')}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
      </form>
    </Dialog>
  )
}
