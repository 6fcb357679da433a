import type { UserCard } from '@kith/protocol/users.ts'
import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { client } from '../../live/client.ts'
import { confirmed } from '../../live/confirming.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { PersonPicker } from '../person-picker/person-picker.tsx'
import { Part } from './part.tsx'

/** For whoever runs the place: a link that lets somebody set a new password, to be handed to them. */
export function ResetLinkPart() {
  const { shell } = useWords()
  const { security: t } = useMoreWords()
  const report = useReport()
  const [isOpen, setIsOpen] = useState(false)
  const [busyId, setBusyId] = useState<string | null>(null)
  const [made, setMade] = useState<{ name: string; url: string } | null>(null)

  async function make({ id, displayName }: UserCard): Promise<void> {
    setBusyId(id)
    try {
      const { url } = await confirmed(() => client.api.call('POST /api/admin/users/:userId/reset-link', { userId: id }))
      setMade({ name: displayName, url })
    } catch (error) {
      report(t.notDone, error)
    } finally {
      setBusyId(null)
    }
  }

  function close(): void {
    setIsOpen(false)
    setMade(null)
  }

  return (
    <Part title={t.resetLink} text={t.resetLinkText}>
      <Button onClick={() => setIsOpen(true)}>{t.resetLinkMake}</Button>
      <Dialog
        isOpen={isOpen}
        onIsOpenChange={close}
        title={t.resetLink}
        text={made === null ? undefined : t.resetLinkFor(made.name)}
        closeLabel={shell.close}
      >
        {made === null ? (
          <PersonPicker label={t.resetLinkPick} busyId={busyId} onToggle={(person) => void make(person)} />
        ) : (
          <input
            readOnly
            data-autofocus
            dir="ltr"
            aria-label={t.resetLinkAddress}
            value={made.url}
            onFocus={(event) => event.currentTarget.select()}
            className="h-control w-full rounded-md border border-line-strong bg-sunken px-3 font-mono text-sm"
          />
        )}
      </Dialog>
    </Part>
  )
}
