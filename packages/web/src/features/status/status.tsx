import { limits } from '@kith/protocol/limits.ts'
import type { OwnUser } from '@kith/protocol/users.ts'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { Select } from '../../design/select.tsx'
import { TextField } from '../../design/text-field.tsx'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { useKith } from '../../live/use-kith.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { EmojiGrid } from './emoji-grid.tsx'
import { endOf, expiries, fieldValue } from './expiry.ts'
import type { Expiry } from './expiry.ts'

const HOUR_MS = 3_600_000

/** Says what one is up to, and until when. */
export function StatusDialog({ onClose }: { onClose: () => void }) {
  const me = useKith((state) => state.me)
  return me === null ? null : <StatusForm me={me} onClose={onClose} />
}

function StatusForm({ me, onClose }: { me: OwnUser; onClose: () => void }) {
  const { shell } = useWords()
  const { status: t } = useMoreWords()
  const report = useReport()
  const [emoji, setEmoji] = useState(me.status?.emoji ?? '')
  const [text, setText] = useState(me.status?.text ?? '')
  const until = me.status?.until ?? null
  const [expiry, setExpiry] = useState<Expiry>(me.status === null ? 'four-hours' : until === null ? 'never' : 'custom')
  const [custom, setCustom] = useState(() =>
    fieldValue(until === null ? new Date(Date.now() + HOUR_MS) : new Date(until)),
  )
  const [isPast, setIsPast] = useState(false)
  const [isSaving, setIsSaving] = useState(false)
  const isEmpty = emoji === '' && text.trim() === ''

  async function put(status: OwnUser['status'], done: string): Promise<void> {
    const before = me.status
    setIsSaving(true)
    try {
      await client.updateProfile({ status })
    } catch (error) {
      report(t.notSaved, error)
      setIsSaving(false)
      return
    }
    const undo = (): void => {
      client.updateProfile({ status: before }).catch((error: unknown) => report(t.notSaved, error))
    }
    showToast({
      id: 'status',
      title: done,
      ...(status === null && before !== null ? { action: { label: t.undo, onSelect: undo } } : {}),
    })
    onClose()
  }

  async function save(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (isEmpty) return put(null, t.cleared)
    const end = endOf(expiry, custom)
    if (end !== null && !(end.getTime() > Date.now())) {
      setIsPast(true)
      return
    }
    await put({ emoji, text: text.trim(), until: end === null ? null : end.toISOString() }, t.saved)
  }

  return (
    <Dialog isOpen onIsOpenChange={onClose} size="sm" title={t.title} text={t.text} closeLabel={shell.close}>
      <form noValidate onSubmit={(event) => void save(event)} className="flex flex-col gap-5">
        <TextField
          label={t.words}
          value={text}
          dir="auto"
          maxLength={limits.statusMax}
          autoComplete="off"
          start={emoji === '' ? undefined : <span className="text-lg text-ink">{emoji}</span>}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {me.status === null && isEmpty && (
          <ul aria-label={t.suggested} className="-mt-2 flex flex-wrap gap-2">
            {t.suggestions.map((each) => (
              <li key={each.emoji}>
                <Button
                  size="sm"
                  className="rounded-full! pointer-coarse:h-11"
                  onClick={() => {
                    setEmoji(each.emoji)
                    setText(each.text)
                    setExpiry(each.until)
                  }}
                >
                  {each.emoji} {each.text}
                </Button>
              </li>
            ))}
          </ul>
        )}
        <EmojiGrid value={emoji} onValueChange={setEmoji} />
        <Select
          label={t.until}
          value={expiry}
          onValueChange={setExpiry}
          options={expiries.map((value) => ({ value, label: t.untils[value] }))}
        />
        {expiry === 'custom' && (
          <TextField
            label={t.when}
            type="datetime-local"
            value={custom}
            error={isPast ? t.past : undefined}
            onChange={(event) => {
              setCustom(event.currentTarget.value)
              setIsPast(false)
            }}
          />
        )}
        <div className="flex flex-wrap justify-end gap-2">
          {me.status !== null && (
            <Button variant="ghost" className="me-auto" onClick={() => void put(null, t.cleared)}>
              {t.clear}
            </Button>
          )}
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" variant="primary" isLoading={isSaving} aria-disabled={isEmpty && me.status === null}>
            {t.save}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
