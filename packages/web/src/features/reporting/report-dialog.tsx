import { limits } from '@kith/protocol/limits.ts'
import type { CallInput } from '@kith/protocol/registry.ts'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { Select } from '../../design/select.tsx'
import { TextArea } from '../../design/text-area.tsx'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import type { Reported } from './reporting.tsx'

type Reason = CallInput<'POST /api/reports'>['reason']
const reasons = ['harassment', 'spam', 'impersonation', 'illegal', 'other'] as const satisfies readonly Reason[]

/** Brings somebody, or what they wrote, before those who lead this place. */
export function ReportDialog({ reported, onClose }: { reported: Reported; onClose: () => void }) {
  const { shell } = useWords()
  const { people: t } = useMoreWords()
  const report = useReport()
  const [reason, setReason] = useState<Reason>('harassment')
  const [note, setNote] = useState('')
  const [isSending, setIsSending] = useState(false)

  async function send(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    setIsSending(true)
    try {
      const { kind: targetKind, id: targetId } = reported
      await client.api.call('POST /api/reports', { targetKind, targetId, reason, note: note.trim() })
      showToast({ tone: 'positive', title: t.reported, text: t.reportedText })
      onClose()
    } catch (error) {
      report(t.notReported, error)
      setIsSending(false)
    }
  }

  return (
    <Dialog
      isOpen
      onIsOpenChange={onClose}
      size="sm"
      title={t.reportTitle[reported.kind](reported.name)}
      text={t.reportText}
      closeLabel={shell.close}
    >
      <form onSubmit={(event) => void send(event)} className="flex flex-col gap-4">
        <Select
          label={t.reason}
          value={reason}
          options={reasons.map((value) => ({ value, label: t.reasons[value] }))}
          onValueChange={setReason}
        />
        <TextArea
          label={t.reportNote}
          value={note}
          dir="auto"
          maxLength={limits.reportNoteMax}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" variant="primary" isLoading={isSending}>
            {t.sendReport}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
