import { useId, useState } from 'react'
import type { SubmitEvent } from 'react'
import { Button } from '../../design/button.tsx'
import { Checkbox } from '../../design/checkbox.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { TextField } from '../../design/text-field.tsx'
import { client } from '../../live/client.ts'
import { confirmed } from '../../live/confirming.ts'
import { signOut } from '../../live/session.ts'
import { useKith } from '../../live/use-kith.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'

/** Says what goes and what stays; whoever means it types their name. */
export function DeleteAccount() {
  const { leaving: t } = useMoreWords()
  const [erasesMessages, setErasesMessages] = useState(false)
  const [isConfirming, setIsConfirming] = useState(false)
  return (
    <section aria-labelledby="delete-account" className="flex flex-col items-start gap-4 border-t border-line pt-8">
      <div>
        <h2 id="delete-account" className="text-lg font-bold">
          {t.deleteTitle}
        </h2>
        <p className="text-muted">{t.deleteText}</p>
      </div>
      <Points title={t.goes} points={t.goesList} />
      <Points title={t.stays} points={t.staysList} />
      <Checkbox label={t.erase} hint={t.eraseHint} isChecked={erasesMessages} onIsCheckedChange={setErasesMessages} />
      <Button variant="danger" onClick={() => setIsConfirming(true)}>
        {t.begin}
      </Button>
      {isConfirming && <ConfirmDeletion erasesMessages={erasesMessages} onClose={() => setIsConfirming(false)} />}
    </section>
  )
}

function Points({ title, points }: { title: string; points: readonly string[] }) {
  return (
    <div>
      <h3 className="mb-1 text-sm font-semibold">{title}</h3>
      <ul className="flex list-disc flex-col gap-1 ps-5">
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </div>
  )
}

function ConfirmDeletion({ erasesMessages, onClose }: { erasesMessages: boolean; onClose: () => void }) {
  const id = useId()
  const { shell } = useWords()
  const { leaving: t } = useMoreWords()
  const report = useReport()
  const username = useKith((state) => state.me?.username ?? '')
  const [typed, setTyped] = useState('')
  const [isTried, setIsTried] = useState(false)
  const [isDeleting, setIsDeleting] = useState(false)
  const isMeant = typed.trim().replace(/^@/, '').toLowerCase() === username.toLowerCase()

  async function remove(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    setIsTried(true)
    if (!isMeant) return
    setIsDeleting(true)
    try {
      await confirmed(() => client.api.call('DELETE /api/me', { erasesMessages: erasesMessages ? 'true' : 'false' }))
    } catch (error) {
      report(t.notDeleted, error)
      setIsDeleting(false)
      return
    }
    // The session is over already; this forgets what the device still holds of the account.
    await signOut()
  }

  return (
    <Dialog
      isOpen
      onIsOpenChange={onClose}
      size="sm"
      title={t.confirmTitle}
      text={t.confirmText(username)}
      closeLabel={shell.close}
      footer={
        <>
          <Button onClick={onClose}>{shell.cancel}</Button>
          <Button type="submit" form={id} variant="danger" isLoading={isDeleting}>
            {t.confirm}
          </Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={(event) => void remove(event)}>
        <TextField
          label={t.username}
          value={typed}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          error={isTried && !isMeant ? t.mismatch : undefined}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </form>
    </Dialog>
  )
}
