import type { Conversation } from '@kith/protocol/conversations.ts'
import type { Invite } from '@kith/protocol/invites.ts'
import { limits } from '@kith/protocol/limits.ts'
import { useId, useState } from 'react'
import type { SubmitEvent } from 'react'
import { Button } from '../../design/button.tsx'
import { Checkbox } from '../../design/checkbox.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { Select } from '../../design/select.tsx'
import { TextField } from '../../design/text-field.tsx'
import { client } from '../../live/client.ts'
import { nameOf } from '../../live/naming.ts'
import { useKith } from '../../live/use-kith.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'

const DAY_MS = 86_400_000
const expiryDays = { day: 1, week: 7, month: 30, never: null } as const
const usesMax = { once: 1, five: 5, fifty: 50, any: null } as const
type Expiry = keyof typeof expiryDays
type Uses = keyof typeof usesMax
const expiries: readonly Expiry[] = ['day', 'week', 'month', 'never']
const uses: readonly Uses[] = ['once', 'five', 'fifty', 'any']

/** Where one may bring people: groups, public channels, and private ones that one leads. */
function mayAddTo({ kind, isLobby, isPublic, role }: Conversation): boolean {
  if (isLobby || kind === 'direct') return false
  return kind === 'group' || isPublic || role !== 'member'
}

/** Says for whom, for how long and where to, and makes the link. */
export function NewInvite({ onMade, onClose }: { onMade: (invite: Invite) => void; onClose: () => void }) {
  const id = useId()
  const { shell } = useWords()
  const { invitations: t } = useMoreWords()
  const report = useReport()
  const me = useKith((state) => state.me)
  const conversations = useKith((state) => state.conversations)
  const [note, setNote] = useState('')
  const [use, setUse] = useState<Uses>('any')
  const [expiry, setExpiry] = useState<Expiry>('week')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [isMaking, setIsMaking] = useState(false)
  const offered = [...conversations.values()].filter(mayAddTo)
  const isFull = chosen.length >= limits.inviteConversationsMax

  async function make(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    setIsMaking(true)
    const days = expiryDays[expiry]
    try {
      const invite = await client.api.call('POST /api/invites', {
        note,
        usesMax: usesMax[use],
        expiresAt: days === null ? null : new Date(Date.now() + days * DAY_MS).toISOString(),
        conversationIds: [...chosen],
      })
      onMade(invite)
    } catch (error) {
      report(t.notMade, error)
      setIsMaking(false)
    }
  }

  return (
    <Dialog
      isOpen
      onIsOpenChange={onClose}
      title={t.createTitle}
      closeLabel={shell.close}
      footer={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" form={id} variant="primary" isLoading={isMaking}>
            {t.make}
          </Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={(event) => void make(event)} className="flex flex-col gap-5">
        <TextField
          label={t.note}
          hint={t.noteHint}
          value={note}
          dir="auto"
          autoComplete="off"
          maxLength={limits.inviteNoteMax}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <div className="grid gap-5 sm:grid-cols-2">
          <Select
            label={t.uses}
            value={use}
            onValueChange={setUse}
            options={uses.map((value) => ({ value, label: t.usesOptions[value] }))}
          />
          <Select
            label={t.expiry}
            value={expiry}
            onValueChange={setExpiry}
            options={expiries.map((value) => ({ value, label: t.expiries[value] }))}
          />
        </div>
        {offered.length > 0 && (
          <fieldset>
            <legend className="text-sm font-semibold">{t.conversations}</legend>
            <p className="mb-1 text-sm text-muted">
              {t.conversationsHint} {isFull && t.conversationsMore(limits.inviteConversationsMax)}
            </p>
            {/* As tall as six of them; a list of two hundred must not push the button away. */}
            <div className="max-h-56 overflow-y-auto">
              {offered.map((entry) => (
                <Checkbox
                  key={entry.id}
                  label={<bdi>{nameOf(entry, me?.id ?? '')}</bdi>}
                  isChecked={chosen.includes(entry.id)}
                  disabled={isFull && !chosen.includes(entry.id)}
                  onIsCheckedChange={(isChecked) =>
                    setChosen(isChecked ? [...chosen, entry.id] : chosen.filter((each) => each !== entry.id))
                  }
                />
              ))}
            </div>
          </fieldset>
        )}
      </form>
    </Dialog>
  )
}
