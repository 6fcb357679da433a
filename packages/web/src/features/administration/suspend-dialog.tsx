import type { ManagedUser } from '@kith/protocol/admin.ts'
import { limits } from '@kith/protocol/limits.ts'
import { useId, useState } from 'react'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { TextField } from '../../design/text-field.tsx'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'

type SuspendDialogProps = { user: ManagedUser; onSuspend: (reason: string) => Promise<void>; onClose: () => void }

/** Says what suspending does and asks for the reason; it signs somebody out everywhere, so it cannot wait for an undo. */
export function SuspendDialog({ user, onSuspend, onClose }: SuspendDialogProps) {
  const id = useId()
  const { shell } = useWords()
  const { administration } = useMoreWords()
  const t = administration.members
  const [reason, setReason] = useState('')
  const [isBusy, setIsBusy] = useState(false)
  return (
    <Dialog
      isOpen
      onIsOpenChange={onClose}
      size="sm"
      title={t.suspendTitle(user.displayName)}
      text={t.suspendText}
      closeLabel={shell.close}
      footer={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" form={id} variant="danger" isLoading={isBusy}>
            {t.suspendDo}
          </Button>
        </>
      }
    >
      <form
        id={id}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setIsBusy(true)
          void onSuspend(reason)
        }}
      >
        <TextField
          label={t.reason}
          hint={t.reasonHint}
          value={reason}
          dir="auto"
          autoComplete="off"
          maxLength={limits.suspensionReasonMax}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </form>
    </Dialog>
  )
}
